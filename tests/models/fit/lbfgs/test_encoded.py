"""Linear models on the features of encoders: how these are scaled, and what is refused."""

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import load_recipes
from bakeoff.models.encoded import Settings as Encoded
from bakeoff.models.fit.lbfgs import fitting
from bakeoff.models.fit.lbfgs.encoded import fit_scaler, join_features
from bakeoff.models.heads import linear
from tests.models.tasks import draw_texts, make_round, make_task, write_features

TEXTS, LABELS = draw_texts(90)
HEAD = linear.Settings(C=[10, 1], class_weight=["none", "balanced"])
ROUND = make_round(range(50), range(50, 70), range(70, 90), seed=None)


@pytest.fixture
def task(tmp_path):
    """A task on the features of two encoders, of which one has long vectors."""
    write_features(tmp_path, TEXTS, short=(1, 6, 0.01), long=(2, 3, 100))
    model = Encoded(kind="encoded", input=str(tmp_path), head="linear", fit="lbfgs")
    return make_task(model, HEAD, fitting.Settings(max_iter=1000), TEXTS, LABELS)


def test_vectors_have_length_1_on_average_and_encoders_add_the_same():
    """Whatever their scales and widths are."""
    draw = np.random.default_rng(0)
    values = draw.normal(5, [1e-3] * 4 + [100] * 40, (500, 44)).astype(np.float32)
    squares = fit_scaler(values, [4, 40]).transform(values) ** 2
    assert squares[:, :4].sum(axis=1).mean() == pytest.approx(0.5, rel=1e-3)
    assert squares[:, 4:].sum(axis=1).mean() == pytest.approx(0.5, rel=1e-3)


def test_an_encoder_that_gives_every_text_the_same_adds_nothing():
    """Nothing is divided by zero."""
    scaled = fit_scaler(np.ones((9, 3), np.float32), [3]).transform(np.ones((2, 3), np.float32))
    np.testing.assert_array_equal(scaled, 0)


def test_layers_are_averaged_and_encoders_put_side_by_side():
    """In float32, whatever the dtype on disk."""
    features = [np.arange(8, dtype=np.float16).reshape(2, 2, 2), np.ones((2, 1, 1), np.float32)]
    joined = join_features(features)
    np.testing.assert_array_equal(joined, [[1, 2, 1], [5, 6, 1]])
    assert joined.dtype == np.float32


def test_a_round_fits_the_choice_with_the_lowest_validation_loss(task):
    """Its probabilities are those of scikit-learn on features scaled by hand."""
    (outcome,) = fitting.fit_rounds(task, [ROUND])
    features = task.model.features()
    parts = [features[name].mean(axis=1).astype(np.float64) for name in ("long", "short")]
    centred = [part - part[:50].mean(axis=0) for part in parts]
    scaled = [part / np.sqrt(2 * (part[:50] ** 2).sum(axis=1).mean()) for part in centred]
    values = np.concatenate(scaled, axis=1)
    weight = {"none": None}.get(outcome.choice["class_weight"], "balanced")
    model = LogisticRegression(C=outcome.choice["C"], class_weight=weight, max_iter=1000)
    model.fit(values[:50], LABELS[:50])
    np.testing.assert_allclose(outcome.test, model.predict_proba(values[70:]), atol=1e-4)
    assert {"valid_loss"} == {*outcome.history} and outcome.choice in [*HEAD.choices()]


def test_the_saved_model_is_the_same_bytes_and_has_the_recipes_beside_it(task, tmp_path):
    """It holds types of scikit-learn only."""
    outcomes = [*fitting.fit_rounds(task, [ROUND])]
    finals = [fitting.fit_final(task, [ROUND], outcomes, tmp_path / name) for name in ("a", "b")]
    first, second = ((tmp_path / name / fitting.FILE).read_bytes() for name in ("a", "b"))
    assert first == second and finals[0].model_bytes == len(first)
    assert load_recipes(tmp_path / "a") == load_recipes(tmp_path)
    pipeline = skops.io.load(tmp_path / "a" / fitting.FILE, trusted=[])
    values = join_features([*task.model.features().values()])
    expected = pipeline.predict_proba(values[[3, 5, 3]]).astype(np.float32)
    np.testing.assert_array_equal(finals[0].classify([TEXTS[3], TEXTS[5], TEXTS[3]]), expected)


def test_a_matrix_beside_the_features_is_refused(task, tmp_path):
    """It would be left out in silence."""
    found = np.ones(2, bool)
    words = Embedding(["[PAD]", "[UNK]"], np.zeros((2, 3), np.float32), found, found)
    save_embedding(tmp_path / "embedding.npz", words)
    with pytest.raises(BakeoffError, match=r"models\.small\.input: expected features alone") as e:
        next(fitting.fit_rounds(task, [ROUND]))
    assert "\n" not in str(e.value)
