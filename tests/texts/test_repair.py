"""Undoing wrong decodings and entities, and leaving alone what did not go that way."""

import pytest

from bakeoff.texts.repair import undo_entities, undo_mojibake

CHAIN = ["latin-1", "mac_roman", "cp1252", "utf-8"]


@pytest.mark.parametrize("text", ["£", "Ü", "it’s", "caf\xe9 £ 5"])
def test_mojibake_is_undone(text):
    """The chain that the published file went through, backwards."""
    spoilt = text.encode("utf-8").decode("cp1252").encode("mac_roman").decode("latin-1")
    assert spoilt != text and undo_mojibake(spoilt, CHAIN) == text


@pytest.mark.parametrize("text", ["plain", "", "£", "caf\xe9", "😀", "\xe5"])
def test_text_that_did_not_go_that_way_is_left(text):
    """Any step that fails says so."""
    assert undo_mojibake(text, CHAIN) == text


@pytest.mark.parametrize("text", ["&#65;" * 3, "&amp;lt;", "&#" + "1" * 5000 + ";"])
def test_entities_are_undone_once(text):
    """A number that is no character's, however long, is no error."""
    assert undo_entities(text) in ("AAA", "&lt;", text)


def test_no_chain_leaves_all_text():
    """For files that were never spoilt."""
    assert undo_mojibake("\xe5\xa3", ["latin-1"]) == "\xe5\xa3"
