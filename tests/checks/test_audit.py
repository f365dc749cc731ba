"""The check for known vulnerabilities, with a stand-in for the program that it runs."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

CLEAN = {"name": "a", "version": "1", "vulns": []}
FIXED = {"name": "b", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1", "2"]}]}
OPEN = {"name": "c", "version": "1", "vulns": [{"id": "CVE-2", "fix_versions": []}]}
UNKNOWN = {"name": "d", "skip_reason": "Dependency not found on PyPI"}


def audit(folder, written, complaint=""):
    """Run the check with a `uvx` that prints `written`; if that is None, without `uvx`."""
    if written is not None:
        (folder / "written").write_text(written, encoding="utf-8")
        program = f"#!/bin/sh\ncat '{folder}/written'; echo '{complaint}' >&2; exit 1\n"
        (folder / "uvx").write_text(program, encoding="utf-8")
        (folder / "uvx").chmod(0o755)
    path = f"{folder}:/usr/bin:/bin" if written is not None else str(folder)
    return subprocess.run(
        [sys.executable, "-m", "checks.audit"],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("packages", "code", "expected"),
    [
        (
            [CLEAN, UNKNOWN],
            0,
            "audit: 1 packages, 0 flaws without a fix, 1 packages unknown",
        ),
        ([CLEAN, OPEN], 0, "c 1: CVE-2\naudit: 2 packages, 1 flaws without"),
        ([FIXED, OPEN], 1, "b 1: CVE-1, fixed in 1.1, 2\n"),
        ([UNKNOWN, UNKNOWN], 0, "audit: skipped, because PyPI's advisories are out of reach\n"),
    ],
)
def test_only_a_flaw_with_a_fix_fails(tmp_path, packages, code, expected):
    """Other flaws, and packages without advisories, are reported."""
    done = audit(tmp_path, json.dumps({"dependencies": packages}))
    assert (done.returncode, done.stderr[: len(expected)]) == (code, expected)
    assert ("error: requirements.lock" in done.stderr) == bool(code)


def test_without_the_program_or_its_advisories_the_check_is_skipped(tmp_path):
    """One line says why."""
    for written, expected in ((None, "'uvx'"), ("", "no such host")):
        done = audit(tmp_path, written, "Traceback\nConnectionError: no such host")
        assert done.returncode == 0 and done.stderr.count("\n") == 1
        assert done.stderr.startswith("audit: skipped") and expected in done.stderr
