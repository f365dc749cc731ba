"""Words that training did not meet are read by the vectors of their subwords."""

import json
import shutil

import numpy as np
import pytest
from gensim.test.utils import datapath

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.inference.saved import load_saved
from bakeoff.inference.words import compile_words
from bakeoff.models.fit.train.extend import extend
from bakeoff.models.fit.train.network import load_network
from bakeoff.models.heads import pool
from bakeoff.vectors.lookup import vectors_of
from tests.inference.small import LABELS, ROUNDS, TEXTS, save
from tests.models.tasks import list_words, make_task, pretrained, train_settings

NEW = ["слово a", "дом слово", "b"]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Train on the vectors of a small fastText model, and say where it is."""
    folder = tmp_path_factory.mktemp("subwords")
    source = shutil.copy(datapath("crime-and-punishment.bin"), folder / "model.bin")
    words = list_words(TEXTS)
    matrix = np.nan_to_num(vectors_of(source, words))
    matrix[0] = 0
    told = {"source": "model.bin", "bytes": source.stat().st_size, "fallbacks": ["subwords"]}
    some = np.ones(len(words), bool)
    embedding = Embedding(words, matrix, some, ~some, json.dumps(told))
    save_embedding(folder / "glove.npz", embedding)
    model = pretrained(folder)
    task = make_task(model, pool.Settings(hidden=8, dropout=0.0), train_settings(), TEXTS, LABELS)
    save(folder / "models/m", task, model, model.fit_rounds(task, ROUNDS))
    return folder


def test_new_words_have_vectors(project):
    """As if the network had known them; one by one or together."""
    network = load_network(project / "models/m/model.keras")
    words = ["дом", "слово"]
    expected = compile_words(extend(network, words, vectors_of(project / "model.bin", words)))
    predict = load_saved(project / "models/m", project)
    for text in NEW:
        np.testing.assert_allclose(predict([text]), expected([text]), atol=1e-6)
    np.testing.assert_allclose(predict(NEW), expected(NEW), atol=1e-6)
    assert np.abs(predict(NEW) - compile_words(network)(NEW))[:2].min() > 1e-4


def test_without_the_file_new_words_are_unknown(project, tmp_path, caplog):
    """One line says so."""
    predict = load_saved(project / "models/m", tmp_path)
    network = load_network(project / "models/m/model.keras")
    np.testing.assert_array_equal(predict(NEW), compile_words(network)(NEW))
    (record,) = caplog.records
    assert "new words get no vectors: " in record.message and "got no file" in record.message
