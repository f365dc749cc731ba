"""One process at a time writes a file; the lock of a dead process is free."""

import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from bakeoff.sources.store import file_lock

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from bakeoff.sources.store import file_lock
with file_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    """Keep the locks in a folder of the test's own."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def test_a_second_process_waits_and_says_so(tmp_path, caplog):
    """Until the first is done."""
    caplog.set_level("INFO")
    entered, done = Event(), []

    def work():
        with file_lock(tmp_path / "file"):
            entered.set()
            done.append("second")

    with file_lock(tmp_path / "file"):
        thread = Thread(target=work)
        thread.start()
        assert not entered.wait(0.3)
        done.append("first")
    thread.join()
    assert done == ["first", "second"]
    assert caplog.messages == ["file: another process is writing it; waiting"]


def test_a_file_has_one_lock_for_all_its_paths(tmp_path):
    """A store behind a link, for example."""
    (tmp_path / "store").mkdir()
    (tmp_path / "link").symlink_to("store")
    for folder in ("store", "link", "link/../store"):
        with file_lock(tmp_path / folder / "file"):
            pass
    assert len(list((tmp_path / "store" / "locks").iterdir())) == 1


def test_two_files_do_not_wait_for_each_other(tmp_path):
    """Each has a lock of its own."""
    with file_lock(tmp_path / "a"), file_lock(tmp_path / "b"):
        pass


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path):
    """Its file stays and means nothing."""
    path = tmp_path / "file"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with file_lock(path):
        pass
    assert len(list((tmp_path / "store" / "locks").iterdir())) == 1
