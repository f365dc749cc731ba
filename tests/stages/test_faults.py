"""Stages that are stopped, or cannot write: one line, an exit code, and a later run succeeds."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT

WORDS = [f"{chr(97 + n % 26) * 9} {chr(97 + n // 26) * 9}" for n in range(400)]  # no near copies
MESSAGES = [f"{'spam' if n % 4 == 0 else 'ham'},{text}\n" for n, text in enumerate(WORDS)]


@pytest.fixture
def raw(project):
    """Write a raw table; give the project, with few rounds."""
    project.params["prepare"] |= {"folds": 2, "repeats": 1}
    project.write("data/raw/spam/spam.csv", ("v1,v2\n" + "".join(MESSAGES)).encode())
    return project


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_stage_says_so_in_a_line(raw, number, share):
    """At some moments of its life: while it starts, imports, fits, writes."""
    assert raw.run("prepare").returncode == 0
    begin = time.monotonic()
    assert raw.run("train", "tfidf").returncode == 0
    moment = share * (time.monotonic() - begin)
    shutil.rmtree(raw.folder / "models")
    with raw.start("train", "tfidf") as stage:
        time.sleep(moment)
        os.killpg(stage.pid, number)
        _, printed = stage.communicate()
    assert "Traceback" not in printed
    finished, stopped, at_start = 0, 128 + number, -number
    assert stage.returncode in (finished, stopped, at_start)
    if stage.returncode > 0:
        assert printed.splitlines()[-1].startswith("stopped; ")
    assert raw.run("train", "tfidf").returncode == 0


def mounted(project, options):
    """Give a command that mounts a file system of its own where `prepare` writes."""
    if not shutil.which("unshare"):
        pytest.skip("needs unshare, of util-linux")
    mount = f'mount -t tmpfs -o {options} none data/prepared && exec "$@"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]
    (project.folder / "data/prepared").mkdir(parents=True)
    if subprocess.run([*command, "true"], cwd=project.folder, capture_output=True).returncode:
        pytest.skip("needs the right to mount a file system")
    return command


def test_a_full_disk_is_one_line_and_a_later_run_succeeds(raw):
    """A half-written output does no harm: DVC removes it before it runs the stage again."""
    done = raw.run("prepare", before=mounted(raw, "size=8k"))
    assert done.returncode == 1
    assert done.stderr == (
        "error: data/prepared/texts.csv: No space left on device; free some space, then run this "
        "again\n"
    )
    assert raw.run("prepare").returncode == 0


def test_a_limit_of_a_files_size_is_one_line(raw):
    """It is in blocks of 512 bytes."""
    done = raw.run("prepare", before=["sh", "-c", 'ulimit -f 8 && exec "$@"', "sh"])
    assert done.returncode == 1
    assert done.stderr == (
        "error: data/prepared/texts.csv: File too large; raise the file size limit, then "
        "run this again\n"
    )


def test_a_folder_that_cannot_be_written_to_is_one_line(raw):
    """Not even by root."""
    done = raw.run("prepare", before=mounted(raw, "ro"))
    assert done.returncode == 1
    reason = "texts.csv: Read-only file system; make its folder readable and writable"
    assert done.stderr.endswith(f"{reason}, then run this again\n")
    assert raw.run("prepare").returncode == 0


def test_what_is_missing_is_one_line(raw):
    """The error names the command that makes it."""
    done = raw.run("build_vocabulary")
    assert done.returncode == 1
    assert done.stderr == (
        "error: data/prepared/texts.csv: No such file or directory; `dvc repro` makes what is "
        "missing\n"
    )


def test_a_signal_during_the_callback_of_a_weak_reference_stops_the_process():
    """Python ignores exceptions there, and imports have such callbacks."""
    script = """
import os, signal, sys, time, weakref
sys.argv[0] = "-m"
import stages
target = type("Target", (), {})()
reference = weakref.ref(target, lambda _: os.kill(os.getpid(), signal.SIGTERM))
del target
time.sleep(10)
print("not stopped")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (128 + signal.SIGTERM, "")
    assert done.stderr.startswith("stopped; ") and done.stderr.count("\n") == 1
