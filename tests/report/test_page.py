"""The page as text: what is in it, what cannot be, and how large it is."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bakeoff.report.blocks import Figure, Table
from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import data_block, make_parts, render
from bakeoff.report.scripts import digest
from tests.report.drawn import draw
from tests.report.example import EMBEDDINGS, HOSTILE, MAPS, RULE, write_example
from tests.report.plain import variant

LARGEST = 6_000_000


class Elements(HTMLParser):
    """Collects tags, their attributes, and the text of scripts."""

    def __init__(self, page):
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.scripts, self.text = [], [], [], ""
        self.in_script = False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]
        self.in_script = tag == "script"
        if self.in_script:
            self.scripts.append([dict(attributes), ""])

    def handle_endtag(self, tag):
        """Note that a script ends."""
        self.in_script = False

    def handle_data(self, data):
        """Note a text."""
        if self.in_script:
            self.scripts[-1][1] += data
        else:
            self.text += data


@pytest.fixture(scope="module")
def page(inputs):
    """Make the page of the example."""
    return render(inputs)


def make_page(folder, text):
    """Make a page of one text that stands for texts, words, classes and slices."""
    write_example(folder, hostile=text)
    return render(read_inputs(EMBEDDINGS, MAPS, RULE, folder))


def test_the_same_inputs_give_the_same_page(inputs, page):
    """No dates, no random names."""
    assert render(inputs) == page


def test_the_page_has_one_copy_of_vega_and_no_address_to_load(page):
    """Scripts and styles stand in it."""
    found = Elements(page)
    own = [text for attributes, text in found.scripts if "type" not in attributes]
    assert len(own) == 7 and sum("vegaEmbed=" in text for text in own) == 1
    assert not {"src", "srcset", "action"} & set(found.attributes)
    assert "http" not in "".join(re.findall(r'href="([^"]*)"', page))


def test_the_policy_allows_just_the_scripts_of_the_page(page):
    """By their hashes; nothing may be loaded, and no text be evaluated."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    own = [text for attributes, text in Elements(page).scripts if "type" not in attributes]
    assert re.findall(r"'(sha256-[^']*)'", policy) == [digest(text) for text in own]
    assert policy.startswith("default-src 'none'") and "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


def test_the_words_of_the_recommendation_stand_below_the_first_table(page):
    """Before the first part."""
    first = page[page.index("All models by F1") : page.index('class="part"')]
    below = first[first.index("</table>") :]
    terms = re.findall(r"<dt>(.*?)</dt> <dd>(.*?)</dd>", below)
    assert terms[0] == ("Cheapest", "the fewest bytes to download, then the smallest saved model.")
    assert [term for term, _ in terms[1:]] == ["Better, worse", "Equal", "Undecided"]


def test_hostile_texts_are_neither_markup_nor_scripts(tmp_path):
    """The same elements as those of a harmless text whose words are as long."""
    hostile_page = make_page(tmp_path / "hostile", HOSTILE)
    harmless = Elements(make_page(tmp_path / "harmless", re.sub("[^ ]", "x", HOSTILE)))
    hostile = Elements(hostile_page)
    assert hostile.tags == harmless.tags
    assert set(hostile.attributes) == set(harmless.attributes)
    assert HOSTILE in hostile.text
    assert "<script>window" not in hostile_page and "<img src=x" not in hostile_page


def test_data_cannot_end_their_element():
    """Whatever they say."""
    block = data_block({"text": HOSTILE})
    assert not set(block) & set("<>&\u2028\u2029")
    assert "\\u003c/script\\u003e" in block


def test_a_page_of_many_points_stays_small(tmp_path):
    """Six maps of 3,000 points."""
    write_example(tmp_path, points=3000)
    maps = ["glove", "keras", "elmo"]
    inputs = read_inputs(EMBEDDINGS, maps, RULE, tmp_path)
    inputs.maps.update({f"{name}_2": inputs.maps[name] for name in maps})
    assert len(render(inputs).encode()) < LARGEST


SECTIONS = {
    "result": ["answer", "scores", "pairs", "costs", "few-labels"],
    "check": [
        *("errors", "classes", "slices", "calibration", "thresholds", "coverage", "look"),
        "duplicates",
    ],
    "explore": ["explorer", "intrinsic"],
    "method": ["rounds", "families", "candidates"],
}


ORDER = [name for names in SECTIONS.values() for name in names]


def list_sections(inputs):
    """Name the sections of each part."""
    return {part.name: [section.name for section in part.sections] for part in make_parts(inputs)}


