"""What a value may be, and the one line that says what is wrong with one."""

import re
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import (
    Count,
    File,
    Fraction,
    Members,
    Name,
    Pattern,
    PatternOfOneGroup,
    Rate,
    Runtime,
    Section,
    Seed,
    Seeds,
    TensorFlowRuntime,
    check,
)


class Inner(Section):
    """A section in a section."""

    size: Count
    kind: Literal["big", "small"]


class Outer(Section):
    """A section."""

    share: Fraction
    inner: Inner
    named: dict[Name, Annotated[list[Seed], Field(min_length=1)]]


GOOD = {"share": 0.5, "inner": {"size": 1, "kind": "big"}, "named": {"a": [1]}}


def accepts(kind, value):
    """Say whether a type takes a value, unchanged."""
    try:
        return TypeAdapter(kind).validate_python(value) == value
    except ValidationError:
        return False


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Name, ["a", "A-b_9", "_", "1", "x" * 100], ["", "-a", "a.b", "a/b", "ä", "x" * 101, 1]),
        (Name, ["true"], ["a\n", " a", "a b", "$(x)", "..", None, b"a b"]),
        (File, ["a.b", ".a", "ä b", "...a"], ["", ".", "..", "a/b", "a\\b", "a\nb", "\x00a", 1]),
        (File, ["x" * 100, "-a", "£"], ["x" * 101, "a\x7f", "\x1b", "a\u202e", "/", None]),
        (Count, [1, 10**7], [0, -1, 10**7 + 1, 1.0, "1", True, None]),
        (Seed, [0, 2**32 - 1], [-1, 2**32, 1.5, "1", False, None]),
        (Seeds, [[1], [2, 1]], [[], [1, 1], [1, -1], [True], 1, None, "12"]),
        (Fraction, [0, 0.0, 0.999], [1, -0.1, "0.5", True, float("nan"), None]),
        (Rate, [1e-9, 100, 1], [0, 101, 1e30, float("inf"), float("nan"), "1", True]),
        (Members, [["a", "b"]], [["a"], ["a", "a"], ["a", ""], "ab", None, ["a", 1]]),
        (Pattern, ["", "a|b", "(a)", "[-]"], ["[", "(", "a)(b", "(?i)a", "a{99999999999}", 1]),
        (PatternOfOneGroup, ["(a)", "((?:a)b)"], ["a", "(a)(b)", "(?:a)", "a)|(b", "("]),
    ],
)
def test_a_type_takes_good_values_and_refuses_others(kind, good, bad):
    """And changes none."""
    assert all(accepts(kind, value) for value in good)
    assert not [value for value in bad if accepts(kind, value)]


def test_a_runtime_has_threads_and_that_of_tensorflow_its_kernels():
    """1024 threads are enough for anybody."""
    check(Runtime, {"threads": 1024}, "x")
    check(TensorFlowRuntime, {"threads": 1, "onednn": False}, "x")
    for threads in (0, 1025, 1000000, True, "1"):
        with pytest.raises(BakeoffError, match=r"^x\.threads: Input should be "):
            check(Runtime, {"threads": threads}, "x")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"share": 1}, "share: Input should be less than 1; got 1"),
        ({"share": "1" * 500}, f"share: Input should be a valid number; got '{'1' * 59}"),
        (
            {"inner": None},
            "inner: Input should be a valid dictionary or instance of Inner; got None",
        ),
        ({"inner": {"size": 1}}, "inner.kind: this key is missing"),
        ({"inner": {}}, "inner.size: this key is missing (and 1 more)"),
        ({"more": 1}, "more: there is no such key; correct or remove it"),
        ({"named": {"a": []}}, "named.a: List should have at least 1 item after validation, not 0"),
        ({"named": {"a": [1, 0.5]}}, "named.a.1: Input should be a valid integer"),
        (
            {"named": {"a b": [1]}},
            "named.a b: expected a name of at most 100 letters, digits, _ and",
        ),
        ({"named": {1: [1]}}, "named.1: expected a name of at most 100 letters, digits, _ and"),
    ],
)
def test_an_error_names_the_key_what_was_expected_and_what_was_found(changes, expected):
    """The first one; the others are counted."""
    with pytest.raises(BakeoffError, match="^" + re.escape(f"params.yaml: x.{expected}")):
        check(Outer, GOOD | changes, "params.yaml: x")


def test_a_place_that_is_a_whole_file_ends_in_a_colon():
    """The key follows it."""
    with pytest.raises(BakeoffError, match=r"^a/options\.json: share: Input should be less"):
        check(Outer, GOOD | {"share": 1}, "a/options.json:")
    with pytest.raises(BakeoffError, match=r"^a/options\.json: Input should be a valid dict"):
        check(Outer, [], "a/options.json:")


def test_settings_do_not_change():
    """So that a task's can be shared."""
    settings = check(Outer, GOOD, "x")
    with pytest.raises(ValidationError):
        settings.share = 0.1


WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
)


@given(st.dictionaries(st.sampled_from([*GOOD, "more", ""]), WILD))
def test_whatever_is_wrong_is_one_line_that_begins_with_the_place(changes):
    """Never another exception, and no more of a value than 60 characters."""
    try:
        check(Outer, GOOD | changes, "params.yaml: x")
    except BakeoffError as error:
        assert str(error).startswith("params.yaml: x") and len(str(error).splitlines()) == 1
        assert len(str(error)) < 1000
