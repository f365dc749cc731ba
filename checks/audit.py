"""Look for known vulnerabilities in the locked packages, with pip-audit and the advisories of PyPI.

Where either cannot be had, the check is skipped with a word. What can be mended fails it.
"""

import json
import logging
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from bakeoff.errors import BakeoffError
from bakeoff.stage import run

LOCK = Path("requirements.lock")
# Its own environment, and no resolving: the lock names every package.
COMMAND = ["uvx", "--quiet", "pip-audit", "--progress-spinner=off", "--format=json"]
COMMAND += ["--disable-pip", "--require-hashes", "--requirement", str(LOCK)]
SECONDS = 300


class Finding(NamedTuple):
    """What pip-audit found: packages it had advisories for, and what they say."""

    audited: int
    skipped: int
    fixable: list[str]
    others: list[str]  # there is no version without the flaw yet


def judge(report: dict[str, Any]) -> Finding:
    """Sort what pip-audit writes as JSON."""
    audited = [one for one in report["dependencies"] if "skip_reason" not in one]
    fixable, others = [], []
    for one in audited:
        for flaw in one["vulns"]:
            told = f"{one['name']} {one['version']}: {flaw['id']}"
            if fixed := ", ".join(flaw["fix_versions"]):
                fixable.append(f"{told}, mended in {fixed}")
            else:
                others.append(told)
    return Finding(len(audited), len(report["dependencies"]) - len(audited), fixable, others)


def main() -> None:
    """Check requirements.lock.

    Raises:
        BakeoffError: a package has a known vulnerability that another version mends.
    """
    try:
        done = subprocess.run(
            COMMAND, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
        )
        found = judge(json.loads(done.stdout))
    except (OSError, subprocess.TimeoutExpired) as error:
        logging.warning("audit: skipped, for pip-audit did not run: %s", error)
        return
    except ValueError:  # no JSON
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        logging.warning("audit: skipped, for pip-audit found no advisories: %.200s", last)
        return
    if not found.audited:
        logging.warning("audit: skipped, for PyPI's advisories cannot be had here")
        return
    for told in [*found.fixable, *found.others]:
        logging.warning("%s", told)
    if found.fixable:
        raise BakeoffError(
            f"{LOCK}: expected no package with a flaw that is mended, got {len(found.fixable)} "
            "(above); run `make lock`"
        )
    counts = (found.audited, len(found.others), found.skipped)
    logging.info("audit: %d packages, %d with a flaw nobody mended, %d unknown to PyPI", *counts)


if __name__ == "__main__":
    run(main)
