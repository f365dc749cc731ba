"""Networks that read encoders: what they learn, and what they need beside them when saved."""

from types import SimpleNamespace

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import save_recipe
from bakeoff.encoders.base.features import encode_to_files
from bakeoff.encoders.base.loading import describe, load_encoder
from bakeoff.encoders.bilm.encoder import Settings as OwnBilm
from bakeoff.inference.saved import load_saved
from bakeoff.models.encoded import Settings as Encoded
from bakeoff.models.fit.lbfgs import fitting as lbfgs
from bakeoff.models.fit.train import fitting
from bakeoff.models.heads import dense, linear
from tests.encoders.small import write_small
from tests.models.tasks import make_round, make_task, train_settings

TEXTS = ["win a prize", "win win now", "a prize for you", "home now", "see you home", "dinner a"]
LABELS = np.array([1, 1, 1, 0, 0, 0], np.int32)
EVERY = range(len(TEXTS))
ROUNDS = [make_round(EVERY, [0, 3], EVERY, seed=1), make_round(EVERY, [0, 3], EVERY, seed=2)]
WORDS = ["[PAD]", "[UNK]", "win", "prize", "home"]
MATRIX = np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)


@pytest.fixture(scope="module")
def features(tmp_path_factory):
    """What a small biLM gives for the texts, and the biLM beside it."""
    folder = tmp_path_factory.mktemp("encoded")
    write_small(folder / "bilm")
    settings = OwnBilm(
        kind="bilm",
        input=str(folder / "bilm"),
        symbols=None,
        dtype="float32",
        batch_tokens=64,
        matmul="float32",
    )
    encoder = load_encoder(settings, folder / "bilm")
    recipe = describe(settings, folder / "bilm", encoder)
    encode_to_files(encoder, recipe, TEXTS, folder / "features", "elmo")
    save_recipe(folder / "features/elmo.json", recipe)
    return folder / "features"


def train(features, folder):
    """Train networks on the features in a folder, and save the last in another."""
    model = Encoded(kind="encoded", input=str(features), trainable=False, head="dense", fit="train")
    settings = train_settings(epochs=60, batch_size=3, learning_rate=0.03, patience=None)
    task = make_task(model, dense.Settings(hidden=16, dropout=0.0), settings, TEXTS, LABELS)
    outcomes = list(fitting.fit_rounds(task, ROUNDS))
    final = fitting.fit_final(task, ROUNDS, outcomes, folder)
    return SimpleNamespace(folder=folder, outcomes=outcomes, final=final)


@pytest.fixture(scope="module")
def trained(features, tmp_path_factory):
    """Networks on the biLM alone."""
    return train(features, tmp_path_factory.mktemp("trained"))


def test_the_mix_of_the_layers_is_learned_and_recorded_for_each_round(trained):
    """Its weights sum to 1, and they have left the mean."""
    mixes = [outcome.history["mix"]["elmo"] for outcome in trained.outcomes]
    for mix in mixes:
        assert sum(mix["s"]) == pytest.approx(1, abs=1e-5)
        assert max(mix["s"]) > 1 / 3 + 1e-4 and mix["gamma"] != 1
    assert mixes[0] != mixes[1]


def test_the_texts_are_learned(trained):
    """In each round, and by the final model."""
    for found in (*(outcome.test for outcome in trained.outcomes), trained.final.classify(TEXTS)):
        np.testing.assert_array_equal(found.argmax(axis=1), LABELS)


def test_a_saved_network_takes_raw_texts_given_the_encoders_folder(trained, features, tmp_path):
    """Wherever that folder is."""
    moved = tmp_path / "elsewhere"
    (features.parent / "bilm").rename(moved)
    try:
        classify = load_saved(trained.folder, encoders={"elmo": moved})
        found = classify([*TEXTS, "", "🎉 " * 60])
    finally:
        moved.rename(features.parent / "bilm")
    assert found.shape == (8, 2)
    np.testing.assert_array_equal(found[:6].argmax(axis=1), LABELS)


def test_probabilities_from_features_are_those_from_raw_texts(trained):
    """What is timed is what a user gets, to the last bit: texts are pooled in the same batches."""
    found = load_saved(trained.folder)(TEXTS)
    np.testing.assert_array_equal(trained.final.classify(TEXTS), found)


def test_a_text_does_not_depend_on_its_neighbours(trained):
    """Nor on their number."""
    classify = load_saved(trained.folder)
    alone = np.concatenate([classify([text]) for text in TEXTS])
    np.testing.assert_allclose(classify(TEXTS), alone, atol=1e-6)


def test_another_encoder_is_refused(trained, tmp_path):
    """One of the same sizes would give numbers without a meaning."""
    write_small(tmp_path, n_highway=1)
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        load_saved(trained.folder, encoders={"elmo": tmp_path})


def test_words_and_encoders_are_read_together(features, tmp_path):
    """The network takes raw texts too, and finds the words in them itself."""
    matrix = features / "embedding.npz"
    found = np.arange(5) > 1
    save_embedding(matrix, Embedding(WORDS, MATRIX, found, found))
    try:
        both = train(features, tmp_path)
    finally:
        matrix.unlink()
    classify = load_saved(tmp_path)
    np.testing.assert_allclose(classify(TEXTS), both.final.classify(TEXTS), atol=1e-6)
    np.testing.assert_array_equal(classify(TEXTS).argmax(axis=1), LABELS)
    lower = ["win home", "a home", "prize you", "now"]
    upper = [text.title() for text in lower]  # the biLM sees case
    assert np.abs(classify(lower) - classify(upper)).max() > 1e-6


def test_a_linear_model_reads_the_same_features_and_raw_texts(features, tmp_path):
    """From either it gives the same, to the last bit."""
    model = Encoded(kind="encoded", input=str(features), head="linear", fit="lbfgs")
    head = linear.Settings(C=[100], class_weight=["none"])
    task = make_task(model, head, lbfgs.Settings(max_iter=1000), TEXTS, LABELS)
    final = lbfgs.fit_final(task, ROUNDS, list(lbfgs.fit_rounds(task, ROUNDS)), tmp_path)
    found = load_saved(tmp_path)(TEXTS)
    np.testing.assert_array_equal(found, final.classify(TEXTS))
    np.testing.assert_array_equal(found.argmax(axis=1), LABELS)
