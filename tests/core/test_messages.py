"""The files that pass labelled texts from stage to stage."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bakeoff.core.messages import Message, in_training, load_messages, normalise, write_messages

ANY = st.text(st.characters(codec="utf-8"))  # no half of a surrogate pair: it has no UTF-8


@given(st.lists(st.builds(Message, st.integers(0), ANY, ANY, ANY)))
@example([Message(0, "a\rb", "\r", "\n"), Message(1, "\x00", '"', ","), Message(2, "", "", "")])
def test_any_message_is_read_as_it_was_written(messages):
    """Its row, its label and its slice too."""
    with tempfile.TemporaryDirectory() as folder:
        write_messages(Path(folder, "train.csv"), messages)
        assert load_messages(Path(folder, "train.csv")) == messages


def test_a_text_longer_than_csv_cells_usually_are_is_read(tmp_path):
    """A book in one cell."""
    messages = [Message(0, "word " * 100_000, "ham", "")]
    write_messages(tmp_path / "train.csv", messages)
    assert load_messages(tmp_path / "train.csv") == messages


def test_the_file_has_a_header_and_is_utf_8(tmp_path):
    """So that other programs read it too."""
    write_messages(tmp_path / "train.csv", [Message(7, "£5, now", "spam", "seen")])
    content = (tmp_path / "train.csv").read_text(encoding="utf-8")
    assert content.splitlines() == ['"row","text","label","slice"', '7,"£5, now","spam","seen"']


@pytest.mark.parametrize("text", ["Free  ENTRY", "free\nentry", " free\tentry ", "FREE\u2028Entry"])
def test_texts_that_differ_in_case_and_white_space_are_alike(text):
    """Nothing else is folded."""
    assert normalise(text) == "free entry"
    assert normalise("free entry!") != "free entry"


def test_test_rows_that_occur_in_training_are_found():
    """Or in validation, by which a model stops; alike but for case and white space, or exactly."""
    texts = ["Free entry", "see you", "Free entry", "free  ENTRY", "see you"]
    messages = [Message(row, text, "ham", "") for row, text in enumerate(texts)]
    splits = {"train": messages[:1], "valid": messages[1:2], "test": messages[2:]}
    assert in_training(splits) == [True, True, True]
    assert in_training(splits, str) == [True, False, True]
    assert in_training({**splits, "valid": []}) == [True, True, False]
