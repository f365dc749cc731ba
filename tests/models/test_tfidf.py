"""The baseline: what it predicts, and what its file is."""

import numpy as np
import pytest
import skops.io

from bakeoff.core.errors import BakeoffError
from bakeoff.models.fit.lbfgs.fitting import Settings as Lbfgs
from bakeoff.models.fit.lbfgs.fitting import fit, load_pipeline, predict, save_pipeline
from bakeoff.models.heads import linear
from bakeoff.models.tfidf import Settings as Tfidf
from tests.models.tasks import make_task

MODEL = Tfidf(
    kind="tfidf",
    input="data/prepared/train.csv",
    token=r"\b\w+\b|[!]",  # noqa: S106
    word_ngrams=[1, 2],
    char_ngrams=[2, 3],
    min_count=1,
    sublinear=True,
    head="linear",
    fit="lbfgs",
)
HEAD = linear.Settings(C=10, balanced=True)
TEXTS = ["free entry win", "win a prize now", "see you tonight", "home for dinner"] * 3
ODD = ["WIN!", "", "\x00", "🎉"]


def task(labels):
    """Describe the baseline on the texts."""
    classes = len(set(labels))
    return make_task(MODEL, HEAD, Lbfgs(max_iter=1000), (TEXTS, labels * 3), classes=classes)


@pytest.mark.parametrize("labels", [[1, 1, 0, 0], [0, 1, 2, 2]])
def test_a_saved_baseline_takes_raw_texts_and_gives_probabilities(labels, tmp_path):
    """Of two classes and of more, for texts that it never saw."""
    (record,) = fit(task(labels), tmp_path)
    predicted = predict(MODEL, tmp_path, {"valid": TEXTS, "test": ODD})
    found = predicted.probabilities["test"]
    assert found.shape == (1, 4, len(set(labels))) and found.dtype == np.float32
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-6)
    np.testing.assert_array_equal(predicted.classify(ODD), found[0])
    assert record["train_accuracy"] == 1.0 and record["seed"] is None


def test_the_same_baseline_is_the_same_bytes(tmp_path):
    """No date, no address of memory."""
    for name in ("a", "b"):
        pipeline = MODEL.pipeline(task([1, 1, 0, 0])).fit(TEXTS, [1, 1, 0, 0] * 3)
        save_pipeline(pipeline, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("changes", [{"sublinear": False}, {"token": r"\w\w+"}, {"min_count": 4}])
def test_every_setting_changes_the_features(changes):
    """None is read and forgotten."""
    texts = [*TEXTS, "a a a !", "zebra"]
    model = MODEL.model_copy(update=changes)
    found, shipped = (m.pipeline(task([1, 1, 0, 0]))[0].fit(texts) for m in (model, MODEL))
    ours, theirs = (union.transform(texts).toarray() for union in (found, shipped))
    assert ours.shape != theirs.shape or not np.array_equal(ours, theirs)


def test_a_file_that_holds_a_foreign_type_is_refused(tmp_path):
    """Nothing of it is run."""
    skops.io.dump({"path": tmp_path.joinpath}, tmp_path / "model.skops")
    with pytest.raises(BakeoffError, match=r"model\.skops: expected types of scikit-learn only"):
        load_pipeline(tmp_path / "model.skops")
