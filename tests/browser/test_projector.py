"""TensorBoard's projector in a browser, with files as `project` writes them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
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
NAMES = ["glove", "keras"]
INFO = "data/plugin/projector/info?run=."
HOSTILE = ["<svg/onload=alert(1)>", "<img/src=x/onerror=alert(2)>", "\u202e\x9b\t"]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def write_files(folder):
    """Write the projector's files of two embeddings of forty words, some of them hostile."""
    words = [f"word{number}" for number in range(POINTS - len(HOSTILE))]
    words = ["[PAD]", "[UNK]", *words, *HOSTILE]
    matrix = np.random.default_rng(1).normal(size=(len(words), DIMENSION)).astype(np.float32)
    embedding = Embedding(words, matrix, *np.ones((2, len(words)), bool))
    use = count_use([Text(0, " ".join(words[2:]), "spam", 0, "")], ["ham", "spam"], str.split)
    for name in NAMES:
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


@pytest.mark.slow
def test_the_points_load_and_nothing_is_asked_of_the_network(visit, projector):
    """Both embeddings are listed; words that look like markup are shown as they are."""
    visited = visit(projector)
    listed = visited.page.request.get(f"{projector.partition('#')[0]}{INFO}").json()
    assert [each["tensorName"] for each in listed["embeddings"]] == NAMES
    frame = visited.page.frame_locator("iframe").frame_locator("iframe")
    frame.locator(".numDataPoints", has_text=str(POINTS)).wait_for(timeout=60_000)
    assert frame.locator(".dim").inner_text() == str(DIMENSION)
    frame.locator("vz-projector-inspector-panel input").first.fill("=alert")
    for word in HOSTILE[:2]:
        frame.get_by_text(word).first.click()
    visited.page.wait_for_timeout(1000)
    visited.photograph("projector")
    assert {urlsplit(address).hostname for address in visited.requests} <= LOOPBACK
    assert any("/plugin/projector/tensor" in address for address in visited.requests)
    assert not [told for told in visited.trouble if told.startswith("dialog")]
