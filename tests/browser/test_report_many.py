"""Reports of many models or classes, of less than usual, and of texts that attack."""

import pytest

from tests.browser.reports import (
    BOARD,
    CHARTS,
    OVERFLOW,
    UNFOLD,
    bottom,
    empty_charts,
    row_names,
    write_report,
)
from tests.report.example import HOSTILE
from tests.report.fewer import leave_out
from tests.report.large import LONG_NAME, TAKEN, add_models, set_classes

MANY = [*TAKEN, LONG_NAME, *(f"model_{place}" for place in range(12))]
ENDLESS = "<b>=1+1</b>" * 1000
ATTACKS = [HOSTILE, ENDLESS, "\u202egnp.exe", "=cmd", *TAKEN]
MISSING = {
    "curves": ("label curves", {"labels-f1", "labels-pr-auc"}),
    "maps": ("maps of vectors", set()),
    "slices": ("slices", {"by-slice"}),
    "comparisons": ("a comparison with the baseline (metrics/answer.json has none)", set()),
    "models": ("it is the only model", {"labels-f1", "labels-pr-auc"}),
}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Make a report of twenty models once."""
    return write_report(tmp_path_factory.mktemp("many"), lambda root: add_models(root, MANY))


def texts_of(page, chart):
    """Give all texts of a chart, without what sets names apart from keys."""
    return [
        text.replace("\u2060", "") for text in page.locator(f"#{chart} text").all_text_contents()
    ]


def panel_points(page, chart):
    """Count the points in each panel of a chart."""
    return page.evaluate(
        "(name) => [...document.querySelectorAll(`#${name} .role-scope.cell > g`)]"
        ".map((it) => it.querySelectorAll('.mark-symbol path').length)",
        chart,
    )


def test_twenty_models_have_all_their_charts_and_rows(visit, many):
    """Whatever they are called."""
    visited = visit(many).drawn()
    page = visited.page
    names = ["keras", "glove", "tfidf", "elmo", *MANY]
    assert page.locator(f"{BOARD} tbody tr").count() == 20 and empty_charts(page) == []
    for chart in ("by-slice", "reliability", "precision-recall", "unknown"):
        shown = {text[:9] for text in texts_of(page, chart)}
        assert {name[:9] for name in names} <= shown, chart
    for chart in ("reliability", "unknown"):
        points = panel_points(page, chart)
        assert len(points) == 20 and min(points) >= 3, (chart, points)
    assert page.locator("#by-slice .mark-symbol path").count() == 40
    assert page.evaluate(OVERFLOW) == 0
    visited.photograph("report-many")
    assert visited.trouble == []


def test_the_matrix_of_twenty_models_scrolls_within_itself_on_a_phone(visit, many):
    """With the texts of its cells, which only screen readers show."""
    page = visit(many, width=390, height=800).drawn().page
    inner, outer = page.evaluate(
        "[document.querySelector('.matrix').offsetWidth,"
        " document.querySelector('.matrix').parentElement.clientWidth]"
    )
    assert inner > outer and page.evaluate(OVERFLOW) == 0


def test_models_with_names_of_javascript_can_be_chosen(visit, many):
    """In the address, for charts, tables and the matrix."""
    chosen = [*TAKEN, LONG_NAME]
    visited = visit(f"{many}?models={','.join(chosen)}").drawn()
    page = visited.page
    for chart in ("reliability", "unknown"):
        points = panel_points(page, chart)
        assert len(points) == 4 and min(points) >= 3, (chart, points)
    assert page.locator("#by-slice .mark-symbol path").count() == 8
    assert row_names(page.locator(".matrix"))[:3] == TAKEN
    page.locator(".matrix tbody button", has_text="toString").click()
    assert row_names(page.locator(".matrix"))[0] == "toString"
    assert visited.trouble == []


@pytest.mark.parametrize("count", [25, 200])
@pytest.mark.parametrize("width", [1280, 390])
def test_many_classes_leave_the_first_screen_as_it_is(visit, tmp_path, count, width):
    """The table's first row is on it; F1 by class and confusions are told; nothing overflows."""
    classes = [f"class {place}" for place in range(count)]
    visited = visit(write_report(tmp_path, lambda root: set_classes(root, classes)), width, 800)
    page = visited.drawn().page
    if width == 1280:
        assert bottom(page, f"{BOARD} tbody tr") <= 800
    by_class, confused = page.locator("#classes table").all()
    assert by_class.locator("thead th").count() == count + 1
    assert f"class {count - 1} ({count + 19})" in by_class.inner_text()
    assert confused.locator("tbody tr").count() == 10
    assert "class 24" in page.locator("#errors .tags").first.inner_text() or count == 200
    assert "class 0" in page.locator("#errors .guesses").first.inner_text()
    assert page.locator("#class option").count() == count
    page.evaluate(UNFOLD)
    assert page.evaluate(OVERFLOW) == 0 and empty_charts(page) == []
    visited.photograph(f"report-{count}-classes-{width}")
    assert visited.trouble == []


