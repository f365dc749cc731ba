"""TensorBoard's projector in a browser, with files as `project` writes them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding
from bakeoff.core.table import Text
from bakeoff.projector.points import count_use
from bakeoff.projector.tables import write_words

ROOT = Path(__file__).resolve().parents[2]
POINTS, DIMENSION = 40, 8
NAMES = ["glove", "glove (additional words)", "keras", "keras (additional words)"]
INFO = "data/plugin/projector/info?run=."
HOSTILE = ["<svg/onload=alert(1)>", "<img/src=x/onerror=alert(2)>", "\u202e\x9b\t"]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
COLOURS = """() => {
  const root = document.querySelector("vz-projector-dashboard").shadowRoot;
  const adapter = root.querySelector("vz-projector").projectorScatterPlotAdapter;
  const colours = [...adapter.scatterPlot.pointColors].map((part) => Math.round(255 * part));
  return colours.flatMap((_, at) => at % 3 ? [] : [colours.slice(at, at + 3).join(" ")]);
}"""  # of each point


def write_files(folder):
    """Write the files of two embeddings of forty words and an additional one; some are hostile."""
    words = [f"word{number}" for number in range(POINTS - len(HOSTILE))]
    words = ["[PAD]", "[UNK]", *words, *HOSTILE, "extra"]
    matrix = np.random.default_rng(1).normal(size=(len(words), DIMENSION)).astype(np.float32)
    embedding = Embedding(words, matrix, *np.ones((2, len(words)), bool))
    texts = [
        Text(0, " ".join(words[2:-1]), "spam", 0, ""),
        Text(1, " ".join(words[2:12]), "ham", 1, ""),
        Text(2, "", "ham", 2, ""),
    ]
    use = count_use(texts, ["ham", "spam"], lambda text: text.split(" "))
    for name in NAMES[::2]:
        write_words(folder / name, embedding, use)


def wait_for(address, process, seconds=120):
    """Wait until a server answers; fail if its process ends."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[0]
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"{address}: no answer in {seconds} s")


@pytest.fixture
def projector(tmp_path):
    """Serve the projector on a free port; give its address."""
    write_files(tmp_path / "data/projector")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "bakeoff.projector", "--port", str(port), "--host", "127.0.0.1"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # TensorBoard starts a process of its own, which is to end too
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/#projector"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)


def wait_for_points(visited):
    """Give the projector's frame, once its points are loaded."""
    frame = visited.page.frame_locator("iframe").frame_locator("iframe")
    frame.locator(".numDataPoints", has_text=str(POINTS)).wait_for(timeout=60_000)
    return frame


def colour_by(visited, frame, column):
    """Choose a column for the colours; give the colour of each point."""
    panel = frame.locator("vz-projector-data-panel")
    panel.locator("paper-dropdown-menu", has_text="Color by").click()
    panel.locator("paper-item:visible", has_text=column).click()
    visited.page.wait_for_timeout(1000)
    return visited.page.frames[-1].evaluate(COLOURS)


@pytest.mark.slow
def test_every_point_has_a_colour(visit, projector):
    """By class as the legend counts them, and by each number; a point without one is black."""
    visited = visit(projector)
    frame = wait_for_points(visited)
    by_class = colour_by(visited, frame, "class")
    visited.photograph("projector-classes")
    assert sorted(Counter(by_class).values()) == [10, POINTS - 10]
    legend = frame.locator("vz-projector-legend .item").all_inner_texts()
    assert sorted(text.split() for text in legend) == [["mixed", "10"], ["spam", f"{POINTS - 10}"]]
    for column in ("count", "share_spam", "in_file"):
        colours = colour_by(visited, frame, column)
        assert len(colours) == POINTS and "0 0 0" not in colours, column


@pytest.mark.slow
def test_the_points_load_and_nothing_is_asked_of_the_network(visit, projector):
    """Both embeddings are listed; words that look like markup are shown as they are."""
    visited = visit(projector)
    listed = visited.page.request.get(f"{projector.partition('#')[0]}{INFO}").json()
    assert [each["tensorName"] for each in listed["embeddings"]] == NAMES
    frame = wait_for_points(visited)
    assert frame.locator(".dim").inner_text() == str(DIMENSION)
    frame.locator("vz-projector-inspector-panel input").first.fill("=alert")
    for word in HOSTILE[:2]:
        frame.get_by_text(word).first.click()
    visited.page.wait_for_timeout(1000)
    visited.photograph("projector")
    assert {urlsplit(address).hostname for address in visited.requests} <= LOOPBACK
    assert any("/plugin/projector/tensor" in address for address in visited.requests)
    assert not [told for told in visited.trouble if told.startswith("dialog")]
