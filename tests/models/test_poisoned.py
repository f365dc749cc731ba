"""No model sees the texts that a round holds out, nor their labels."""

import numpy as np
import pytest

from bakeoff.core.vocabulary import write_vocabulary
from bakeoff.models.counts import Settings as Counts
from bakeoff.models.encoded import Settings as Encoded
from bakeoff.models.fit.lbfgs import fitting as lbfgs
from bakeoff.models.fit.train import fitting as train
from bakeoff.models.heads import cnn, flatten, linear, pool
from bakeoff.models.learned import Settings as Learned
from tests.models.tasks import (
    TEXT,
    draw_texts,
    list_words,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_features,
    write_words,
)

TEXTS, LABELS = draw_texts(60)
TEXTS[30] += " q"  # a word that the second round validates on and does not know
TWICE = TEXT.model_copy(update={"min_count": 2})
HELD_OUT = np.arange(40, 60)
ROUNDS = [
    make_round(range(20, 60), range(10), range(10, 20), seed=2, partition=0),
    make_round(range(30), range(30, 40), HELD_OUT, seed=1, partition=1),
    make_round(range(10, 50), range(50, 55), range(10), seed=3, partition=2),
]
HEADS = {
    "pool": pool.Settings(hidden=8, dropout=0.2),
    "cnn": cnn.Settings(widths=[1, 2], filters=4, dropout=0.2),
    "flatten": flatten.Settings(dropout=0.2),
}
COUNTS = {"min_count": 1, "sublinear": True, "head": "linear", "fit": "lbfgs"}
COUNTS |= {"kind": "counts", "input": "data/prepared/texts.csv", "weights": "tfidf"}
KINDS = {
    "linear": lambda folder: Counts(**COUNTS, words=[1, 2], characters=[2, 3]),
    "encoded": lambda folder: Encoded(
        kind="encoded", input=str(folder / "features"), head="linear", fit="lbfgs"
    ),
    "frozen": pretrained,
    "shuffled": lambda folder: pretrained(folder, shuffled=True),
    "tuned": lambda folder: pretrained(folder, trainable=True),
    "cnn": lambda folder: pretrained(folder, head="cnn"),
    "flatten": lambda folder: pretrained(folder, head="flatten"),
    "learned": lambda folder: Learned(
        kind="learned", input="data/vocabulary.txt", dimension=4, head="pool", fit="train"
    ),
}


def poison(texts, labels):
    """Replace held-out texts: longer, words that no other text holds, others too often."""
    texts, labels = list(texts), labels.copy()
    for row in HELD_OUT:
        texts[row] = f"zz y y a h{'h' * row} b b b b b b b b zz q q"
    labels[HELD_OUT] = 1 - labels[HELD_OUT]
    return texts, labels


def fit(folder, kind, texts, labels, rounds):
    """Fit a model of a kind in rounds, with the vocabulary and the vectors of the texts."""
    write_words(folder, texts)
    write_features(folder / "features", texts, short=(1, 6, 1), long=(2, 3, 100))
    write_vocabulary(folder / "data/vocabulary.txt", list_words(texts))
    model = KINDS[kind](folder)
    if model.fit == "lbfgs":
        head = linear.Settings(C=[1, 10], class_weight=["none", "balanced"])
        task = make_task(model, head, lbfgs.Settings(max_iter=100), texts, labels, text=TWICE)
        return list(lbfgs.fit_rounds(task, rounds))
    task = make_task(model, HEADS[model.head], train_settings(), texts, labels, text=TWICE)
    return list(train.fit_rounds(task, rounds))


def same(first, second):
    """Compare all that came of a round, but for the held-out texts."""
    assert first.valid.tobytes() == second.valid.tobytes()
    assert (first.steps, first.choice, first.history) == (
        second.steps,
        second.choice,
        second.history,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_held_out_texts_and_labels_change_no_byte(kind, tmp_path, monkeypatch):
    """The poisoned round is trained as a stack of its own."""
    monkeypatch.chdir(tmp_path)
    clean = fit(tmp_path, kind, TEXTS, LABELS, ROUNDS)[1]
    (poisoned,) = fit(tmp_path, kind, *poison(TEXTS, LABELS), [ROUNDS[1]])
    same(clean, poisoned)
    assert clean.test.tobytes() != poisoned.test.tobytes()


@pytest.mark.parametrize("kind", ["linear", "encoded", "frozen", "tuned"])
def test_a_subset_sees_the_labels_of_its_own_texts_only(kind, tmp_path):
    """The other training texts are known without theirs."""
    subset = make_round(
        range(12),
        range(12, 15),
        HELD_OUT,
        partition=1,
        unlabelled=np.arange(30),
        steps=5,
        epoch_rows=30,
        min_count=1,
    )
    labels = LABELS.copy()
    labels[15:] = 1 - labels[15:]
    (first,) = fit(tmp_path, kind, TEXTS, LABELS, [subset])
    (second,) = fit(tmp_path, kind, TEXTS, labels, [subset])
    same(first, second)
    assert first.test.tobytes() == second.test.tobytes()
