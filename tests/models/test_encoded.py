"""Networks that read encoders: what they learn, and what they need beside them when saved."""

from pathlib import Path

import numpy as np
import pytest

from bakeoff.classifier import load_classifier
from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import save_recipe
from bakeoff.encoders.base.features import encode_to_files
from bakeoff.encoders.base.loading import describe, load_encoder
from bakeoff.encoders.bilm.encoder import Settings as OwnBilm
from bakeoff.models.encoded import Settings as Encoded
from bakeoff.models.fit.train.fitting import fit, predict
from bakeoff.models.heads import dense
from tests.encoders.small import write_small
from tests.models.tasks import make_task, train_settings

TEXTS = ["win a prize", "win win now", "a prize for you", "home now", "see you home", "dinner a"]
LABELS = np.array([1, 1, 1, 0, 0, 0], np.int32)
WORDS = ["[PAD]", "[UNK]", "win", "prize", "home"]
MATRIX = np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)


@pytest.fixture(scope="module")
def features(tmp_path_factory) -> Path:
    """What a small biLM gives for the texts, and the biLM beside it."""
    folder = tmp_path_factory.mktemp("encoded")
    write_small(folder / "bilm")
    settings = OwnBilm(
        kind="bilm",
        input=str(folder / "bilm"),
        symbols=None,
        dtype="float32",
        batch_tokens=100,
        matmul="float32",
    )
    encoder = load_encoder(settings, folder / "bilm")
    recipe = describe(settings, folder / "bilm", layers=encoder.layers, width=encoder.width)
    for split in ("train", "valid", "test"):
        encode_to_files(encoder, recipe, TEXTS, folder / "features", f"elmo.{split}")
    save_recipe(folder / "features/elmo.json", recipe)
    return folder / "features"


def model(features: Path) -> Encoded:
    """Describe a model on the features in a folder."""
    return Encoded(kind="encoded", input=str(features), trainable=False, head="dense", fit="train")


def train(features: Path, folder: Path) -> list[dict]:
    """Train networks on the features in a folder and save them in another."""
    settings = train_settings(epochs=60, batch_size=3, learning_rate=0.03, patience=None)
    head = dense.Settings(hidden=16, dropout=0.0)
    return fit(make_task(model(features), head, settings, (TEXTS, LABELS)), folder)


@pytest.fixture(scope="module")
def trained(features, tmp_path_factory) -> Path:
    """Networks on the biLM alone."""
    folder = tmp_path_factory.mktemp("trained")
    assert all(run["train_accuracy"] == 1.0 for run in train(features, folder))
    return folder


def test_the_mix_of_the_layers_is_learned_and_recorded_for_each_seed(features, tmp_path):
    """Its weights sum to 1, and they have left the mean."""
    runs = train(features, tmp_path)
    for run in runs:
        mix = run["mix"]["elmo_mix"]
        assert sum(mix["s"]) == pytest.approx(1, abs=1e-5)
        assert max(mix["s"]) > 1 / 3 + 1e-4 and mix["gamma"] != 1
    assert runs[0]["mix"] != runs[1]["mix"]


def test_a_saved_network_takes_raw_texts_given_the_encoders_folder(trained, features, tmp_path):
    """Wherever that folder is."""
    moved = tmp_path / "elsewhere"
    (features.parent / "bilm").rename(moved)
    try:
        classify = load_classifier(trained / "seed-1.keras", {"elmo": moved})
        found = classify([*TEXTS, "", "🎉 " * 60])
    finally:
        moved.rename(features.parent / "bilm")
    assert found.shape == (8, 2)
    np.testing.assert_array_equal(found[:6].argmax(axis=1), LABELS)


def test_predictions_from_features_are_those_from_raw_texts(trained, features):
    """What `predict` scores is what a user gets."""
    predicted = predict(model(features), trained, {"valid": TEXTS, "test": TEXTS})
    assert predicted.probabilities["test"].shape == (2, 6, 2)
    for number, seed in enumerate((1, 2)):
        found = load_classifier(trained / f"seed-{seed}.keras")(TEXTS)
        np.testing.assert_allclose(predicted.probabilities["test"][number], found, atol=1e-5)
    np.testing.assert_allclose(predicted.classify(TEXTS[2:4]), found_first(trained)[2:4], atol=1e-5)


def found_first(trained: Path) -> np.ndarray:
    """Classify the texts by the first seed."""
    return load_classifier(trained / "seed-1.keras")(TEXTS)


def test_a_text_does_not_depend_on_its_neighbours(trained):
    """Nor on their number."""
    classify = load_classifier(trained / "seed-2.keras")
    together = classify(TEXTS)
    alone = np.concatenate([classify([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_another_encoder_is_refused(trained, tmp_path):
    """One of the same sizes would give numbers without a meaning."""
    write_small(tmp_path, n_highway=1)
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        load_classifier(trained / "seed-1.keras", {"elmo": tmp_path})(TEXTS)


def test_words_and_encoders_are_read_together(features, tmp_path):
    """The network takes raw texts too, and finds the words in them itself."""
    matrix = features / "embedding.npz"
    save_embedding(matrix, Embedding(WORDS, MATRIX, np.arange(5) > 1))
    try:
        train(features, tmp_path)
    finally:
        matrix.unlink()
    classify = load_classifier(tmp_path / "seed-1.keras")
    np.testing.assert_array_equal(classify(TEXTS).argmax(axis=1), LABELS)
    assert not np.allclose(classify(["win"]), classify(["Win"]), atol=1e-6)  # the biLM sees case
