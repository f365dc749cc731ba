"""Which texts the page holds, and that it says so."""

import pytest
from markupsafe import escape

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.page_line import read_description
from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import render
from bakeoff.report.quotes import drop_rare
from tests.report.example import EMBEDDINGS, MAPS, RULE, write_example

WORD, LATER, WRONG, OTHER, CUT = MARKS = "zzword", "zzlate", "zzwrong", "zzother", "zzcut"


@pytest.fixture(scope="module")
def private(tmp_path_factory):
    """Write an example whose texts and rare words can be told from all else."""
    folder = tmp_path_factory.mktemp("private")
    write_example(folder, points=30)
    texts = folder / "data/prepared/texts.csv"
    changed = texts.read_text(encoding="utf-8").replace('"win a prize 10"', f'"{WRONG}"')
    texts.write_text(changed.replace('"win a prize 79"', f'"{CUT}"'), encoding="utf-8")
    words, elmo = folder / "data/maps/glove.json", folder / "data/maps/elmo.json"
    drawn = words.read_text(encoding="utf-8").replace('"word29"', f'"{WORD}"')
    words.write_text(drawn.replace('"word20"', f'"{LATER}"'), encoding="utf-8")
    elmo.write_text(elmo.read_text(encoding="utf-8").replace('"text4"', f'"{OTHER}"'), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("shown", "held", "count"),
    [
        ("all", {*MARKS}, "39"),
        ("errors", {WORD, LATER, WRONG}, "8"),
        ("none", {LATER}, "none"),
    ],
)
def test_the_page_holds_no_more_than_it_may_and_says_how_many(
    private, tmp_path, shown, held, count
):
    """All texts, those that models get wrong, or none and no word that occurs once."""
    text = render(read_inputs(EMBEDDINGS, MAPS, RULE, private, shown))
    assert ("maps of texts by elmo (report.texts is not all)" in text) == (shown != "all")
    assert {mark for mark in MARKS if mark in text} == held
    page = tmp_path / "page.html"
    page.write_text(text, encoding="utf-8")
    told = read_description(page)
    assert (
        told.startswith(f"This page holds {count} of the sample's texts")
        and text.count(escape(told)) == 2
    )


def test_a_map_without_its_rare_words_keeps_the_others_neighbours(inputs):
    """Their places are new; a neighbour that is left out is none."""
    drawn = inputs.maps["glove"]
    kept = drop_rare(drawn | {"counts": [2, *drawn["counts"][1:]]})
    assert kept["labels"] == drawn["labels"][1:-2]
    names = [
        [
            found["labels"][place]
            for place, _ in found["neighbours"][found["labels"].index("word50")]
        ]
        for found in (drawn, kept)
    ]
    assert names[1] == [name for name in names[0] if name in kept["labels"]]
    assert 0 < len(names[1]) < len(names[0])


def test_errors_of_other_texts_are_refused(private, tmp_path):
    """As after an edit by hand."""
    write_example(tmp_path)
    path = tmp_path / "metrics/errors.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"row": 10,', '"row": 999,'), "utf-8")
    with pytest.raises(BakeoffError, match=r"texts\.csv, got 999; `dvc repro` makes both anew"):
        read_inputs(EMBEDDINGS, MAPS, RULE, tmp_path)
