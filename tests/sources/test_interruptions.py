"""Broken connections and killed processes: in the end the file is right."""

import os
import pty
import random
import subprocess
import sys
import termios
import time
from itertools import pairwise
from pathlib import Path

import pytest

from bakeoff.sources.fetch import fetch
from bakeoff.sources.settings import Download
from tests.sources.server import content_of, sha256

ROOT = Path(__file__).resolve().parents[2]
FETCH = """
import sys
from pathlib import Path
from bakeoff.sources.fetch import fetch
from bakeoff.sources.settings import Download
folder, known_hash, *urls = sys.argv[1:]
fetch(Path(folder), Download(file="vectors.gz", urls=urls, hash=known_hash or None))
"""
SIZES = [
    pytest.param(5_000_000, 1),
    pytest.param(50_000_000, 10, marks=pytest.mark.slow),
]
few_and_many = pytest.mark.parametrize(("size", "times"), SIZES)
with_and_without_hash = pytest.mark.parametrize("is_known", [True, False])

pytestmark = pytest.mark.usefixtures("store", "hasty")


def start(target, known_hash, *urls, stderr=subprocess.PIPE):
    """Fetch in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", FETCH, str(target.parent), known_hash or "", *urls],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=stderr,
        text=True,
    )


def places(size, times):
    """Choose places in a file."""
    return sorted(random.Random(size).sample(range(1, size), times))


def wait_until(is_true):
    """Wait for another process or thread."""
    for _ in range(60_000):
        if is_true():
            return
        time.sleep(0.001)
    raise AssertionError("it never happened")


@few_and_many
@with_and_without_hash
def test_a_connection_that_is_cut_at_random_places(server, tmp_path, size, times, is_known):
    """The file is right, and few bytes are sent twice."""
    content, target = content_of(size), tmp_path / "vectors.gz"
    starts = [0, *places(size, times)]
    cuts = [end - start for start, end in pairwise(starts)]
    url = server.serve("/a", content, cuts=cuts)
    known_hash = sha256(content) if is_known else None
    fetch(tmp_path, Download(file="vectors.gz", urls=[url], hash=known_hash))
    assert target.read_bytes() == content
    assert len(server.asked) == times + 1 and server.sent < 1.3 * size


@few_and_many
@with_and_without_hash
def test_a_process_that_is_killed_at_random_moments(server, store, tmp_path, size, times, is_known):
    """The next process resumes the download."""
    content, target = content_of(size), tmp_path / "vectors.gz"
    known_hash = sha256(content) if is_known else None
    url = server.serve("/a", content, pause=0.02)  # slower than any client
    for place in places(size, times):
        process = start(target, known_hash, url)
        wait_until(
            lambda place=place: any(
                path.stat().st_size >= place for path in store.rglob("*.incomplete")
            )
        )
        process.kill()
        process.communicate()
        assert process.returncode == -9 and not target.exists()
    process = start(target, known_hash, url)
    assert process.communicate()[1] == "" and process.returncode == 0
    assert target.read_bytes() == content
    assert len(server.asked) == times + 1 and server.sent < 1.3 * size


@pytest.mark.parametrize("is_known", [True, False])
def test_processes_that_want_the_same_file_download_it_once(server, tmp_path, is_known):
    """The others wait and find it in the store."""
    content = content_of(5_000_000)
    known_hash = sha256(content) if is_known else None
    url = server.serve("/a", content, pause=0.01)
    processes = [start(tmp_path / f"{n}" / "vectors.gz", known_hash, url) for n in range(3)]
    for n, process in enumerate(processes):
        assert process.wait(60) == 0, process.stderr.read()
        assert (tmp_path / f"{n}" / "vectors.gz").read_bytes() == content
        process.stderr.close()
    assert len(server.asked) == 1 and server.sent == len(content)


def test_a_process_takes_over_from_one_that_is_killed(server, store, tmp_path):
    """While it waits for it."""
    content, target = content_of(5_000_000), tmp_path / "vectors.gz"
    url = server.serve("/a", content, pause=0.01)
    first = start(target, sha256(content), url)
    wait_until(lambda: list(store.rglob("*.incomplete")))
    second = start(target, sha256(content), url)
    wait_until(lambda: server.sent > 2_000_000)
    first.kill()
    first.communicate()
    assert second.communicate()[1] == "" and second.returncode == 0
    assert target.read_bytes() == content and server.sent < 1.3 * len(content)


def test_the_progress_bar_counts_the_resumed_part(server, tmp_path):
    """On a terminal."""
    url = server.serve("/a", content_of(9_000_000), cuts=[8_000_000])
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, 120))
    process = start(tmp_path / "vectors.gz", None, url, stderr=follower)
    assert process.wait() == 0
    os.close(follower)
    assert b" 89%|" in os.read(leader, 100_000)
