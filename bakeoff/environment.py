"""What a result was made with: it may decide its last bits."""

import os
import platform
import re
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

PACKAGES = ("dvc", "gensim", "keras", "numpy", "scikit-learn", "scipy", "tensorflow")
CODE = ("bakeoff", "stages", "dvc.yaml", "params.yaml", "requirements.lock")


def describe_environment() -> dict[str, Any]:
    """Name the commit, the machine, the threads and the packages of this process.

    `changed` tells whether code or parameters differ from the commit; both are None outside Git.
    `simd` lists the processor's vector instructions by NumPy's names, without those that all have.
    Last bits depend on them, and two processors of one model name may differ in them.
    """
    status = _git("status", "--porcelain", "--", *CODE)
    return {
        "commit": _git("rev-parse", "HEAD"),
        "changed": None if status is None else bool(status),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cpu": _cpu(),
        "simd": np.show_config(mode="dicts")["SIMD Extensions"]["found"],
        "cores": os.cpu_count(),
        "threads": _threads(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
    }


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True)  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _threads() -> int:
    """Count the threads that numerical libraries were given: OpenMP's outermost level."""
    given = re.match("[0-9]+", os.environ.get("OMP_NUM_THREADS", ""))
    return int(given[0]) if given else os.cpu_count() or 1


def _cpu() -> str:
    """Name the model of the processor; Linux alone tells it in a file."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        told = ""
    found = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return found[1] if found else platform.processor()


def gather(records: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """List the environments of records, each once, with the names of what was made in it.

    Args:
        records: name of what was made -> its environment.
    """
    found: list[dict[str, Any]] = []
    for name, its in sorted(records.items()):
        same = [one for one in found if all(one[key] == value for key, value in its.items())]
        if same:
            same[0]["made"].append(name)
        else:
            found.append({**its, "made": [name]})
    return found
