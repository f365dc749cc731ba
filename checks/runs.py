"""Whole runs of the pipeline in fresh clones, and the comparison of their outputs."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from bakeoff.core.errors import BakeoffError

TOPS = ("data", "models", "metrics")
TIMED = ("costs", "costs.json", "environment.json")  # in metrics/: they depend on time and machine
RUNNING = "Running stage '"


class Began(NamedTuple):
    """A stage that DVC began, and when: seconds after the start of the run."""

    stage: str
    at: float


def clone(folder: Path) -> Path:
    """Clone the last commit of this repository into a folder that does not exist yet."""
    command = ["git", "clone", "--quiet", str(Path.cwd()), str(folder)]
    subprocess.run(command, check=True)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """Let DVC find this interpreter and only the clone's modules; the store is the clone's own."""
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return variables | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUNBUFFERED": "1",
        "BAKEOFF_STORE": str(folder / ".store"),
    }


class Run:
    """A `dvc repro` in a process group of its own, which ends with its `with` block."""

    def __init__(self, folder: Path) -> None:
        """Start it."""
        self.printed: list[str] = []
        self.start = time.monotonic()
        self.process = subprocess.Popen(
            ["dvc", "repro"],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        """Give the run."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill it if it has not ended, such as after Ctrl-C."""
        self.kill()

    def stages(self) -> Iterator[Began]:
        """Yield each stage as it begins, until the run ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.append(line)
            if line.startswith(RUNNING):
                yield Began(line.split("'")[1], time.monotonic() - self.start)

    def kill(self) -> bool:
        """Kill DVC and all that it started; tell whether it was still running."""
        if self.process.poll() is not None:
            return False
        os.killpg(self.process.pid, signal.SIGKILL)
        assert self.process.stdout is not None
        self.printed.append(self.process.stdout.read())
        self.process.wait()
        return True

    def finish(self) -> list[Began]:
        """Let it run to its end; give the stages that ran.

        Raises:
            BakeoffError: it failed.
        """
        began = [*self.stages()]
        if code := self.process.wait():
            last = "".join(self.printed[-20:])
            raise BakeoffError(f"dvc repro: expected exit code 0, got {code}; its output: {last}")
        return began


def hash_outputs(folder: Path) -> dict[str, str]:
    """Hash every output that does not depend on time or machine: path to SHA-256.

    The report is left out, because it shows what models cost.
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for top in TOPS
        for path in sorted((folder / top).rglob("*"))
        if path.is_file() and not set(TIMED) & set(path.parts)
    }


def differing(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """Name the outputs that differ, or that only one run has."""
    paths = first.keys() | second.keys()
    return sorted(path for path in paths if first.get(path) != second.get(path))
