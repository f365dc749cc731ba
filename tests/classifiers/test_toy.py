"""The notebook's own example: seven phrases, 100 epochs, no split."""

from pathlib import Path

import numpy as np
import pytest

from bakeoff.classifiers.network import Design, predict
from bakeoff.classifiers.seeds import train_from_seeds
from bakeoff.params.models import Flatten, Train
from bakeoff.params.reading import read_params
from bakeoff.params.schema import Params
from bakeoff.sources.sample.toy import write_toy
from bakeoff.sources.sample.vectors import write_vectors
from bakeoff.texts.table import read_messages
from bakeoff.texts.tokens import build_vocabulary, count_tokens, make_tokenizer
from bakeoff.vectors.embedding import Embedding
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.readers import read_vectors
from bakeoff.vectors.wanted import Wanted
from tests.pipeline.closure import ROOT

PARAMS: Params = read_params(ROOT / "params.yaml")
TRAIN = Train(seeds=[1, 2], epochs=100, batch_size=32, learning_rate=0.001, patience=None)


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], np.ndarray]:
    """Read the phrases and their labels from the file that the toy profile makes."""
    folder = tmp_path_factory.mktemp("toy")
    write_toy(folder, file="toy.csv")
    messages, *_ = read_messages(
        folder / "toy.csv",
        text="v2",
        label="v1",
        encoding="latin-1",
        mojibake=[],
        unescape=True,
        slices=None,
    )
    labels = np.array([int(message.label) for message in messages], np.int32)
    return [message.text for message in messages], labels


@pytest.fixture(scope="module")
def vocabulary(toy) -> list[str]:
    """The words of the phrases behind the two reserved lines."""
    text = PARAMS.text
    cut = make_tokenizer(lower=text.lower, separators=text.separators, symbols=text.symbols)
    return build_vocabulary(count_tokens(map(cut, toy[0])), max_words=100, min_count=1)


def train(embedding: Embedding, from_scratch: bool, toy, folder: Path) -> list[dict]:
    """Train Flatten and Dense on the phrases."""
    design = Design(embedding, from_scratch, from_scratch, Flatten(dropout=0.0), PARAMS.text, 2)
    return train_from_seeds(design, TRAIN, toy, toy, folder)


def test_the_labels_are_the_notebooks(toy):
    """In the order of the phrases."""
    assert toy[1].tolist() == [1, 0, 0, 1, 1, 0, 1]


def test_fifteen_words_in_order_of_frequency_then_of_appearance(vocabulary):
    """Each stands once, so appearance decides."""
    assert vocabulary[2:7] == ["nice", "great", "best", "amazing", "stop"]
    assert vocabulary[-1] == "respectable"
    assert len(vocabulary[2:]) == 15


def test_the_longest_phrase_has_four_words_and_padding_comes_after(toy, vocabulary):
    """'bad' is one word and three of padding."""
    embedding = Embedding(vocabulary, np.zeros((17, 4), np.float32), np.arange(17) > 1)
    design = Design(embedding, True, True, Flatten(dropout=0.0), PARAMS.text, 2)
    ids = design.text_to_ids()(np.array(toy[0])).numpy()
    assert ids.shape == (7, 4)
    assert ids[5].tolist() == [vocabulary.index("bad"), 0, 0, 0]


def test_a_learned_layer_of_four_dimensions_fits_the_phrases(toy, vocabulary, tmp_path):
    """As the notebook saw it: accuracy 1.0 after 100 epochs of Adam, loss about .54."""
    start = Embedding(vocabulary, np.zeros((17, 4), np.float32), np.arange(17) > 1)
    for run in train(start, True, toy, tmp_path):
        assert run["train_accuracy"] == 1.0
        assert 0.45 < run["train_loss"] < 0.62


def test_vectors_of_the_sample_world_fit_the_phrases(toy, vocabulary, tmp_path):
    """All fifteen words have one, each row is its word's, and accuracy is 1.0."""
    path = tmp_path / "glove.6B.zip"
    made = PARAMS.sources["toy"]["glove"]
    write_vectors(path, **made.model_dump(exclude={"make", "file"}))
    vectors = read_vectors(path, Wanted(set(vocabulary[2:])), 50)
    embedding = build_matrix(vocabulary, vectors, 50, missing="zero", seed=1)
    assert embedding.found[2:].all()
    np.testing.assert_array_equal(embedding.matrix[2], vectors["nice"])
    for run in train(embedding, False, toy, tmp_path):
        assert run["train_accuracy"] == 1.0


def test_the_saved_toy_model_judges_phrases(toy, vocabulary, tmp_path):
    """From the file, on strings."""
    from bakeoff.classifiers.network import load_network

    start = Embedding(vocabulary, np.zeros((17, 4), np.float32), np.arange(17) > 1)
    train(start, True, toy, tmp_path)
    found = predict(load_network(tmp_path / "seed-1.keras"), toy[0])
    assert (found.argmax(axis=1) == toy[1]).all()
