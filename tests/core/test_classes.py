"""Names of classes and their numbers."""

from bakeoff.core.classes import load_classes, number_labels, write_classes
from bakeoff.core.table import Text


def test_classes_are_read_back_in_order(tmp_path):
    """Names with spaces and signs of other scripts too."""
    names = ["ham and eggs", "spam\u2028", "été"]
    write_classes(tmp_path / "classes.txt", names)
    assert load_classes(tmp_path / "classes.txt") == names


def test_a_label_becomes_the_place_of_its_class():
    """As int32, beside the texts."""
    texts = [Text(0, "a", "spam", 0, ""), Text(1, "b", "ham", 1, "")]
    found, labels = number_labels(texts, ["ham", "spam"])
    assert found == ["a", "b"]
    assert labels.tolist() == [1, 0]
    assert labels.dtype == "int32"
