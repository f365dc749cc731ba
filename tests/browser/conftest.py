"""A real browser: the system's Chromium without a window, driven by Playwright."""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
LOCAL = ("file:", "data:", "blob:")


class Visit:
    """A page in the browser, and what went on in it.

    Attributes:
        page: Playwright's page.
        trouble: errors of scripts, what the console warned of, and dialogs.
        requests: addresses that the page asked for, but for files, data and blobs.
    """

    def __init__(self, context):
        """Open an empty page."""
        self.page = context.new_page()
        self.trouble, self.requests = [], []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", self._note)
        self.page.on("dialog", self._refuse)
        self.page.on("request", lambda request: self._count(request.url))

    def _note(self, message):
        if message.type in ("error", "warning"):
            self.trouble.append(message.text)

    def _refuse(self, dialog):
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _count(self, address):
        if not address.startswith(LOCAL):
            self.requests.append(address)

    def drawn(self):
        """Wait until all charts of the report are drawn."""
        self.page.wait_for_selector("html[data-drawn=yes]", timeout=60_000)
        return self

    def photograph(self, name):
        """Leave a picture of the whole page in $BAKEOFF_SCREENSHOTS, if that is set."""
        if folder := os.environ.get("BAKEOFF_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def browser():
    """Start Chromium once. Without one the tests are skipped; in CI they fail."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        told = f"no browser: expected one of {', '.join(NAMES)} on the path"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Root in a container has no sandbox; the pages are our own.
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser):
    """Give a function that opens an address in a window of its own."""
    contexts = []

    def opened(address, width=1280, height=900, **options):
        size = {"width": width, "height": height}
        contexts.append(browser.new_context(viewport=size, **options))
        visited = Visit(contexts[-1])
        visited.page.goto(address)
        return visited

    yield opened
    for context in contexts:
        context.close()
