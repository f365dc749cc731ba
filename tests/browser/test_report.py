"""The report as a whole in a browser: it draws, fits, adapts, prints, and asks for nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.reports import (
    BOARD,
    CHARTS,
    OVERFLOW,
    UNFOLD,
    bottom,
    empty_charts,
    write_report,
)
from tests.report.large import TAKEN, add_models
from tests.report.tall import make_tall

SCREEN = 800
TWENTY = [*TAKEN, *(f"model_{place}" for place in range(13))]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Make a report once."""
    return write_report(tmp_path_factory.mktemp("report"))


def colours(page):
    """Give the colour behind the page, that of a chart's names, and that of a drawn interval."""
    return page.evaluate(
        "[getComputedStyle(document.body).backgroundColor,"
        " getComputedStyle(document.querySelector('#by-slice .role-axis-label text')).fill,"
        " getComputedStyle(document.querySelector('.bar.equal')).fill]"
    )


def test_every_chart_is_drawn_without_an_error_or_a_request(visit, report):
    """From a file, by scripts that stand in it; folded ones too, as paper shows them."""
    visited = visit(report, offline=True).drawn()
    charts = visited.page.locator(".chart").all()
    assert {chart.get_attribute("id") for chart in charts} == CHARTS
    assert empty_charts(visited.page) == []
    visited.photograph("report-light")
    visited.page.evaluate(UNFOLD)
    visited.drawn()
    assert (visited.trouble, visited.requests) == ([], [])


def test_the_first_screen_holds_the_answer(visit, report):
    """What to use, three numbers, a chart that fills its room, next steps, and the first row."""
    page = visit(report, height=SCREEN).drawn().page
    for part in ("h1", ".numbers", "header .chart", ".next", f"{BOARD} tbody tr"):
        assert bottom(page, part) <= SCREEN, part
    chart = page.locator("header .chart").bounding_box()
    names = page.locator("header .chart .role-mark text", has_text="keras").bounding_box()
    assert 0 <= chart["x"] + chart["width"] - names["x"] - names["width"] < 60
    assert (
        page.locator("header .chart .background").first.bounding_box()["width"]
        > 0.75 * chart["width"]
    )


def test_the_first_row_is_on_the_first_screen_of_a_tall_page_too(visit, tmp_path):
    """Below a banner, a claim of two lines, a control's number and a note on the threshold."""
    page = visit(write_report(tmp_path, make_tall), height=SCREEN).drawn().page
    assert page.locator(".banner").count() == 1
    assert "threshold" in page.locator("header .note").first.inner_text()
    assert page.locator("h1").bounding_box()["height"] > 60
    assert bottom(page, f"{BOARD} tbody tr") <= SCREEN


def test_twenty_models_take_nine_screens_at_most(visit, tmp_path):
    """Unfolded by nobody."""
    address = write_report(tmp_path, lambda root: add_models(root, TWENTY))
    page = visit(address, height=SCREEN).drawn().page
    assert page.locator(f"{BOARD} tbody tr").count() == 20
    assert page.evaluate("document.documentElement.scrollHeight") <= 9 * SCREEN


def test_dark_mode_switches_the_page_and_its_charts(visit, report):
    """At once, and paper stays white."""
    visited = visit(report, color_scheme="light").drawn()
    page = visited.page
    light = colours(page)
    page.emulate_media(color_scheme="dark")
    dark = colours(page)
    assert all(one != other for one, other in zip(light, dark, strict=True))
    visited.photograph("report-dark")
    page.emulate_media(color_scheme="dark", media="print")
    assert colours(page) == light


def test_paper_shows_what_is_folded(visit, report):
    """Sections unfold for the printer, with their charts, and fold again."""
    page = visit(report).drawn().page
    folded = page.locator("details.section:not([open])")
    count = folded.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert count > 5 and folded.count() == 0
    assert page.locator("#reliability svg").is_visible() and empty_charts(page) == []
    assert not page.locator("nav").is_visible() and not page.locator(".tools").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == count


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_overflows(visit, report, width):
    """Wide tables scroll within themselves; a turned screen draws the charts anew."""
    visited = visit(report, width=width, height=SCREEN).drawn()
    assert visited.page.evaluate(OVERFLOW) == 0
    visited.page.evaluate(UNFOLD)
    assert visited.page.evaluate(OVERFLOW) == 0
    visited.page.set_viewport_size({"width": 360, "height": SCREEN})
    visited.page.wait_for_selector("html:not([data-drawn])")
    visited.drawn()
    assert visited.page.evaluate(OVERFLOW) == 0
    widest = visited.page.evaluate(
        "Math.max(...[...document.querySelectorAll('.chart svg')].map((it) => it.clientWidth))"
    )
    assert widest <= 360 and visited.trouble == []
    if width == 390:
        visited.photograph("report-phone")


def test_on_a_phone_names_leave_room_for_their_numbers(visit, report):
    """The names stay in place while a table scrolls; a wide one would hide what is beside it."""
    page = visit(report, width=360, height=740).drawn().page
    page.evaluate(UNFOLD)
    shares = page.evaluate(
        "[...document.querySelectorAll('.scroll')].map((it) =>"
        " it.querySelector('tbody th').offsetWidth / it.clientWidth)"
    )
    assert len(shares) > 8 and max(shares) < 0.6


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(visit, report, scheme, width):
    """Contrast, names, roles, headings, landmarks: with all details closed, and open."""
    page = visit(report, color_scheme=scheme, width=width).drawn().page
    for prepare in ("0", UNFOLD):
        page.evaluate(prepare)
        found = Axe().run(page).response["violations"]
        assert not [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found]
