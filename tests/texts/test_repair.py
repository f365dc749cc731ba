"""Undoing wrong decodings and entities, and leaving other texts unchanged."""

import pytest

from bakeoff.texts.repair import undo_entities, undo_mojibake

CHAIN = ["latin-1", "mac_roman", "cp1252", "utf-8"]


@pytest.mark.parametrize("text", ["£", "Ü", "it’s", "caf\xe9 £ 5"])
def test_mojibake_is_undone(text):
    """The chain that the published file went through, backwards."""
    damaged = text.encode("utf-8").decode("cp1252").encode("mac_roman").decode("latin-1")
    assert damaged != text and undo_mojibake(damaged, CHAIN) == text


@pytest.mark.parametrize("text", ["plain", "", "£", "caf\xe9", "😀", "\xe5"])
def test_other_texts_are_unchanged(text):
    """A failing step shows that the text was not damaged this way."""
    assert undo_mojibake(text, CHAIN) == text


@pytest.mark.parametrize("text", ["&#65;" * 3, "&amp;lt;", "&#" + "1" * 5000 + ";"])
def test_entities_are_undone_once(text):
    """A number that is not a character is no error."""
    assert undo_entities(text) in ("AAA", "&lt;", text)


def test_without_a_chain_texts_are_unchanged():
    """For files that were never damaged."""
    assert undo_mojibake("\xe5\xa3", ["latin-1"]) == "\xe5\xa3"
