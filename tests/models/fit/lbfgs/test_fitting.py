"""Linear models: what a round chooses, and what the saved model is."""

from dataclasses import replace

import numpy as np
import pytest
import skops.io
from sklearn.metrics import log_loss

from bakeoff.core.rounds import Outcome
from bakeoff.models.counts import Settings as Counts
from bakeoff.models.fit.lbfgs import fitting
from bakeoff.models.heads import linear
from tests.models.tasks import draw_texts, make_round, make_task

MODEL = Counts(
    kind="counts",
    input="data/prepared/texts.csv",
    words=[1, 2],
    characters=[2, 3],
    weights="tfidf",
    min_count=1,
    sublinear=True,
    head="linear",
    fit="lbfgs",
)
HEAD = linear.Settings(C=[1, 0.001, 100], class_weight=["none", "balanced"])
TEXTS, LABELS = draw_texts(60)
ROUND = make_round(range(30), range(30, 45), range(45, 60), seed=None)
ODD = ["WIN!", "", "\x00", "🎉"]


def task(labels=LABELS, head=HEAD, classes=2):
    """Describe TF-IDF on the texts."""
    return make_task(MODEL, head, fitting.Settings(max_iter=1000), TEXTS, labels, classes=classes)


def loss_of(choice):
    """Give the validation loss of a round in which there is only one choice."""
    head = linear.Settings(C=[choice["C"]], class_weight=[choice["class_weight"]])
    (outcome,) = fitting.fit_rounds(task(head=head), [ROUND])
    return log_loss(LABELS[30:45], outcome.valid)


def test_the_choice_with_the_lowest_validation_loss_is_kept():
    """Of all strengths and class weights."""
    (outcome,) = fitting.fit_rounds(task(), [ROUND])
    losses = [loss_of(choice) for choice in HEAD.choices()]
    assert outcome.choice == [*HEAD.choices()][int(np.argmin(losses))]
    assert outcome.history == {"valid_loss": pytest.approx(min(losses), abs=1e-6)}
    assert outcome.choice != next(HEAD.choices())
    assert outcome.valid.dtype == np.float32 and outcome.test.shape == (15, 2)


def test_too_few_validation_texts_of_a_class_choose_nothing():
    """The first of the choices is taken."""
    valid = [*np.flatnonzero(LABELS == 0)[:9], *np.flatnonzero(LABELS == 1)[:4]]
    spec = replace(ROUND, valid=np.array(valid))
    (outcome,) = fitting.fit_rounds(task(), [spec])
    assert outcome.choice == {"C": 1, "class_weight": "none"}


def test_class_weights_make_a_rare_class_likelier():
    """Where few texts are of it."""
    rare = np.where(np.arange(60) % 10 == 0, 1, 0)
    heads = [linear.Settings(C=[1], class_weight=[weight]) for weight in ("none", "balanced")]
    plain, balanced = (next(fitting.fit_rounds(task(rare, head), [ROUND])) for head in heads)
    assert balanced.test[:, 1].mean() > 2 * plain.test[:, 1].mean()


def test_n_grams_that_only_unlabelled_texts_hold_are_known():
    """They have columns, and weigh nothing before a label is seen."""
    few = replace(ROUND, train=np.arange(12), min_count=1)
    wide = replace(few, unlabelled=np.arange(30))
    narrow = replace(few, unlabelled=np.arange(12))
    first, second = (next(fitting.fit_rounds(task(), [spec])) for spec in (wide, narrow))
    assert first.test.tobytes() != second.test.tobytes()


def test_rounds_of_one_partition_share_their_counts_and_give_the_same():
    """To the last bit."""
    specs = [replace(ROUND, train=np.arange(size), min_count=1) for size in (10, 20, 30)]
    together = [outcome.test.tobytes() for outcome in fitting.fit_rounds(task(), specs)]
    alone = [next(fitting.fit_rounds(task(), [spec])).test.tobytes() for spec in specs]
    assert together == alone


def test_the_final_model_takes_the_choice_of_most_rounds():
    """Of as frequent ones the first in the list."""
    choices = [*HEAD.choices()]
    none = np.zeros((0, 2), np.float32)
    outcomes = [Outcome(none, none, 1, choices[number], {}) for number in (4, 2, 4, 2, 1)]
    assert fitting.most_frequent(outcomes, task()) == choices[2]


@pytest.mark.parametrize("classes", [2, 3])
def test_the_final_model_is_the_same_bytes_and_takes_raw_texts(classes, tmp_path):
    """Loaded without trusting a type; no date, no address of memory."""
    labels = LABELS if classes == 2 else np.arange(60) % 3
    described = task(labels, classes=classes)
    outcomes = [*fitting.fit_rounds(described, [ROUND])]
    for name in ("a", "b"):
        final = fitting.fit_final(described, [ROUND], outcomes, tmp_path / name)
    found = final.classify(ODD)
    assert found.shape == (4, classes) and found.dtype == np.float32
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-6)
    first, second = ((tmp_path / name / fitting.FILE).read_bytes() for name in ("a", "b"))
    assert first == second and final.model_bytes == len(first)
    assert final.description == outcomes[0].choice
    skops.io.load(tmp_path / "a" / fitting.FILE, trusted=[])