@pytest.mark.parametrize("part", MISSING)
def test_what_is_missing_is_said_in_a_line(visit, tmp_path, part):
    """And the rest is there, without an error."""
    words, charts = MISSING[part]
    visited = visit(write_report(tmp_path, lambda root: leave_out(root, part))).drawn()
    page = visited.page
    line = page.locator("header > .note")
    assert words in line.inner_text() and line.inner_text().startswith("Not on this page: ")
    found = {chart.get_attribute("id") for chart in page.locator(".chart").all()}
    assert found == CHARTS - charts and empty_charts(page) == []
    assert page.locator("#explorer").count() == (part != "maps")
    assert page.locator("#filter").is_visible() == (part != "models")
    page.evaluate(UNFOLD)
    assert page.evaluate(OVERFLOW) == 0 and visited.trouble == []


@pytest.mark.parametrize("policy", [True, False])
def test_hostile_texts_do_nothing(visit, tmp_path, policy):
    """They are hovered, sorted, unfolded, and stay texts; the policy is a second lock."""
    visited = visit(write_report(tmp_path, hostile=HOSTILE, policy=policy))
    page = visited.drawn().page
    page.evaluate(UNFOLD)
    for button in page.locator("#classes thead button").all():
        button.click()
    page.locator("#by-slice .mark-symbol path").last.hover()
    page.locator("#vg-tooltip-element.visible", has_text="<script>window.pwned=alert(1)").wait_for()
    assert "<img src=x onerror=" in page.locator("#errors blockquote").first.inner_text()
    assert page.evaluate("'pwned' in window") is False
    assert page.locator("main img, iframe, object, main script").count() == 0
    assert (visited.trouble, visited.requests) == ([], [])


@pytest.mark.parametrize("width", [1280, 390])
def test_endless_texts_are_shortened_and_whole_on_demand(visit, tmp_path, width):
    """As a text, a word, a class and a slice."""
    visited = visit(write_report(tmp_path, hostile=ENDLESS), width)
    page = visited.drawn().page
    assert page.evaluate(OVERFLOW) == 0
    assert page.evaluate("document.documentElement.scrollHeight") < 16_000
    quote = page.locator("#errors blockquote").first
    assert quote.inner_text().count("=1+1") < 30
    quote.locator("summary").click()
    assert quote.inner_text().count("=1+1") == 1000
    page.evaluate(UNFOLD)
    assert page.evaluate(OVERFLOW) == 0
    assert (visited.trouble, visited.requests) == ([], [])


def test_hostile_classes_do_not_disturb_what_is_beside_them(visit, tmp_path):
    """Each stays in its cell, in the direction of reading; headings still sort."""
    visited = visit(write_report(tmp_path, lambda root: set_classes(root, ATTACKS)))
    page = visited.drawn().page
    confused = page.locator("#classes table").last
    row = confused.locator("tbody tr", has=page.locator("th", has_text="\u202e")).first
    edges = [row.locator("th, td").nth(place).bounding_box()["x"] for place in range(4)]
    assert edges == sorted(edges) and row.locator("td").nth(1).inner_text() == "3.0"
    confused.locator("thead button", has_text="class").first.click()
    assert confused.locator("[aria-sort=ascending]").count() == 1
    by_class = page.locator("#classes table").first
    whole = by_class.locator("thead details", has_text="all 11,005 characters")
    whole.locator("summary").click()
    assert by_class.locator("[aria-sort]").count() == 0
    assert whole.inner_text().count("=1+1") == 1000
    assert page.evaluate(OVERFLOW) == 0 and visited.trouble == []
