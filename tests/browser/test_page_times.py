"""How soon a page is readable, as benchmarks/page.py measures it."""

from benchmarks.page import open_once
from tests.browser.reports import write_report


def test_a_page_is_readable_once_its_first_screen_is_painted(browser, tmp_path):
    """Not before the browser has painted anything, nor after the last chart."""
    times = open_once(browser, write_report(tmp_path))
    assert [*times] == ["first paint", "ready to read", "all charts", "its CPU time"]
    assert 0 < times["first paint"] <= times["ready to read"] < times["all charts"]
