"""The figures by which the defaults were chosen."""

import pytest

from bakeoff.core.errors import BakeoffError
from benchmarks.candidates import list_candidates
from benchmarks.choices import CSV, lay_out, read_rows
from tests.conftest import ROOT

PARAMETERS = {
    "models": {"bag": {"words": [1, 2], "min_count": 1}},
    "heads": {"linear": {"C": [10, 1, 100]}},
}


def test_the_page_shows_the_table_that_was_measured():
    """docs/choices.md has what `--show` prints."""
    table = "\n".join(lay_out(read_rows(ROOT / CSV)))
    assert table in (ROOT / "docs/choices.md").read_text(encoding="utf-8")


def test_a_candidate_comes_after_the_defaults_of_its_model():
    """Its change is measured from these."""
    found = [candidate.name for candidate in list_candidates(PARAMETERS, ["bag.words=1,1"])]
    assert found == ["bag.defaults", "bag.words=1,1"]


def test_a_value_in_force_is_no_candidate():
    """It is the default."""
    names = [candidate.name for candidate in list_candidates(PARAMETERS, [])]
    assert "bag.min_count=2" in names
    assert "bag.min_count=1" not in names


def test_a_change_leaves_the_parameters_as_they_are():
    """The next candidate starts from them."""
    *_, candidate = list_candidates(PARAMETERS, ["bag.min_count=2"])
    assert candidate.change(PARAMETERS)["models"]["bag"]["min_count"] == 2
    assert PARAMETERS["models"]["bag"]["min_count"] == 1


def test_an_unknown_candidate_is_an_error():
    """It lists those of the model."""
    with pytest.raises(BakeoffError, match=r"bag\.min_count=2.*got 'bag\.mincount=2'"):
        list_candidates(PARAMETERS, ["bag.mincount=2"])
