"""Patterns of RE2 mean the same to Oniguruma."""

import pytest
from tokenizers import pre_tokenizers

from bakeoff.core.errors import BakeoffError
from bakeoff.export.oniguruma import compile_for, split_group


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"\w", ["a", "1"]),
        (r"\d", ["1"]),
        (r"\s", [" "]),
        (r"\pL", ["a", "é", "漢"]),
        (r"\p{Han}", ["漢"]),
        (r"[^\PN]", ["1", "٣"]),
        (r"\\pL", []),
    ],
)
def test_classes_are_those_of_re2(pattern, found):
    """Those with a name of one letter are of ASCII, as in RE2."""
    split = pre_tokenizers.Split(compile_for(pattern), "removed", invert=True)
    assert [
        piece for piece, _ in split.pre_tokenize_str("a é 漢 1 ٣".replace(" ", "\u00a0", 3))
    ] == (found)


@pytest.mark.parametrize(
    ("pattern", "group", "rest"),
    [
        ("([!])", "([!])", ""),
        (r"([)(]\p{M}*)[(|]*", r"([)(]\p{M}*)", "[(|]*"),
        (r"((?:a|b)\))(?:c|d)?", r"((?:a|b)\))", "(?:c|d)?"),
    ],
)
def test_the_group_of_symbols_is_told_from_what_is_dropped_behind_it(pattern, group, rest):
    """Parentheses in classes and behind a backslash are characters."""
    assert split_group(pattern) == (group, rest)


@pytest.mark.parametrize("pattern", ["a(b)", "(?:a|(b))", "(a)|b"])
def test_symbols_of_another_form_are_refused(pattern):
    """What they stand for could not be written as splits."""
    with pytest.raises(BakeoffError, match="does not begin with its group"):
        split_group(pattern)
