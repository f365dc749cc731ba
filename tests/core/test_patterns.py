"""Patterns that Python and RE2 read alike; `models/fit/train/test_tokens_in_graph.py` runs RE2."""

import pytest

from bakeoff.core.patterns import compile_shared

SHARED = [
    r"\d", r"[^\d]", r"\D", r"\w+", r"[\W]", r"\s", r"[\S]", r"\bé", r"e\B", r"\p{Han}", r"\pL",
    r"\P{Nd}", r"[^\P{M}\x{fe0f}]", r"\x{1f600}", r"\x41", "[[a]", r"[a&&b]", r"[]a]", r"a{2}",
    r"(?:a|b)+", r"a*?b", r"x$", r"[$]", r"\++", r"\{+", r"\p{Z}+", r"[-'\[\\\]^_`{|}~]+", "£|€",
]  # fmt: skip
ONLY_ONE = [
    r"(?=a)", r"(?!a)", r"(?<=a)b", r"(a)\1", r"(?P<n>a)", r"(?i)a", r"(?>a)", "a++", "a{2}+",
    r"\p{Emoji}", r"\p{IsHan}", r"\p{Foo}", r"\p{han}", r"\u0041", r"\h", r"\Z", r"\z", r"\A",
    r"[[:alpha:]]", "a{,3}", "a{1001}", r"[\b]", r"\x{110000}", "\\",
]  # fmt: skip


@pytest.mark.parametrize("pattern", SHARED)
def test_what_both_know_compiles(pattern):
    """The syntax that RE2 documents, as far as Python has it."""
    compile_shared(pattern)


@pytest.mark.parametrize("pattern", ONLY_ONE)
def test_what_only_one_knows_is_refused(pattern):
    """Look-arounds, back-references, and what one of them reads in another way."""
    with pytest.raises(ValueError, match=r"RE2|position|property"):
        compile_shared(pattern)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"\d", "3", "٣"),
        (r"[\d]", "3", "٣"),
        (r"\D", "٣", "3"),
        (r"[^\D]", "3", "٣"),
        (r"\w", "z", "é"),
        (r"[\W]", "é", "_"),
        (r"\s", "\t", "\xa0"),
        (r"[\S]", "\xa0", " "),
        (r"\p{Nd}", "٣", "x"),
        (r"\x{e9}", "é", "e"),
        ("x$", "x", "x\n"),
    ],
)
def test_classes_are_of_ascii_and_properties_of_unicode(pattern, yes, no):
    """As RE2 reads them."""
    assert compile_shared(pattern).fullmatch(yes)
    assert not compile_shared(pattern).fullmatch(no)


def test_a_boundary_lies_between_letters_of_ascii_and_others():
    """An accented letter is none of RE2's word characters."""
    assert compile_shared(r"\b").sub("|", "éa é") == "é|a| é"
    assert compile_shared(r"a\Bé").search("aé") is None
