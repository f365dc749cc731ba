"""One choice of models for all tables and charts, kept in the address."""

import pytest

from tests.browser.reports import BOARD, row_names, write_report

NAMES = ["keras", "glove", "tfidf", "elmo"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Make a report once."""
    return write_report(tmp_path_factory.mktemp("filter"))


def choose(visited, *names):
    """Tick some models and no others."""
    page = visited.page
    page.click("#filter summary")
    page.click("#filter button[value=none]")
    for name in names:
        page.check(f"#filter input[value='{name}']")
    page.keyboard.press("Escape")
    visited.drawn()


def shown_in_charts(page):
    """Give the models that the slices' axis names, and those that have a panel of their own."""
    axis = page.locator("#by-slice .role-axis-label text").all_text_contents()
    titles = page.locator("#reliability text").all_text_contents()
    return [[name for name in NAMES if name in texts] for texts in (axis, titles)]


def test_a_choice_holds_for_tables_the_matrix_charts_and_texts(visit, report):
    """And is kept in the address, beside its hash."""
    visited = visit(f"{report}#errors").drawn()
    page = visited.page
    assert shown_in_charts(page) == [NAMES, NAMES]
    height = page.locator("#by-slice svg").bounding_box()["height"]
    choose(visited, "elmo", "keras")
    assert row_names(page.locator(BOARD)) == ["keras", "elmo"]
    matrix = page.locator(".matrix")
    assert row_names(matrix) == ["keras", "elmo"]
    assert matrix.locator("thead th:visible").all_inner_texts() == ["model", "keras", "elmo"]
    assert matrix.locator("tbody td:visible").count() == 4
    assert shown_in_charts(page) == [["keras", "elmo"], ["keras", "elmo"]]
    assert page.locator("#by-slice svg").bounding_box()["height"] < height - 40
    named = page.locator("header .chart .role-mark text").all_text_contents()
    assert [name for name in named if name in NAMES] == ["keras"]  # others are thin lines
    assert page.inner_text("#filter summary") == "Models: 2 of 4"
    assert page.url == f"{report}?models=keras,elmo#errors"
    assert visited.trouble == []


def test_guesses_of_hidden_models_leave_nothing_behind(visit, report):
    """No comma, and no class that nobody predicts; what all predict stays as it is."""
    visited = visit(report).drawn()
    shared, parted = (visited.page.locator("#errors ol").nth(place) for place in (0, 1))
    same, guesses = shared.locator(".guesses").first, parted.locator(".guesses").first
    assert same.inner_text() == "✗ ham by all 4 models, 0.30 to 0.45"
    assert guesses.inner_text().split("\n") == [
        "✓ spam (right) by glove 0.58",
        "✗ ham by keras 0.26, tfidf 0.19, elmo 0.33",
    ]
    choose(visited, "keras", "tfidf")
    assert guesses.inner_text() == "✗ ham by keras 0.26, tfidf 0.19"
    assert same.inner_text() == "✗ ham by all 4 models, 0.30 to 0.45"


@pytest.mark.parametrize(
    ("asked", "expected", "told"),
    [
        ("elmo,glove", ["glove", "elmo"], "2 of 4"),
        ("nobody,elmo", ["elmo"], "1 of 4"),
        ("nobody", NAMES, "all 4"),
        ("%3Cb%3E,__proto__,toString", NAMES, "all 4"),
        ("", [], "0 of 4"),
    ],
)
def test_an_address_brings_its_choice(visit, report, asked, expected, told):
    """Unknown names are passed over; an address that knows no name shows all."""
    visited = visit(f"{report}?models={asked}").drawn()
    assert row_names(visited.page.locator(BOARD)) == expected
    assert visited.page.inner_text("#filter summary") == f"Models: {told}"
    ticked = visited.page.evaluate(
        "[...document.querySelectorAll('#filter :checked')].map((it) => it.value)"
    )
    assert ticked == expected
    assert shown_in_charts(visited.page)[1] == expected
    assert visited.trouble == []


def test_none_and_all(visit, report):
    """Charts without a model say so; all models need no place in the address."""
    visited = visit(report).drawn()
    page = visited.page
    choose(visited)
    assert page.url == f"{report}?models="
    told = page.locator(".chart .failed")
    assert told.count() == 7 and "None of the chosen models" in told.first.inner_text()
    assert page.locator(".chart[role=img]").count() == 0
    page.click("#filter summary")
    page.click("#filter button[value=all]")
    visited.drawn()
    assert page.url == report and told.count() == 0
    assert page.locator(".chart[role=img]").count() == 7
    assert row_names(page.locator(BOARD)) == NAMES
    assert visited.trouble == []


def test_the_way_back_finds_the_choice_of_its_address(visit, report):
    """A link to a part is a step; what was chosen before it comes back."""
    visited = visit(report).drawn()
    page = visited.page
    choose(visited, "elmo")
    page.click("nav a[href='#check']")
    choose(visited, "glove", "tfidf")
    page.go_back()
    visited.drawn()
    assert page.url == f"{report}?models=elmo" and row_names(page.locator(BOARD)) == ["elmo"]
    page.go_forward()
    page.wait_for_function("document.querySelectorAll('#filter :checked').length === 2")
    visited.drawn()
    assert page.url == f"{report}?models=glove,tfidf#check"
    assert shown_in_charts(page)[0] == ["glove", "tfidf"]


def test_links_leave_the_charts_as_they_are(visit, report):
    """Only another choice draws them anew."""
    visited = visit(report).drawn()
    visited.page.evaluate("document.querySelector('#by-slice svg').id = 'same'")
    visited.page.click("nav a[href='#check']")
    visited.page.wait_for_timeout(500)
    visited.drawn()
    assert visited.page.locator("#same").count() == 1


def test_the_filter_works_by_keyboard(visit, report):
    """Opened, changed with the space bar, and closed with Escape, which gives the focus back."""
    visited = visit(report).drawn()
    page = visited.page
    page.focus("#filter summary")
    for key in ("Enter", "Tab", "Tab", "Tab", "Space"):
        page.keyboard.press(key)
    visited.drawn()
    assert row_names(page.locator(BOARD)) == NAMES[1:]
    page.keyboard.press("Escape")
    assert page.locator("#filter").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