def test_the_page_has_four_parts(inputs, page):
    """With links to them, in their order."""
    assert list_sections(inputs) == SECTIONS
    assert re.findall(r'<li><a href="#(\w+)">', page) == [*SECTIONS]
    for names in SECTIONS.values():
        assert all(f' id="{name}"' in page for name in names)


def test_what_a_run_has_not_is_left_out(inputs):
    """Curves, slices, mistakes, embeddings from files, encoders, maps, duplicates, costs."""
    models = {"tfidf": {**inputs.board["models"]["tfidf"], "slices": {}}}
    recommendation = {**inputs.answer["recommendation"], "model": "tfidf"}
    bare = variant(
        inputs,
        board={"models": models},
        answer={
            "against_baseline": [],
            "pairs": [],
            "pretraining": [],
            "against_learned": [],
            "few_labels": None,
            "recommendation": recommendation,
            "sentences": ["Use tfidf."],
        },
        data={**inputs.data, "leaks_with_duplicates": {}},
        learning=[],
        costs={},
        coverage={},
        unknown_words=[],
        intrinsic={},
        runs={},
        errors={},
        maps={},
        roc=[],
        precision_recall=[],
        calibration=[],
    )
    assert list_sections(bare) == {
        "result": ["scores"],
        "check": ["classes", "look"],
        "method": ["rounds", "candidates"],
    }
    page = render(bare)
    assert "Not on this page: label curves (" in page and 'id="points"' not in page


def list_blocks(inputs):
    """Give the blocks of all sections."""
    sections = [section for part in make_parts(inputs) for section in part.sections]
    return [block for section in sections for block in section.blocks]


def list_charts(inputs):
    """Give the charts of all sections."""
    return [block for block in list_blocks(inputs) if isinstance(block, Figure)]


def test_what_many_readers_skip_is_folded(inputs, many):
    """Few sections are open, and the classes where there are more than two."""
    open_ = ["answer", "pairs", "costs", "errors", "slices", "explorer", "rounds"]
    for found, names in ((inputs, open_), (many, sorted([*open_, "classes"], key=ORDER.index))):
        sections = [section for part in make_parts(found) for section in part.sections]
        assert [section.name for section in sections if not section.folded] == names


@pytest.mark.parametrize("found", ["inputs", "many"])
def test_the_filter_hides_rows_of_models_and_no_others(request, found):
    """Those whose first cell is the name of a model."""
    found = request.getfixturevalue(found)
    tables = [block for block in list_blocks(found) if isinstance(block, Table)]
    tables += [chart.table for chart in list_charts(found) if chart.table]
    assert len(tables) > 12
    for table in tables:
        names = {row[0].text for row in table.rows}
        of_models = names <= {*found.models} and table.columns[0].title != "embedding"
        layers = table.caption.startswith("Weights of")  # whose rows may be mixes of a model
        assert table.by_model == (of_models and not layers), table.caption


@pytest.mark.parametrize("found", ["inputs", "lower", "many"])
def test_every_chart_can_be_drawn(request, found):
    """Vega takes its specification, and something is in it."""
    charts = list_charts(request.getfixturevalue(found))
    assert len(charts) >= 4
    for chart in charts:
        assert any(mark.kind in ("symbol", "line") for mark in draw(chart.spec))


@pytest.mark.parametrize("classes", [2, 25, 200])
def test_odd_names_have_all_their_charts(tmp_path, classes):
    """Models that are called like JavaScript's own; classes of 10,000 letters."""
    models = {"__proto__": 0.9, "toString": 0.8, "tfidf": 0.7, "constructor": 0.6}
    labels = [f"{place} {'x' * 10_000 if place < 2 else 'x'}" for place in range(classes)]
    metric = "f1" if classes == 2 else "macro_f1"
    write_example(tmp_path, models=models, classes=labels, metric=metric)
    odd = read_inputs(EMBEDDINGS, [], RULE, tmp_path)
    for chart in list_charts(odd):
        texts = [text for mark in draw(chart.spec) for text in (mark.text, *mark.says.values())]
        assert set(models) <= {text.lstrip("\u2060") for text in texts}, chart.name
    assert "__proto__" in render(odd)


def test_names_of_elements_are_unique(page):
    """A link, a label or a chart finds its own."""
    found = re.findall(r' id="([^"]*)"', page)
    assert len(found) == len(set(found)) > 30


def test_headings_are_in_order(page):
    """No level is skipped on the way down."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
