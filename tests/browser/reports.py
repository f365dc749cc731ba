"""Reports of the example for the browser, and how its parts are found."""

from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import render
from tests.report.example import EMBEDDINGS, MAPS, RULE, write_example

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BOARD = "header > .tabled table"
CHARTS = {
    "labels-f1",
    "labels-pr-auc",
    "cost-chart",
    "by-slice",
    "reliability",
    "precision-recall",
    "unknown",
}
UNFOLD = "document.querySelectorAll('details').forEach((it) => { it.open = true; })"


def write_report(folder, edit=None, hostile=None, policy=True):
    """Write the report of the example, after an edit of its files; give its address.

    Args:
        folder: of the example and its report.
        edit: gets the folder.
        hostile: a text that stands for texts, a word, a class and a slice, if given.
        policy: whether the page has its policy.
    """
    write_example(folder, points=300, hostile=hostile)
    if edit:
        edit(folder)
    page = render(read_inputs(EMBEDDINGS, MAPS, RULE, folder))
    if not policy:
        page = page.replace("Content-Security-Policy", "none", 1)
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8", newline="")
    return path.as_uri()


def bottom(page, selector):
    """Give the lower edge of what a selector finds first."""
    box = page.locator(selector).first.bounding_box()
    return box["y"] + box["height"]


def row_names(table):
    """Give the names of the rows that are shown, from top to bottom."""
    return [
        row.inner_text().split("\n")[0].split(" ")[0]
        for row in table.locator("tbody th").all()
        if row.is_visible()
    ]


def empty_charts(page):
    """Name the charts without marks."""
    return page.evaluate(
        "[...document.querySelectorAll('.chart')]"
        ".filter((it) => it.querySelectorAll(':is(path, line, text):is(.role-mark *)').length < 2)"
        ".map((it) => it.id)"
    )
