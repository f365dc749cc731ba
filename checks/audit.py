"""Look for known vulnerabilities in the locked packages, with pip-audit and PyPI's advisories.

Where either is out of reach, the check says that it is skipped. It fails at a vulnerability that
another version fixes.
"""

import json
import logging
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError

LOCK = Path("requirements.lock")
# Its own environment, and no resolving: the lock names every package.
COMMAND = ["uvx", "--quiet", "pip-audit", "--progress-spinner=off", "--format=json"]
COMMAND += ["--disable-pip", "--require-hashes", "--requirement", str(LOCK)]
SECONDS = 300


class Finding(NamedTuple):
    """What pip-audit found: how many packages it knows, and their flaws."""

    audited: int
    skipped: int
    fixable: list[str]
    others: list[str]  # no version fixes these yet


def judge(report: dict[str, Any]) -> Finding:
    """Sort what pip-audit writes as JSON."""
    audited = [package for package in report["dependencies"] if "skip_reason" not in package]
    fixable, others = [], []
    for package in audited:
        for flaw in package["vulns"]:
            line = f"{package['name']} {package['version']}: {flaw['id']}"
            if fixed := ", ".join(flaw["fix_versions"]):
                fixable.append(f"{line}, fixed in {fixed}")
            else:
                others.append(line)
    return Finding(len(audited), len(report["dependencies"]) - len(audited), fixable, others)


def main() -> None:
    """Refuse a package in requirements.lock with a known vulnerability that a newer one fixes."""
    try:
        done = subprocess.run(
            COMMAND, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
        )
        found = judge(json.loads(done.stdout))
    except (OSError, subprocess.TimeoutExpired) as error:
        logging.warning("audit: skipped, because pip-audit did not run: %s", error)
        return
    except ValueError:  # no JSON
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        logging.warning("audit: skipped, because pip-audit found no advisories: %.200s", last)
        return
    if not found.audited:
        logging.warning("audit: skipped, because PyPI's advisories are out of reach")
        return
    for line in [*found.fixable, *found.others]:
        logging.warning("%s", line)
    if found.fixable:
        raise BakeoffError(
            f"{LOCK}: expected no flaw that another version fixes, got {len(found.fixable)} "
            "(above); run `make lock UPGRADE=--upgrade`"
        )
    counts = (found.audited, len(found.others), found.skipped)
    logging.info("audit: %d packages, %d flaws without a fix, %d packages unknown to PyPI", *counts)


if __name__ == "__main__":
    run_command(main)
