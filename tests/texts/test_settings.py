"""The section `prepare`."""

import pytest
from pydantic import ValidationError

from bakeoff.core.parameters import read_yaml
from bakeoff.core.settings import check
from bakeoff.texts.settings import Prepare
from tests.conftest import ROOT

SHIPPED = read_yaml(ROOT / "presets/sample.yaml")["prepare"]


def prepare(table=None, **changes):
    """Check the shipped section with some keys changed."""
    return Prepare(**SHIPPED | changes | {"table": SHIPPED["table"] | (table or {})})


@pytest.mark.parametrize(
    ("split", "valid", "shares"),
    [
        ("holdout", 0.8, r"valid \+ test below 1"),
        ("file_order", 0.9, r"valid \+ test below 1"),
        ("folds", 0.8, r"valid \+ 1 / folds below 1"),
    ],
)
def test_shares_that_leave_nothing_to_train_on_are_refused(split, valid, shares):
    """Whether they are all texts or more."""
    with pytest.raises(ValidationError, match=shares):
        prepare(split=split, valid=valid)
    assert prepare(split=split, valid=0.7).valid == 0.7


@pytest.mark.parametrize(
    ("split", "share"),
    [("folds", 0.25), ("holdout", 0.3), ("time", 0.3), ("none", 0), ("given", 0)],
)
def test_a_split_says_which_share_it_holds_out(split, share):
    """As far as it is known before the texts are read."""
    keys = {"time": "day", "given": {"file": "test.csv"}}
    assert prepare(split=split, folds=4, test=0.3, **keys).share(50) == share


@pytest.mark.parametrize("split", ["given", "file_order", "time", "none"])
def test_groups_need_a_split_that_draws(split):
    """Held-out rows that are told cannot be moved."""
    keys = {"time": "day", "given": {"file": "test.csv"}}
    with pytest.raises(ValidationError, match="folds or holdout with `group`"):
        prepare(split=split, group="sender", **keys)
    for drawn in ("folds", "holdout"):
        assert prepare(split=drawn, group="sender", **keys).group == "sender"


@pytest.mark.parametrize("split", ["given", "time"])
def test_a_split_needs_its_key(split):
    """The error names it."""
    with pytest.raises(ValidationError, match=f"expected a value of `{split}`"):
        prepare(split=split)


@pytest.mark.parametrize("split", ["holdout", "file_order", "time"])
def test_a_share_to_test_is_needed(split):
    """None would be held out."""
    with pytest.raises(ValidationError, match="expected test above 0"):
        prepare(split=split, test=0.0, time="day")
    assert prepare(test=0.0).split == "folds"


@pytest.mark.parametrize(("test", "share"), [(21, 0.21), (1, 0.01), (0.5, 0.5)])
def test_what_is_tested_is_a_share_or_a_number_of_rows(test, share):
    """A whole number is one of rows, even 1."""
    assert prepare(split="file_order", test=test, valid=0.1).share(100) == share


@pytest.mark.parametrize("test", [-1, 1.5, "21", True])
def test_other_values_of_test_are_refused(test):
    """A string and a boolean too."""
    with pytest.raises(ValidationError):
        prepare(split="file_order", test=test)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"column": "part"},
        {"value": "test"},
        {"file": "a", "value": "b"},
        {"column": "", "value": ""},
    ],
)
def test_what_is_given_is_a_file_or_a_column_with_a_value(given):
    """Nothing between them; an empty value may stand in a column."""
    with pytest.raises(ValidationError):
        prepare(split="given", given=given)
    for right in ({"file": "test.csv"}, {"column": "part", "value": ""}):
        assert prepare(split="given", given=right).given is not None


def test_an_error_is_one_line_with_its_key():
    """As the stage shows it."""
    with pytest.raises(Exception, match=r"^prepare\.given: expected \{file[^\n]*got \{\}; name"):
        check(Prepare, SHIPPED | {"given": {}}, "prepare")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_encodings_that_were_mixed_up_come_in_odd_numbers(count):
    """With that of the file they are pairs."""
    encodings = ["mac_roman", "cp1252", "utf-8", "latin-1", "utf-16"][:count]
    if count % 2:
        assert prepare({"mojibake": encodings}).table.mojibake == encodings
    else:
        with pytest.raises(ValidationError, match="odd number of encodings"):
            prepare({"mojibake": encodings})
    assert prepare({"mojibake": []}).table.mojibake == []


@pytest.mark.parametrize("key", ["text", "label"])
def test_a_column_has_a_name(key):
    """An empty one would match the unnamed columns."""
    with pytest.raises(ValidationError, match="at least 1 character"):
        prepare({key: ""})
    with pytest.raises(ValidationError, match="at least 1 character"):
        prepare(group="")


LINES = {"format": "lines", "text": None, "label": None, "members": {"no": "a.txt", "yes": "b.txt"}}


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": []},
        {"file": None},
        {"file": []},
        {"members": LINES["members"]},
        LINES | {"text": "v2"},
        LINES | {"members": {"no": "a.txt"}},
        LINES | {"file": ["a.zip", "b.zip"]},
    ],
)
def test_a_table_has_columns_and_files_of_lines_have_members(change):
    """One of the two, and whole."""
    with pytest.raises(ValidationError, match=r"expected `file` and the columns|at least \d item"):
        prepare(change)
    for file in (None, "set.zip"):
        assert prepare(LINES | {"file": file}).table.members == LINES["members"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../a.csv", "a/../../b.csv", "a\0.csv", ""])
def test_a_path_stays_in_the_folder(path):
    """Files elsewhere are named in `files`."""
    with pytest.raises(ValidationError, match=r"a path inside the folder|at least 1"):
        prepare({"file": ["fine/$(touch x); #.csv", path]})


@pytest.mark.parametrize("delimiter", ["", ",,", '"', "\n", " "])
def test_a_delimiter_is_one_character(delimiter):
    """And none that texts need."""
    with pytest.raises(ValidationError, match=r"a delimiter such as|1 character"):
        prepare({"delimiter": delimiter})
    assert prepare({"delimiter": "\t"}).table.delimiter == "\t"
