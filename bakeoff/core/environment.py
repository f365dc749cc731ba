"""The environment of a result, on which its last bits may depend."""

import os
import platform
import re
import subprocess
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

PACKAGES = (
    *("dvc", "gensim", "keras", "numpy", "onnxruntime", "safetensors", "scikit-learn", "scipy"),
    *("tensorflow", "tokenizers"),
)
CODE = ("bakeoff", "stages", "dvc.yaml", "params.yaml", "requirements.lock")


def describe_environment() -> dict[str, Any]:
    """Name the commit, the machine, the threads and the packages of this process.

    `changed` tells whether code or parameters differ from the commit; both are None outside Git.
    `simd` lists vector instructions beyond the processor family's baseline, by NumPy's names: last
    bits depend on them, and processors of the same model name may differ in them.
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
    """Read the number of threads of numerical libraries: OpenMP's outermost level."""
    given = re.match("[0-9]+", os.environ.get("OMP_NUM_THREADS", ""))
    return int(given[0]) if given else os.cpu_count() or 1


def _cpu() -> str:
    """Name the processor's model, which only Linux gives in a file."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor()


def gather(records: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Turn environments by result name into distinct environments; `made` lists their results."""
    distinct: list[dict[str, Any]] = []
    for name, environment in sorted(records.items()):
        for known in distinct:
            if known == environment | {"made": known["made"]}:
                known["made"].append(name)
                break
        else:
            distinct.append({**environment, "made": [name]})
    return distinct
