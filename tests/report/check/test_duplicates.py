"""Duplicates, against the counts of the file."""

import pytest

from bakeoff.report.check.duplicates import count_leaks, duplicate_section
from tests.report.plain import rows, show, variant


def test_copies_are_counted_by_kind_of_split(inputs, raw):
    """And the share of the held-out texts that have a near copy."""
    table = count_leaks(inputs)
    names = {"holdout": "drawn at random, stratified", "file_order": "the last rows of the file"}
    for key, found in raw("data.json")["leaks_with_duplicates"].items():
        counts = [str(found[kind]) for kind in ("test_rows", "exact", "normalised", "near")]
        share = f"{show(100 * found['near'] / found['test_rows'], 1)} %"
        assert rows(table)[names[key]] == [*counts, share]
    assert [column.title for column in table.columns] == [
        "split",
        "held out",
        "exact copies",
        "ignoring case and spaces",
        "near copies",
        "share",
    ]


def test_a_split_without_words_of_its_own_is_named(inputs):
    """As params.yaml names it."""
    leaks = {"by_time": inputs.data["leaks_with_duplicates"]["holdout"]}
    data = {**inputs.data, "leaks_with_duplicates": leaks}
    assert [*rows(count_leaks(variant(inputs, data=data)))] == ["by time"]


def test_what_was_done_about_them_is_told(inputs):
    """What was not done is no sentence."""
    lead = duplicate_section(inputs).lead
    assert lead == (
        "Of 4,403 texts, 404 are near duplicates of an earlier one. 403 copies were dropped. "
        "2 training texts were left out, because they copy a held-out one."
    )
    reduced = variant(inputs, data={**inputs.data, "reduced": 7})
    assert "7 near duplicates were left out, because no fold" in duplicate_section(reduced).lead


@pytest.mark.parametrize(("near", "found"), [(0, False), (1, True)])
def test_without_duplicates_there_is_no_section(inputs, near, found):
    """One kind of split with one is enough."""
    leaks = inputs.data["leaks_with_duplicates"]["holdout"]
    both = {"holdout": {**leaks, "near": near}, "file_order": {**leaks, "near": 0}}
    data = {**inputs.data, "leaks_with_duplicates": both}
    assert (duplicate_section(variant(inputs, data=data)) is not None) == found


def test_near_duplicates_that_were_not_looked_for_are_not_shown(inputs):
    """The copies that were are."""
    near = ("near", "near_duplicates")
    leaks = {
        name: {kind: count for kind, count in found.items() if kind not in near}
        for name, found in inputs.data["leaks_with_duplicates"].items()
    }
    data = {key: value for key, value in inputs.data.items() if key not in near}
    section = duplicate_section(variant(inputs, data=data | {"leaks_with_duplicates": leaks}))
    assert section.lead.startswith("Of 4,403 texts, 403 copy an earlier one but for case")
    assert "near copies" not in [column.title for column in section.blocks[0].columns]
