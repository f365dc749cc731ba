"""The explorer of the vectors in a browser, on a page of its own."""

from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

import bakeoff.report
from bakeoff.report.explore.explorer import explorer_section
from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import data_block
from tests.report.example import EMBEDDINGS, HOSTILE, MAPS, RULE, write_example

HERE = Path(bakeoff.report.__file__).parent
TINT = """() => {
  const canvas = document.querySelector("canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  let [warm, cold] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    warm += data[i] > data[i + 2] + 40;
    cold += data[i + 2] > data[i] + 40;
  }
  return [warm > 200, cold > 200];
}"""  # whether points of either colour are seen
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """Read the example: words by glove and keras, texts by elmo, two classes."""
    folder = tmp_path_factory.mktemp("example")
    write_example(folder, points=60)
    return read_inputs(EMBEDDINGS, MAPS, RULE, folder)


@pytest.fixture
def explore(visit, tmp_path):
    """Give a function that opens the explorer of some inputs."""

    def opened(inputs, **options):
        (block,) = explorer_section(inputs).blocks
        environment = Environment(loader=FileSystemLoader(HERE), autoescape=True)
        style, scripts = (
            [(HERE / name).read_text(encoding="utf-8") for name in names]
            for names in (("page.css", "explorer.css"), ("scatter.js", "explorer.js"))
        )
        page = (
            "<!doctype html><html lang='en'><meta charset='utf-8'><title>Explorer</title>"
            "<meta name='viewport' content='width=device-width, initial-scale=1'>"
            f"<style>{''.join(style)} body {{ display: block }}</style>"
            f"<main>{environment.get_template('explorer.html').module.walk(block)}</main>"
            f"<script type='application/json' id='points'>{data_block(block.data)}</script>"
            + "".join(f"<script>{script}</script>" for script in scripts)
        )
        path = tmp_path / "explorer.html"
        path.write_text(page, encoding="utf-8", newline="")
        return visit(path.as_uri(), **options)

    return opened


def classes_of(inputs, classes, shares):
    """Give other classes to the inputs: each word and text has the same shares."""
    roles = {"train": {"rows": len(classes), "labels": dict.fromkeys(classes, 1)}}
    maps = {
        name: points | {"share": {each: [shares[each]] * 60 for each in classes}}
        for name, points in inputs.maps.items()
    }
    board, data = inputs.board | {"classes": classes}, inputs.data | {"partitions": {"0.0": roles}}
    return replace(inputs, board=board, data=data, maps=maps)


def listed(page, selector):
    """Give the lines of a list: word -> what stands beside it."""
    lines = page.locator(f"{selector} li").all()
    return {
        line.locator("button").inner_text(): line.locator("span").inner_text() for line in lines
    }


def hover_marked(page):
    """Bring the chosen word to the middle and point at it; give what is told."""
    page.click("[data-zoom=in]")
    box = page.locator("canvas").bounding_box()
    page.locator("canvas").hover(position={"x": box["width"] / 2, "y": box["height"] / 2})
    return page.inner_text(".tip")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_neighbours_stand_beside_the_search_and_the_map(explore, example, width):
    """Below the search box; the map is to their right, or on a phone below them."""
    visited = explore(example, width=width)
    page = visited.page
    page.fill("#word", "WIN")
    page.press("#word", "Enter")
    for name, card in zip(["glove", "keras"], page.locator("#nearest > div").all(), strict=True):
        assert card.get_attribute("data-map") == name
        assert card.locator("li").all_inner_texts()[:2] == ["call\n0.95", "word3\n0.90"]
    word, near, plane = (
        page.locator(selector).bounding_box() for selector in ("#word", "#nearest", ".plane")
    )
    assert word["y"] + word["height"] < near["y"]
    if width == 1280:
        assert near["x"] + near["width"] < plane["x"] and plane["y"] < near["y"]
    else:
        assert near["y"] + near["height"] < plane["y"]
    assert page.evaluate(OVERFLOW) == 0 and visited.trouble == []


def test_with_two_classes_colours_run_from_one_to_the_other(explore, example):
    """The class that is chosen has the warm end."""
    page = explore(classes_of(example, ["ham", "spam"], {"ham": 0, "spam": 1})).page
    assert (page.inner_text("#low"), page.inner_text("#high")) == ("only ham", "only spam")
    assert "its share of all texts, 50 %" in page.inner_text("#scale")
    assert page.evaluate(TINT) == [True, False]
    page.select_option("#class", label="ham")
    assert (page.inner_text("#low"), page.inner_text("#high")) == ("only spam", "only ham")
    assert page.evaluate(TINT) == [False, True]


def test_with_many_classes_one_is_shown_against_the_rest(explore, example):
    """Every class can be chosen; the word is described by it."""
    classes = [f"topic {number}" for number in range(25)]
    shares = dict.fromkeys(classes, 0.0) | {"topic 3": 0.75, "topic 4": 0.25}
    page = explore(classes_of(example, classes, shares)).page
    assert page.locator("#class option").all_inner_texts() == classes
    assert page.evaluate(TINT) == [False, True]
    page.select_option("#class", label="topic 3")
    assert page.inner_text("#low") == "only other classes"
    assert page.evaluate(TINT) == [True, False]
    assert "75 % of the texts that contain it are topic 3" in page.inner_text("#found")
    assert "75 % of the texts that contain it are topic 3" in hover_marked(page)


