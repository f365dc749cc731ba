"""The report's tables: sorted, copied and saved; and the matrix of all pairs."""

import csv
import io
import re
from pathlib import Path

import pytest

from tests.browser.reports import BOARD, UNFOLD, row_names, write_report
from tests.report.large import change, set_classes

FORMULAS = ["=1+1", '@sum("a")', "+2", "-3;x", 'say "a, b"', "two\nlines", "\t=tab"]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Make a report once."""
    return write_report(tmp_path_factory.mktemp("tables"))


def sort(table, title):
    """Click the heading that begins so."""
    table.locator("thead").get_by_role("button", name=re.compile(f"^{title}")).click()


def saved(page, table):
    """Give the name and the cells of the CSV file of a table, which is marked as Unicode."""
    with page.expect_download() as download:
        table.locator("xpath=ancestor::div[@class='tabled']").get_by_role(
            "button", name="CSV"
        ).click()
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text[0] == "\ufeff"
    return download.value.suggested_filename, [*csv.reader(io.StringIO(text[1:], newline=""))]


def test_a_number_sorts_from_the_largest_and_what_is_undefined_comes_last(visit, report):
    """A second time from the smallest, whose last rows are the same."""
    table = visit(report).drawn().page.locator(BOARD)
    sort(table, "F1 minus tfidf")
    assert row_names(table) == ["keras", "glove", "elmo", "tfidf"]
    sort(table, "F1 minus tfidf")
    assert row_names(table) == ["elmo", "glove", "keras", "tfidf"]
    assert (
        table.locator("[aria-sort]").count() == table.locator("[aria-sort=ascending]").count() == 1
    )
    sort(table, "CPU-ms per text")
    assert row_names(table) == ["keras", "glove", "tfidf", "elmo"]
    assert table.locator("[aria-sort=descending]").inner_text().startswith("CPU-ms per text")


def test_a_text_sorts_by_the_alphabet_first(visit, report):
    """And backwards the second time."""
    table = visit(report).drawn().page.locator(BOARD)
    sort(table, "model")
    assert row_names(table) == ["elmo", "glove", "keras", "tfidf"]
    sort(table, "model")
    assert row_names(table) == ["tfidf", "keras", "glove", "elmo"]


def test_the_keyboard_sorts(visit, report):
    """A heading is a button, with the state told to screen readers."""
    page = visit(report).drawn().page
    table = page.locator(BOARD)
    table.locator("thead button").nth(4).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert row_names(table) == ["elmo", "tfidf", "glove", "keras"]
    assert table.locator("thead th").nth(4).get_attribute("aria-sort") == "ascending"


def test_sorting_a_filtered_table_keeps_hidden_rows_hidden(visit, report):
    """The filter knows models, not places."""
    table = visit(f"{report}?models=elmo,tfidf").drawn().page.locator(BOARD)
    sort(table, "model")
    assert row_names(table) == ["elmo", "tfidf"]


def test_copy_gives_the_shown_rows_as_they_are_sorted(visit, report):
    """Numbers without rounding, cells parted by tabs."""
    permissions = ["clipboard-read", "clipboard-write"]
    page = visit(f"{report}?models=keras,tfidf,elmo", permissions=permissions).drawn().page
    table = page.locator(BOARD)
    sort(table, "model")
    copy = page.locator("header > .tabled .tools button").first
    copy.click()
    page.wait_for_selector("header > .tabled .tools >> text=Copied")
    lines = [
        line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").split("\n")
    ]
    assert [line[0] for line in lines] == ["model", "elmo", "keras", "tfidf"]
    assert lines[0][1:4] == ["F1", "F1 minus tfidf, 95 % interval", "against tfidf"]
    assert lines[2][1:6] == ["0.9234", "0.019 (−0.012 to +0.048)", "undecided", "18", "43"]
    assert lines[3][2] == "–"
    page.wait_for_selector("header > .tabled .tools >> text=Copied", state="detached")
    assert copy.inner_text().startswith("Copy")


def test_copying_that_is_refused_says_so(visit, report):
    """And leaves no error in the console."""
    visited = visit(report).drawn()
    refuse = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))"
    visited.page.evaluate(f"void ({refuse})")
    visited.page.locator("header > .tabled .tools button").first.click()
    visited.page.wait_for_selector("text=Not allowed here")
    assert visited.trouble == []


def test_a_saved_table_holds_what_is_shown(visit, report):
    """As CSV with a name of its own."""
    page = visit(f"{report}?models=keras,glove").drawn().page
    name, lines = saved(page, page.locator(BOARD))
    assert name == "All-models-by-F1-after-the-recommended-one.csv"
    assert [len(line) for line in lines] == [8, 8, 8]
    assert lines[2][:2] + lines[2][-1:] == ["glove", "0.9112", "PDDL 1.0"]


def test_a_saved_cell_keeps_its_small_print_and_a_name_does_not(visit, tmp_path):
    """In brackets; a name is the model's, without what describes it."""

    def near(answer):
        answer["against_baseline"][0] |= {"word": "better", "within_margin": True}
        return answer

    page = visit(write_report(tmp_path, lambda root: change(root / "metrics/answer.json", near)))
    page = page.drawn().page
    _, lines = saved(page, page.locator(BOARD))
    assert (lines[1][0], lines[1][3]) == ("keras", "better (by less than the margin)")


