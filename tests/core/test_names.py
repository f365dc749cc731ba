"""Names that users give."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.names import expect_one_of, expect_plain

KNOWN = ["glove", "glove_cnn", "tfidf"]


def test_a_known_name_is_given_back():
    """As it is."""
    assert expect_one_of("glove", KNOWN, "--model") == "glove"


@pytest.mark.parametrize(
    ("name", "end"),
    [("glvoe", "; did you mean glove?"), ("$(touch canary)", "got '$(touch canary)'"), ("", "''")],
)
def test_an_unknown_name_is_told_with_the_closest_one(name, end):
    """And all that are known."""
    with pytest.raises(BakeoffError) as caught:
        expect_one_of(name, KNOWN, "--model")
    text = str(caught.value)
    assert text.startswith("--model: expected one of glove, glove_cnn, tfidf, got ")
    assert text.endswith(end)


@pytest.mark.parametrize("name", ["out.npz", "größe 2 (neu).npz", "../x/out", "a/$(x)/out"])
def test_a_plain_name_of_a_result_may_stand_in_any_folder(name):
    """The folder is the user's."""
    assert expect_plain(Path(name)) == Path(name)


@pytest.mark.parametrize("name", ["$(touch y)", "`y`", "x; touch y", "-o", "a\nb", "a|b"])
def test_a_name_that_a_shell_would_interpret_is_refused(name):
    """Somebody may paste it."""
    with pytest.raises(BakeoffError, match=r"^--out: expected a name without"):
        expect_plain(Path("folder") / name)
