"""Labels that look like a mistake."""

from bakeoff.look.oddities import find_odd_labels
from tests.texts.tables import prepare


def test_odd_labels_are_found_by_kind():
    """Alike ones, ones that stand for nothing, and rare ones, with their counts."""
    labels = ["pos"] * 9 + ["Pos"] * 6 + ["neg"] * 5 + ["N/A"] * 2
    found = find_odd_labels(labels, prepare())
    assert found["alike"] == [{"pos": 9, "Pos": 6}]
    assert found["standing_for_nothing"] == found["too_rare"] == {"N/A": 2}
    assert found["texts_needed"] == 5 and found["several"] is None


def test_cells_of_several_labels_are_found():
    """With the separator and an example."""
    found = find_odd_labels(["a", "b", "a|b"] * 5, prepare())
    assert found["several"]["separator"] == "|" and found["several"]["example"] == "a|b"
