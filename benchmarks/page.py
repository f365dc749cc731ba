"""Time how soon a page is readable in Chromium on one core.

Shown are milliseconds after opening it, and the CPU time of the page's thread until the last of
them, which other work on the machine changes less:

- first paint: the browser's first contentful paint, which may be of the first lines alone;
- ready to read: the first frame that holds the first screen's chart and the table's first row;
- all charts: also those further down are drawn.

Run it as `python -m benchmarks.page report/index.html`.
"""

import os
import shutil
import statistics
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bakeoff.core.errors import BakeoffError

NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1280, "height": 800}
MARKS = """
const FIRST = ["header .chart svg", "header > .tabled tbody tr"];
let isThere = false;
// A message that is sent before a frame is painted arrives after it.
function painted(tell) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = tell;
  requestAnimationFrame(() => port2.postMessage(null));
}
new MutationObserver(() => {
  if (!isThere && FIRST.every((part) => document.querySelector(part))) {
    isThere = true;
    painted(() => { window.ready = performance.now(); });
  }
  if (document.documentElement.dataset.drawn) window.all ??= performance.now();
}).observe(document, { attributes: true, childList: true, subtree: true });
"""
TIMES = """
(() => {
  const first = performance.getEntriesByType("paint")
    .find(({ name }) => name === "first-contentful-paint").startTime;
  // Where the first frame holds all of it, the browser's own time is the later one.
  const ready = window.ready && Math.max(first, window.ready);
  return { "first paint": first, "ready to read": ready, "all charts": window.all };
})()
"""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)


def open_once(browser: Any, address: str) -> dict[str, float]:
    """Open a page in a fresh window; give its times."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.add_init_script(MARKS)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-drawn=yes]", timeout=120_000)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    times: dict[str, float] = page.evaluate(TIMES)
    found = {
        each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]
    }
    times["its CPU time"] = 1000 * found["TaskDuration"]
    context.close()
    return {name: value for name, value in times.items() if value is not None}


def describe(name: str, values: list[float]) -> str:
    """Write the median of some times, the lowest and the highest."""
    middle = statistics.median(values)
    return f"{name:<14}{middle:8,.0f} ms ({min(values):,.0f} to {max(values):,.0f})"


@app.command()
def main(
    page: Annotated[Path, typer.Argument(help="an HTML file")],
    times: Annotated[int, typer.Option(help="to open it, after once to warm up", min=1)] = 7,
    core: Annotated[int, typer.Option(help="that the browser runs on")] = 0,
) -> None:
    """Open the page several times."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None or not page.is_file():
        missing = f"one of {', '.join(NAMES)} on the path" if found is None else f"the file {page}"
        sys.exit(str(BakeoffError(f"benchmarks.page: expected {missing}, found none")))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})  # the browser inherits it
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        runs = [open_once(browser, page.resolve().as_uri()) for _ in range(times + 1)][1:]
        browser.close()
    for name in runs[0]:
        print(describe(name, [run[name] for run in runs]))


if __name__ == "__main__":
    app()
