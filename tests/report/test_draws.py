"""What widens the intervals."""

import pytest

from bakeoff.report.draws import describe_draws
from tests.report.plain import variant

DRAWS = "10,000 bootstrap draws of texts"


@pytest.mark.parametrize(
    ("one", "errors", "told"),
    [
        (False, (0.0, 0.002), f"{DRAWS}, widened for what other training texts would change"),
        (True, (0.0, 0.002), f"{DRAWS}, widened for what other seeds would change"),
        (False, (0.0, 0.0), DRAWS),
        (True, (0.0, 0.0), DRAWS),
        (False, (), DRAWS),
    ],
)
def test_only_what_widens_intervals_is_said_to(inputs, one, errors, told):
    """A comparison with an error from training is enough."""
    some = inputs.answer["pairs"][0]
    pairs = [{**some, "se_training": error} for error in errors]
    assert describe_draws(variant(inputs, answer={"one_training_set": one}), pairs) == told
