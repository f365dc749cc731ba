"""The baseline: what it predicts, and what its file is."""

import numpy as np
import pytest
import skops.io

from bakeoff.classifiers.tfidf import build_tfidf, fit_and_save, load_tfidf, save_tfidf
from bakeoff.errors import BakeoffError
from bakeoff.params.models import Linear, Tfidf
from bakeoff.params.schema import Text

FEATURES = Tfidf(
    kind="tfidf",
    input="data/prepared/train.csv",
    word_ngrams=[1, 2],
    char_ngrams=[2, 3],
    min_count=1,
    head="linear",
)
HEAD = Linear(C=10, balanced=True)
TEXT = Text(lower=True, separators="-", symbols="([!])", max_length=None)
TEXTS = ["free entry win", "win a prize now", "see you tonight", "home for dinner"] * 3


@pytest.mark.parametrize("labels", [[1, 1, 0, 0], [0, 1, 2, 2]])
def test_a_saved_baseline_takes_raw_texts_and_gives_probabilities(labels, tmp_path):
    """Of two classes and of more, with texts that it never saw."""
    train = (TEXTS, np.array(labels * 3, np.int32))
    (record,) = fit_and_save(FEATURES, HEAD, TEXT, train, train, tmp_path)
    found = load_tfidf(tmp_path / "model.skops").predict_proba(["WIN!", "", "\x00", "🎉"])
    assert found.shape == (4, len(set(labels)))
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert record["train_accuracy"] == 1.0


def test_the_same_baseline_is_the_same_bytes(tmp_path):
    """No date, no address of memory."""
    for name in ("a", "b"):
        pipeline = build_tfidf(FEATURES, HEAD, lower=True).fit(TEXTS, [1, 1, 0, 0] * 3)
        save_tfidf(pipeline, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_file_that_holds_a_foreign_type_is_refused(tmp_path):
    """Nothing of it is run."""
    skops.io.dump({"path": tmp_path.joinpath}, tmp_path / "model.skops")
    with pytest.raises(BakeoffError, match=r"model\.skops: expected types of scikit-learn only"):
        load_tfidf(tmp_path / "model.skops")
