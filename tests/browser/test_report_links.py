"""Links into the report: they land where they point, also into what is folded."""

import pytest

from tests.browser.reports import write_report
from tests.report.large import add_models

NEAR = 60  # pixels between a target and the edge below which it is read
PARTS = ["result", "check", "explore", "method"]
FOLDED = ["few-labels", "calibration", "candidates"]
OPEN = ["pairs", "errors", "slices", "explorer"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Make a report with many models once: a chart is high."""
    names = [f"model_{place}" for place in range(16)]
    return write_report(tmp_path_factory.mktemp("links"), lambda root: add_models(root, names))


def settle(page):
    """Wait until the page has stopped moving."""
    page.evaluate(
        "new Promise((done) => { let last = -1, still = 0; const look = () => {"
        " still = scrollY === last ? still + 1 : 0; last = scrollY;"
        " still > 20 ? done() : requestAnimationFrame(look); }; look(); })"
    )


def check_landing(page, name):
    """The target's top is below the bar, near it, unless the page ends before."""
    settle(page)
    top, bar, rest = page.evaluate(
        "(name) => [document.getElementById(name).getBoundingClientRect().top,"
        " document.querySelector('nav').getBoundingClientRect().bottom,"
        " document.documentElement.scrollHeight - scrollY - innerHeight]",
        name,
    )
    assert bar - 1 <= top <= NEAR or (rest < 2 and bar <= top < 700), (name, top, rest)


@pytest.mark.parametrize("name", [*PARTS[1:], *OPEN, *FOLDED])
def test_an_address_with_a_hash_lands_on_its_target(visit, report, name):
    """From a fresh load, whose charts come later; what is folded opens."""
    page = visit(f"{report}#{name}").drawn().page
    check_landing(page, name)
    if name in FOLDED:
        assert page.locator(f"#{name}").get_attribute("open") is not None


def test_the_contents_land_on_their_parts_and_follow_the_page(visit, report):
    """Clicked before the charts are drawn, and after."""
    page = visit(report).page
    for wait in (False, True):
        for name in PARTS:
            page.click(f"nav a[href='#{name}']")
            if wait:
                check_landing(page, name)
                assert page.locator("nav a[aria-current]").get_attribute("href") == f"#{name}"
        page.wait_for_selector("html[data-drawn=yes]", timeout=60_000)
        check_landing(page, PARTS[-1])


def test_a_step_leads_to_the_errors_also_a_second_time(visit, report):
    """And so it does once the reader has moved on."""
    page = visit(report).drawn().page
    for _ in range(2):
        page.click("text=Look at them")
        check_landing(page, "errors")
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")


def test_drawing_does_not_take_the_page_from_a_reader(visit, report):
    """Who has scrolled stays where he is."""
    page = visit(f"{report}#slices").page
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -3000)
    settle(page)
    page.wait_for_selector("html[data-drawn=yes]", timeout=60_000)
    settle(page)
    assert page.locator("#slices").bounding_box()["y"] > 1000


def test_a_hash_that_points_nowhere_does_nothing(visit, report):
    """Not even if it holds broken escapes."""
    for name in ("nowhere", "%E0%A4%A", "%22%5D"):
        visited = visit(f"{report}#{name}").drawn()
        assert visited.trouble == [] and visited.page.evaluate("scrollY") == 0
