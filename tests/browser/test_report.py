"""The report in a browser: it draws, answers, adapts, and asks for nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import render
from tests.report.example import EMBEDDINGS, HOSTILE, MAPS, write_example

MARKS = "path, line, circle, rect, text"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def make_report(folder, hostile=None, policy=True):
    """Make the report of the example, without its policy if so told; give its address."""
    write_example(folder, points=300, hostile=hostile)
    path = folder / "index.html"
    page = render(read_inputs(EMBEDDINGS, MAPS, folder))
    if not policy:
        page = page.replace("Content-Security-Policy", "none", 1)
    path.write_text(page, encoding="utf-8", newline="")
    return path.as_uri()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Make a report once."""
    return make_report(tmp_path_factory.mktemp("report"))


def background(page):
    """Give the colour behind the page, and that of a chart's names."""
    return page.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('#forest .role-axis-label text')).fill]"
    )


def inked(page):
    """Count the pixels of the explorer that are not empty."""
    return page.evaluate(
        "(() => { const c = document.querySelector('canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; })()"
    )


def cards(page):
    """Give the words beside one another: embedding -> its nearest words."""
    return {
        card.get_attribute("data-map"): card.locator("li button").all_text_contents()
        for card in page.locator("#nearest > div").all()
    }


def test_every_chart_is_drawn_without_an_error_or_a_request(visit, report):
    """From a file, by scripts that stand in it."""
    visited = visit(report).drawn()
    charts = visited.page.locator(".chart").all()
    assert len(charts) == 20
    for chart in charts:
        assert chart.locator(".mark-group, .role-mark").count(), chart.get_attribute("id")
        assert chart.locator(MARKS).count() > 5, chart.get_attribute("id")
    assert inked(visited.page) > 1000
    visited.photograph("report-light")
    assert (visited.trouble, visited.requests) == ([], [])


def test_a_search_shows_the_neighbours_in_each_embedding(visit, report):
    """The word is marked in the scatter; a neighbour leads on."""
    page = visit(report).drawn().page
    page.fill("#word", "WIN")
    page.click("text=Find")
    assert page.input_value("#word") == "win"
    found = cards(page)
    assert list(found) == ["glove", "keras"] and all(len(words) == 10 for words in found.values())
    assert found["glove"][:2] == ["call", "word3"]
    assert "stands 299 times" in page.inner_text("#found")
    page.click("#nearest >> text=word3 >> nth=0")
    assert page.input_value("#word") == "word3"


def test_an_unknown_word_gets_suggestions(visit, report):
    """And no neighbours of another word."""
    page = visit(report).drawn().page
    page.fill("#word", "ord29")
    page.press("#word", "Enter")
    told = page.inner_text("#found")
    assert "not among the words shown" in told and "word290" in told
    assert cards(page) == {}


def test_messages_of_an_encoder_have_neighbours_too(visit, report):
    """A click on a text shows those most like it."""
    page = visit(report).drawn().page
    page.select_option("#map", label="elmo (texts)")
    page.fill("#word", "win")
    page.press("#word", "Enter")
    assert "1 of the texts shown hold it" in page.inner_text("#found")
    box = page.locator("canvas").bounding_box()
    page.locator("canvas").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert list(cards(page)) == ["elmo"] and page.locator(".tip b").inner_text()


def test_the_point_under_the_pointer_tells_its_word(visit, report):
    """Its use in the texts, and its class."""
    page = visit(report).drawn().page
    page.click("[data-zoom=in]")  # the word to begin with goes to the middle
    box = page.locator("canvas").bounding_box()
    page.locator("canvas").hover(position={"x": box["width"] / 2, "y": box["height"] / 2})
    told = page.inner_text(".tip")
    assert told.startswith(page.input_value("#word")) and "of its texts are spam" in told


def test_the_keyboard_reaches_the_search_and_enter_searches(visit, report):
    """Nothing on the way holds it."""
    page = visit(report).drawn().page
    page.focus("nav a[href='#explorer']")
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "word":
            break
    page.keyboard.press("Control+A")
    page.keyboard.type("call")
    page.keyboard.press("Enter")
    assert "“call”" in page.inner_text("#found") and cards(page)["keras"][0] == "word3"


def test_a_heading_sorts_its_table(visit, report):
    """The largest first; a second time the smallest; what is not defined last."""
    page = visit(report).drawn().page
    table = page.locator("#leaderboard table").first
    names = table.locator("tbody th")
    table.get_by_role("button", name="to the baseline", exact=True).click()
    assert names.all_text_contents() == ["keras", "glove", "elmo", "tfidf"]
    table.get_by_role("button", name="to the baseline", exact=True).click()
    assert names.all_text_contents() == ["elmo", "glove", "keras", "tfidf"]
    assert table.locator("[aria-sort=ascending]").count() == 1


def test_dark_mode_switches_the_page_and_its_charts(visit, report):
    """At once, and paper stays white."""
    visited = visit(report, color_scheme="light").drawn()
    page = visited.page
    light = background(page)
    page.emulate_media(color_scheme="dark")
    dark = background(page)
    assert light[0] != dark[0] and light[1] != dark[1]
    visited.photograph("report-dark")
    page.emulate_media(color_scheme="dark", media="print")
    assert background(page) == light


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_overflows(visit, report, width):
    """Wide tables scroll within themselves; a turned screen draws the charts anew."""
    visited = visit(report, width=width, height=740).drawn()
    assert visited.page.evaluate(OVERFLOW) == 0
    for details in visited.page.locator("summary").all():
        details.click()
    assert visited.page.evaluate(OVERFLOW) == 0
    visited.page.set_viewport_size({"width": 360, "height": 740})
    visited.page.wait_for_timeout(1500)
    assert visited.page.evaluate(OVERFLOW) == 0
    assert visited.trouble == []
    if width == 360:
        visited.photograph("report-phone")


def test_on_a_phone_names_leave_room_for_their_numbers(visit, report):
    """The names stay in place while a table scrolls; a wide one would hide what is beside it."""
    page = visit(report, width=360, height=740).drawn().page
    for details in page.locator("summary").all():
        details.click()
    shares = page.evaluate(
        "[...document.querySelectorAll('.scroll')].map((it) =>"
        " it.querySelector('tbody th').offsetWidth / it.clientWidth)"
    )
    assert max(shares) < 0.6


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, report, scheme):
    """Contrast, names, roles, headings, landmarks."""
    page = visit(report, color_scheme=scheme).drawn().page
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    found = Axe().run(page).response["violations"]
    grave = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in grave]


@pytest.mark.parametrize("policy", [True, False])
def test_hostile_texts_do_nothing(visit, tmp_path, policy):
    """They are read, hovered, searched for, and stay texts; the policy is a second lock."""
    visited = visit(make_report(tmp_path, HOSTILE, policy))
    page = visited.drawn().page
    page.fill("#word", HOSTILE.replace("\u2028", " "))
    page.press("#word", "Enter")
    page.click("[data-zoom=in]")
    box = page.locator("canvas").bounding_box()
    page.locator("canvas").hover(position={"x": box["width"] / 2, "y": box["height"] / 2})
    page.locator("#by-slice .mark-symbol path").last.hover()
    page.locator("#vg-tooltip-element.visible", has_text="<script>window.pwned=alert(1)").wait_for()
    assert page.evaluate("'pwned' in window") is False
    assert page.locator("img, iframe, object").count() == 0
    assert page.locator("script").count() == 6
    assert (visited.trouble, visited.requests) == ([], [])
