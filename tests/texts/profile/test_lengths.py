"""How long texts are."""

import pytest

from bakeoff.texts.profile.lengths import measure_lengths


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [(range(1, 101), (50, 95, 100)), ([7], (7, 7, 7)), ([], (0, 0, 0)), ([1, 900], (1, 900, 900))],
)
def test_lengths_are_summed_up_in_three_of_them(lengths, expected):
    """Each is the length of a text."""
    assert tuple(measure_lengths(lengths).values()) == expected
