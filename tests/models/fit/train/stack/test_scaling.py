"""Standardising by training rows."""

import numpy as np
import pytest

from bakeoff.models.fit.train.stack.inputs import Inputs
from bakeoff.models.fit.train.stack.scaling import fit_scaling


@pytest.mark.parametrize("rows", [1, 5, 2000])
def test_training_rows_get_mean_0_and_deviation_1(rows):
    """Of each feature, in as many blocks as it takes; repeated rows count once."""
    draw = np.random.default_rng(1)
    values = (50 + 3 * draw.standard_normal((2500, 2, 2))).astype(np.float32)
    inputs, chosen = Inputs({"x": values}), draw.permutation(2500)[:rows]
    scaling = fit_scaling(inputs, np.concatenate([chosen, chosen[:1]]))
    scaled = scaling.apply(inputs.take(chosen))
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(scaled.std(axis=0), 0 if rows == 1 else 1, atol=1e-4)


def test_other_rows_are_not_read():
    """Whatever is in them."""
    values = np.arange(12, dtype=np.float32).reshape(6, 2)
    before = fit_scaling(Inputs({"x": values}), np.arange(4))
    values[4:] = np.nan
    after = fit_scaling(Inputs({"x": values}), np.arange(4))
    assert before.mean.tobytes() == after.mean.tobytes()
    assert before.factor.tobytes() == after.factor.tobytes()


@pytest.mark.parametrize("constant", [0.0, 0.1, 1e6, -3e-8])
def test_a_constant_feature_becomes_0(constant):
    """It is divided by 1, not by what rounding leaves."""
    inputs = Inputs({"x": np.full((999, 1), constant, np.float32)})
    scaling = fit_scaling(inputs, np.arange(999))
    assert scaling.factor == [1]
    np.testing.assert_array_equal(scaling.apply(inputs.take(np.arange(9))), 0)


def test_half_precision_is_read_as_single():
    """Sums do not overflow."""
    inputs = Inputs({"x": np.full((3, 1), 6e4, np.float16), "y": np.ones((3, 2), np.float32)})
    scaling = fit_scaling(inputs, np.arange(3))
    np.testing.assert_allclose(scaling.mean, [6e4, 1, 1], rtol=1e-3)
