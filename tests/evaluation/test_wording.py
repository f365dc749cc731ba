"""Numbers and names in sentences."""

import pytest

from bakeoff.evaluation.wording import join_names, round_count, round_up, shorten


def test_scores_are_written_without_the_leading_zero():
    """A minus is a minus sign, and nothing is negative that rounds to 0."""
    values = (0.9534, -0.0221, 1.2, 0.0, -0.0001, 1.0)
    assert [shorten(value) for value in values] == [
        ".953",
        "−.022",
        "1.200",
        ".000",
        ".000",
        "1.000",
    ]


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ("a", "a"),
        ("ab", "a and b"),
        ("abc", "a, b and c"),
        ("abcdefgh", "a, b, c, d, e and 3 others"),
    ],
)
def test_names_are_joined(names, text):
    """Many are counted."""
    assert join_names(list(names)) == text


def test_a_loss_is_rounded_up():
    """But not for a rounding error."""
    assert [round_up(x) for x in (0.0171, 0.018, 0.0180000001, 0.9, 0.0)] == [
        ".018",
        ".018",
        ".018",
        ".900",
        ".000",
    ]


def test_a_count_is_rounded_up_to_two_digits():
    """Small ones stay."""
    assert [round_count(x) for x in (7, 99, 101, 11_234, 12_000)] == [7, 99, 110, 12_000, 12_000]
