"""One process at a time: others wait for the living, not for the dead."""

import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from bakeoff.lock import alone

ROOT = Path(__file__).resolve().parents[1]
HOLD = """
import sys, time
from pathlib import Path
from bakeoff.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    """Keep the locks in a folder of the test's own."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def test_another_waits_and_says_so(tmp_path, caplog):
    """Until the first has done its work."""
    caplog.set_level("INFO")
    entered, done = Event(), []

    def work():
        with alone(tmp_path / "file"):
            entered.set()
            done.append("second")

    with alone(tmp_path / "file"):
        thread = Thread(target=work)
        thread.start()
        assert not entered.wait(0.3)
        done.append("first")
    thread.join()
    assert done == ["first", "second"]
    assert caplog.messages == ["file: another process works on it; waiting"]


def test_a_file_has_one_lock_whichever_way_leads_to_it(tmp_path):
    """A store behind a link, for example."""
    (tmp_path / "store").mkdir()
    (tmp_path / "link").symlink_to("store")
    for folder in ("store", "link", "link/../store"):
        with alone(tmp_path / folder / "file"):
            pass
    assert len(list((tmp_path / "store" / "locks").iterdir())) == 1


def test_two_files_do_not_wait_for_each_other(tmp_path):
    """Each has a lock of its own."""
    with alone(tmp_path / "a"), alone(tmp_path / "b"):
        pass


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path):
    """Its file stays, and says nothing."""
    path = tmp_path / "file"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    with alone(path):
        pass
    assert len(list((tmp_path / "store" / "locks").iterdir())) == 1