def test_a_text_tells_its_class(explore, example):
    """Whichever class is chosen for the colours."""
    page = explore(classes_of(example, ["a", "b", "c"], {"a": 0, "b": 1, "c": 0})).page
    page.select_option("#map", "elmo")
    box = page.locator("canvas").bounding_box()
    page.locator("canvas").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert page.locator("#nearest li").count() == 10 and page.inner_text(".tip bdi") == "b"
    assert page.locator("#differ").is_hidden() and page.locator("#other").is_hidden()


def test_words_whose_neighbours_differ_most_come_first(explore, example):
    """No sign and no word that is rare. A click chooses one."""
    keras = dict(example.maps["keras"])
    near = list(map(list, keras["neighbours"]))
    near[9] = [[(place + 30) % 60, 0.5] for place, _ in near[9]]  # no neighbour is the same
    near[20] = near[20][:1] + [[(place + 20) % 60, 0.5] for place, _ in near[20][1:]]
    near[58] = near[30] = near[9]
    both = {"labels": [*keras["labels"][:30], "!?", *keras["labels"][31:]]}
    glove = example.maps["glove"] | both  # "!?" is no word; word58 occurs twice
    keras |= both | {"neighbours": near}
    page = explore(replace(example, maps=example.maps | {"glove": glove, "keras": keras})).page
    found = listed(page, "#differ")
    assert list(found)[:4] == ["word9", "word20", "free", "win"] and len(found) == 12
    assert [*found.values()][:3] == ["0 of 10 shared", "1 of 10 shared", "10 of 10 shared"]
    assert "by glove and by keras, of the 55 words" in page.inner_text("#differ .note")
    page.click("#differ >> text=word20")
    assert page.input_value("#word") == "word20" and "“word20”" in page.inner_text("#nearest-title")


def test_of_words_that_share_as_few_those_with_near_neighbours_in_both_come_first(explore, example):
    """Not the most frequent: their neighbours are near nothing. Else frequency decides."""
    keras = dict(example.maps["keras"])
    near = list(map(list, keras["neighbours"]))
    for place, cosine in ((9, 0.1), (20, 0.6), (33, 0.1), (41, 0.6)):
        near[place] = [[(other + 30) % 60, cosine] for other, _ in near[place]]
    page = explore(
        replace(example, maps=example.maps | {"keras": keras | {"neighbours": near}})
    ).page
    assert [*listed(page, "#differ")][:4] == ["word20", "word41", "word9", "word33"]
    note = page.inner_text("#differ .note")
    assert "4 of these words share none" in note and "near in both" in note


def test_another_embedding_is_compared_with_the_one_before(explore, example):
    """The reader chooses both; the rest of the embeddings are folded."""
    third = example.maps["glove"] | {"name": "word2vec"}
    page = explore(replace(example, maps=example.maps | {"word2vec": third})).page
    assert page.locator("#other option").all_inner_texts() == ["keras", "word2vec"]
    page.select_option("#other", "word2vec")
    assert "by glove and by word2vec" in page.inner_text("#differ .note")
    page.select_option("#map", "word2vec")
    assert "by word2vec and by glove" in page.inner_text("#differ .note")
    page.click("summary >> text=Nearest in 1 more embedding")
    assert page.locator("details [data-map=keras] li").count() == 10


def test_one_embedding_is_compared_with_none(explore, example):
    """No list, no empty chooser."""
    visited = explore(replace(example, maps={"glove": example.maps["glove"]}))
    assert (
        visited.page.locator("#differ").is_hidden() and visited.page.locator("#other").is_hidden()
    )
    assert visited.page.locator("#nearest > div").count() == 1 and visited.trouble == []


def test_embeddings_may_have_names_that_javascript_uses(explore, example):
    """They are listed and drawn."""
    glove = example.maps["glove"]
    maps = {name: glove | {"name": name} for name in ("__proto__", "toString", "constructor")}
    visited = explore(replace(example, maps=maps))
    assert visited.page.locator("#map option").all_inner_texts() == list(maps)
    for name in maps:
        visited.page.select_option("#map", name)
        assert visited.page.locator(f"#nearest [data-map='{name}'] li").count() == 10
        assert any(visited.page.evaluate(TINT))
    assert visited.trouble == []


@pytest.mark.parametrize("name", [HOSTILE, "\u202eevil\x1b[31m\x00", "عربي", "x" * 10_000])
def test_any_class_is_shown_as_text(explore, example, name):
    """What cannot be seen is an escape; of a long one the whole is shown on demand."""
    visited = explore(classes_of(example, ["ham", name], {"ham": 0, name: 1}), width=390)
    page = visited.page
    shown = page.locator("#high bdi").first.inner_text()
    assert shown.startswith(name[:4].replace("\u202e", r"\u202e")) and len(shown) < 100
    assert not {"\u202e", "\x1b"} & {*page.inner_text("main")}
    if len(name) > 100:
        page.click("#high summary")
        page.locator(
            "#high details > bdi", has_text="</script>" if "<" in name else "x" * 900
        ).wait_for()
    assert page.evaluate("'pwned' in window") is False and page.locator("img").count() == 0
    assert page.evaluate(OVERFLOW) == 0 and visited.trouble == []


def test_the_keyboard_goes_from_word_to_word(explore, example):
    """A list that is replaced leaves the focus at its heading."""
    glove, (block,) = example.maps["glove"], explorer_section(example).blocks
    page = explore(example).page
    place = glove["labels"].index(block.data["first"])
    assert page.input_value("#word") == block.data["first"]
    page.focus("#nearest li button")
    for _ in range(2):
        page.keyboard.press("Enter")
        place = glove["neighbours"][place][0][0]
        assert page.input_value("#word") == glove["labels"][place]
        assert page.evaluate("document.activeElement.id") == "nearest-title"
        page.keyboard.press("Tab")