def test_saved_texts_are_whole_and_no_formulas(visit, tmp_path):
    """Quotes, commas and lines survive; what a spreadsheet would run gets an apostrophe."""
    classes = [*FORMULAS, "x" * 10_000]
    page = visit(write_report(tmp_path, lambda root: set_classes(root, classes))).drawn().page
    page.evaluate(UNFOLD)
    _, lines = saved(page, page.locator("#classes table").last)
    names = {line[0] for line in lines[1:]}
    assert {"'=1+1", '\'@sum("a")', "'-3;x", "'=tab", 'say "a, b"', "two\nlines"} <= names
    assert "x" * 10_000 in names and "+2" in names
    _, lines = saved(page, page.locator("#classes table").first)
    assert f"{'x' * 10_000} (27)" in lines[0] and "'=1+1 (20)" in lines[0]


def test_names_of_any_script_are_copied_and_saved_as_they_are(visit, tmp_path):
    """Without the invisible marks that keep them apart from what stands beside them."""
    classes = ["straße", "שלום", "нет", "plain"]
    address = write_report(tmp_path, lambda root: set_classes(root, classes))
    page = visit(address, permissions=["clipboard-read", "clipboard-write"]).drawn().page
    page.evaluate(UNFOLD)
    table = page.locator("#classes table").first
    assert any("\u2068" in head for head in table.locator("thead th").all_text_contents())
    _, (heads, *_) = saved(page, table)
    tools = page.locator("#classes .tools").first
    tools.get_by_role("button", name="Copy").click()
    tools.locator("text=Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")[0].split("\t")
    names = {head.rsplit(" (", 1)[0] for head in heads[1:]}
    assert names == {*classes} and copied == heads


def sides(matrix):
    """Give the names along both sides of the matrix; they are to be the same."""
    left, top = row_names(matrix), matrix.locator("thead th").all_inner_texts()[1:]
    assert left == top
    return left


def test_a_click_on_a_model_sorts_both_sides_of_the_matrix(visit, report):
    """It comes first, then what is better, equal, undecided, worse; a second click restores."""
    matrix = visit(report).drawn().page.locator(".matrix")
    before = sides(matrix)
    assert before == ["keras", "glove", "tfidf", "elmo"]
    matrix.locator("tbody button", has_text="tfidf").click()
    assert sides(matrix) == ["tfidf", "glove", "keras", "elmo"]
    assert matrix.locator("[aria-pressed=true]").all_inner_texts() == ["tfidf", "tfidf"]
    matrix.locator("thead button", has_text="elmo").click()
    assert sides(matrix)[0] == "elmo"
    matrix.locator("thead button", has_text="elmo").click()
    assert sides(matrix) == before and matrix.locator("[aria-pressed=true]").count() == 0


def test_a_sorted_matrix_keeps_each_comparison_in_its_place(visit, report):
    """The cell of a row and a column is about its two models, by keyboard too."""
    page = visit(report).drawn().page
    matrix = page.locator(".matrix")
    matrix.locator("tbody button", has_text="tfidf").focus()
    page.keyboard.press("Enter")
    names = sides(matrix)
    for row, line in zip(names, matrix.locator("tbody tr").all(), strict=True):
        told = [cell.text_content() for cell in line.locator("td").all()]
        for column, text in zip(names, told, strict=True):
            assert (text == "") == (row == column)
            assert not text or text.startswith((f"{row} is ", f"{row} equals "))
            assert not text or f" {column}: " in text
    title = matrix.locator("td.worse").first.get_attribute("title")
    assert title == "elmo is worse than tfidf: −0.173 (−0.217 to −0.139)"


def test_what_a_tap_finds_in_the_matrix_is_told_below(visit, report):
    """A cell's difference, or all of a picked model but those with hidden ones."""
    page = visit(f"{report}?models=keras,glove,elmo").drawn().page
    matrix = page.locator(".matrix")
    told = page.locator(".tabled:has(.matrix) .told")
    assert told.get_attribute("role") == "status" and told.inner_text() == ""
    matrix.locator("tbody td.better:visible").first.click()
    expected = "keras is better than elmo: +0.192 (+0.178 to +0.207)"
    assert told.inner_text() == expected
    matrix.locator("thead button", has_text="keras").click()
    first = "keras is not told apart from glove: +0.012 (−0.017 to +0.040)"
    assert told.locator("p").all_inner_texts() == [first, expected]
    matrix.locator("thead button", has_text="keras").click()
    assert told.inner_text() == ""


def test_the_matrix_can_be_copied_as_it_is_read(visit, report):
    """With the differences in words."""
    page = visit(report).drawn().page
    _, lines = saved(page, page.locator(".matrix"))
    assert lines[0] == ["model", "keras", "glove", "tfidf", "elmo"]
    assert lines[2][3] == "glove equals tfidf: +0.007 (−0.005 to +0.018)"
