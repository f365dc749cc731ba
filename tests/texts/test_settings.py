"""The section `prepare`."""

import pytest
from pydantic import ValidationError

from bakeoff.core.parameters import read_yaml
from bakeoff.texts.settings import Prepare
from tests.conftest import ROOT

SHIPPED = read_yaml(ROOT / "presets/sample.yaml")["prepare"]


def prepare(table=None, **changes):
    """Check the shipped section with some keys changed."""
    return Prepare(**SHIPPED | changes | {"table": SHIPPED["table"] | (table or {})})


@pytest.mark.parametrize(("valid", "test"), [(0.5, 0.5), (0.9, 0.2)])
def test_shares_that_leave_nothing_to_train_on_are_refused(valid, test):
    """Whether they are all rows or more."""
    with pytest.raises(ValidationError, match=r"valid \+ test below 1"):
        prepare(valid=valid, test=test)
    assert prepare(valid=0.5, test=0.4).valid == 0.5


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


@pytest.mark.parametrize("key", ["text", "label", "group"])
def test_a_column_has_a_name(key):
    """An empty one would match the unnamed columns."""
    with pytest.raises(ValidationError, match="at least 1 character"):
        prepare({key: ""})
