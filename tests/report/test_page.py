"""The page as text: what is in it, what cannot be, and how large it is."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import data_block, render
from bakeoff.report.scripts import charts_script, digest, inlined
from tests.report.example import EMBEDDINGS, HOSTILE, MAPS, write_example

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


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    """Make a page of texts that would be markup and scripts."""
    folder = tmp_path_factory.mktemp("hostile")
    write_example(folder, hostile=HOSTILE)
    return render(read_inputs(EMBEDDINGS, MAPS, folder))


def test_the_same_inputs_give_the_same_page(inputs, page):
    """No dates, no random names."""
    assert render(inputs) == page


def test_the_page_has_one_copy_of_vega_and_no_address_to_load(page):
    """Scripts and styles stand in it."""
    found = Elements(page)
    own = [text for attributes, text in found.scripts if "type" not in attributes]
    assert len(own) == 4 and sum("vegaEmbed=" in text for text in own) == 1
    assert not {"src", "srcset", "action"} & set(found.attributes)
    assert "http" not in "".join(re.findall(r'href="([^"]*)"', page))


def test_the_policy_allows_just_the_scripts_of_the_page(page):
    """By their hashes; nothing may be loaded, and no text be evaluated."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    own = [text for attributes, text in Elements(page).scripts if "type" not in attributes]
    assert re.findall(r"'(sha256-[^']*)'", policy) == [digest(text) for text in own]
    assert policy.startswith("default-src 'none'") and "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


def test_hostile_texts_are_neither_markup_nor_scripts(page, hostile_page):
    """The same elements as ever; the texts as they were."""
    harmless, hostile = Elements(page), Elements(hostile_page)
    assert sorted(hostile.tags) == sorted(harmless.tags)
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
    inputs = read_inputs(EMBEDDINGS, maps, tmp_path)
    inputs.maps.update({f"{name}_2": inputs.maps[name] for name in maps})
    assert len(render(inputs).encode()) < LARGEST


def test_every_section_says_how_it_was_made(page):
    """And from which files; the contents name each."""
    found = Elements(page)
    assert page.count('<p class="made">') == found.tags.count("section") == 12
    assert page.count("<li><a href=") == 12


def test_names_of_elements_are_unique(page):
    """A link, a label or a chart finds its own."""
    found = re.findall(r' id="([^"]*)"', page)
    assert len(found) == len(set(found)) > 30


def test_headings_are_in_order(page):
    """No level is skipped on the way down."""
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_a_script_that_would_end_its_element_is_refused():
    """Escaping it would change what it does."""
    assert inlined(charts_script())
    with pytest.raises(BakeoffError, match="may be inlined"):
        inlined("let a = '</SCRIPT >'")
