"""The notebook's own example: seven phrases, 100 epochs, no split."""

from pathlib import Path

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.parameters import read_yaml
from bakeoff.core.tokens import Text, count_tokens
from bakeoff.core.vocabulary import write_vocabulary
from bakeoff.models.fit.train.fitting import fit_final, fit_rounds
from bakeoff.models.fit.train.network import load_network, predict
from bakeoff.models.heads import flatten
from bakeoff.models.learned import Settings as Learned
from bakeoff.models.pretrained import Settings as Pretrained
from bakeoff.sources.sample.published import write_toy
from bakeoff.sources.sample.vectors import write_vectors
from bakeoff.sources.settings import MadeVectors
from bakeoff.texts.settings import Prepare
from bakeoff.texts.table import read_published
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.wanted import Wanted
from stages.build_vocabulary import build_vocabulary
from tests.conftest import ROOT
from tests.models.tasks import make_round, make_task, train_settings

PARAMS = read_yaml(ROOT / "presets/sample.yaml")
TEXT = Text(**PARAMS["text"] | {"min_count": 1})
ROUND = make_round(range(7), range(7), range(7))
SETTINGS = train_settings(epochs=100, batch_size=32, learning_rate=0.001, patience=None)


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], np.ndarray]:
    """Read the phrases and their labels from the file that the preset makes."""
    folder = tmp_path_factory.mktemp("toy")
    write_toy(folder / "toy.csv")
    table = PARAMS["prepare"]["table"] | {"file": "toy.csv", "slices": None, "positive": "1"}
    texts = read_published(folder, Prepare(**PARAMS["prepare"] | {"table": table})).texts
    labels = np.array([int(text.label) for text in texts], np.int32)
    return [text.text for text in texts], labels


@pytest.fixture(scope="module")
def vocabulary(toy) -> list[str]:
    """The words of the phrases after the two reserved lines."""
    counts = count_tokens(map(TEXT.tokenizer(), toy[0]))
    return build_vocabulary(counts)


@pytest.fixture
def learned(vocabulary, tmp_path, monkeypatch) -> Learned:
    """Describe a learned layer of four dimensions, in a folder with the vocabulary."""
    monkeypatch.chdir(tmp_path)
    model = Learned(
        kind="learned", input="data/vocabulary.txt", dimension=4, head="flatten", fit="train"
    )
    write_vocabulary(Path(model.input), vocabulary)
    return model


def task(model, toy):
    """Put Flatten and Dense on a model."""
    return make_task(model, flatten.Settings(dropout=0.0), SETTINGS, *toy, text=TEXT)


def test_the_labels_are_the_notebooks(toy):
    """In the order of the phrases."""
    assert toy[1].tolist() == [1, 0, 0, 1, 1, 0, 1]


def test_fifteen_words_in_order_of_frequency_then_of_appearance(vocabulary):
    """Each occurs once, so appearance decides."""
    assert vocabulary[2:7] == ["nice", "great", "best", "amazing", "stop"]
    assert vocabulary[-1] == "respectable"
    assert len(vocabulary[2:]) == 15


def test_the_longest_phrase_has_four_words(toy, vocabulary, learned):
    """And 'bad' is one."""
    ids = learned.design(task(learned, toy)).words.ids
    assert ids.longest == 4 and ids.lengths[5] == 1
    assert ids.flat[ids.lengths[:5].sum()] == vocabulary.index("bad")


def test_a_learned_layer_of_four_dimensions_fits_the_phrases(toy, learned, tmp_path):
    """As in the notebook: accuracy 1.0 after 100 epochs of Adam, loss about .54."""
    described = task(learned, toy)
    (outcome,) = outcomes = [*fit_rounds(described, [ROUND])]
    losses = outcome.history["epochs"]["train_loss"]
    assert len(losses) == 100 and 0.45 < losses[-1] < 0.62
    fit_final(described, [ROUND], outcomes, tmp_path / "keras")
    found = predict(load_network(tmp_path / "keras/model.keras"), toy[0])
    assert (found.argmax(axis=1) == toy[1]).all()


def test_vectors_of_the_sample_world_fit_the_phrases(toy, vocabulary, tmp_path):
    """All fifteen words have one, each row is its word's, and accuracy is 1.0."""
    path = tmp_path / "glove.6B.zip"
    write_vectors(path, MadeVectors(**PARAMS["sources"]["glove"]))
    vectors = open_vectors(path, 50).read(Wanted(set(vocabulary[2:])))
    embedding: Embedding = build_matrix(vocabulary, vectors, 50, missing="zero", seed=1)
    assert embedding.found[2:].all()
    np.testing.assert_array_equal(embedding.matrix[2], vectors["nice"])
    save_embedding(tmp_path / "glove.npz", embedding)
    model = Pretrained(
        kind="pretrained",
        input=str(tmp_path / "glove.npz"),
        trainable=False,
        head="flatten",
        fit="train",
    )
    (outcome,) = fit_rounds(task(model, toy), [ROUND])
    assert (outcome.test.argmax(axis=1) == toy[1]).all()
