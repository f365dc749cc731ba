"""Networks that read encoders: what they learn, and what they need beside them when saved."""

from pathlib import Path

import numpy as np
import pytest

from bakeoff.classifiers.encoded import (
    encode_texts,
    load_classifier,
    load_encoders,
    load_features,
    load_recipes,
)
from bakeoff.classifiers.network import Design
from bakeoff.classifiers.seeds import train_from_seeds
from bakeoff.elmo.encoders import describe, load_encoder, save_recipe
from bakeoff.elmo.features import encode_to_files
from bakeoff.errors import BakeoffError
from bakeoff.params.encoders import OwnBilm
from bakeoff.params.models import Dense, Train
from bakeoff.params.schema import Text
from bakeoff.vectors.embedding import Embedding
from tests.elmo.small import write_small

TEXT = Text(lower=True, separators="-", symbols="([!])", max_length=None)
TRAIN = Train(seeds=[1, 2], epochs=60, batch_size=3, learning_rate=0.03, patience=None)
TEXTS = ["win a prize", "win win now", "a prize for you", "home now", "see you home", "dinner a"]
LABELS = np.array([1, 1, 1, 0, 0, 0], np.int32)
WORDS = ["[PAD]", "[UNK]", "win", "prize", "home"]
MATRIX = np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)
EMBEDDING = Embedding(WORDS, MATRIX, np.arange(5) > 1)


@pytest.fixture(scope="module")
def features(tmp_path_factory) -> Path:
    """What a small biLM gives for the texts, and the biLM beside it."""
    folder = tmp_path_factory.mktemp("encoded")
    write_small(folder / "bilm")
    settings = OwnBilm(
        kind="bilm",
        input=str(folder / "bilm"),
        symbols=None,
        keep="means",
        dtype="float32",
        batch_tokens=100,
        matmul="float32",
    )
    encoder = load_encoder(settings, folder / "bilm")
    recipe = describe(settings, folder / "bilm", layers=encoder.layers, width=encoder.width)
    for split in ("train", "valid"):
        encode_to_files(encoder, recipe, TEXTS, folder / "features", f"elmo.{split}")
    save_recipe(folder / "features/elmo.json", recipe)
    return folder / "features"


def train(features: Path, folder: Path, embedding: Embedding | None = None) -> list[dict]:
    """Train a network on the features of a folder; save it with their recipes in another."""
    recipes = load_recipes(features)
    for name, recipe in recipes.items():
        save_recipe(folder / f"{name}.json", recipe)
    shapes = {name: (recipe.layers, recipe.width) for name, recipe in recipes.items()}
    design = Design(embedding, False, False, Dense(hidden=16, dropout=0.0), TEXT, 2, shapes)
    both = {split: load_features(features, list(recipes), split) for split in ("train", "valid")}
    labelled = (TEXTS, LABELS)
    return train_from_seeds(design, TRAIN, labelled, labelled, folder, both)


@pytest.fixture(scope="module")
def trained(features, tmp_path_factory) -> Path:
    """Networks on the biLM alone."""
    folder = tmp_path_factory.mktemp("trained")
    assert all(run["train_accuracy"] == 1.0 for run in train(features, folder))
    return folder


def test_the_mix_of_the_layers_is_learned_and_told_of_each_seed(features, tmp_path):
    """Its weights sum to 1, and they have left the mean."""
    runs = train(features, tmp_path)
    for run in runs:
        mix = run["mix"]["elmo_mix"]
        assert sum(mix["s"]) == pytest.approx(1, abs=1e-5)
        assert max(mix["s"]) > 1 / 3 + 1e-4 and mix["gamma"] != 1
    assert runs[0]["mix"] != runs[1]["mix"]


def test_a_saved_network_takes_raw_texts_given_the_encoders_folder(trained, features, tmp_path):
    """Wherever that folder stands."""
    moved = tmp_path / "elsewhere"
    (features.parent / "bilm").rename(moved)
    try:
        classify = load_classifier(trained / "seed-1.keras", {"elmo": moved})
        found = classify([*TEXTS, "", "🎉 " * 60])
    finally:
        moved.rename(features.parent / "bilm")
    assert found.shape == (8, 2)
    np.testing.assert_array_equal(found[:6].argmax(axis=1), LABELS)


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
    train(features, tmp_path, EMBEDDING)
    classify = load_classifier(tmp_path / "seed-1.keras")
    np.testing.assert_array_equal(classify(TEXTS).argmax(axis=1), LABELS)
    assert not np.allclose(classify(["win"]), classify(["Win"]), atol=1e-6)  # the biLM sees case


def test_features_made_anew_are_those_of_the_files(features):
    """Training and prediction see the same numbers."""
    recipes = load_recipes(features)
    stored = load_features(features, ["elmo"], "train")["elmo"]
    found = encode_texts(recipes, load_encoders(recipes), TEXTS)["elmo"]
    np.testing.assert_allclose(found, stored, atol=1e-5)


def test_no_recipes_need_no_encoder():
    """A network of words alone asks for none."""
    assert encode_texts({}, load_encoders({}), TEXTS) == {}
