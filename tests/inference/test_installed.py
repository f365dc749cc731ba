"""The package works where it is installed, without the repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
OFFLINE = ["--no-index", "--no-deps", "--no-build-isolation"]
SCRIPT = """
import sys, bakeoff
model = bakeoff.load("both", sys.argv[1])
print(bakeoff.__file__, model.predict(["a b", "", "c"]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel of a copy of the sources, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "bakeoff", "pyproject.toml", "README.md"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / "copy" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "copy" / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run([*PIP, "wheel", *OFFLINE, "-w", folder, folder / "copy"], check=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.mark.slow
def test_the_wheel_holds_what_the_page_is_made_of(wheel):
    """Templates, styles and scripts are data of the package; tests are not in it."""
    names = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}
    data = {
        path.relative_to(ROOT)
        for path in (ROOT / "bakeoff").rglob("*")
        if path.suffix in {".html", ".css", ".js"}
    }
    assert data and data <= names
    assert not any(name.parts[0] in {"tests", "stages", "benchmarks", "checks"} for name in names)


@pytest.mark.slow
def test_a_script_elsewhere_loads_a_model(wheel, small, tmp_path):
    """In a process of its own, from a folder of its own."""
    installed = tmp_path / "installed"
    subprocess.run([*PIP, "install", *OFFLINE, "--target", installed, wheel], check=True)
    run = subprocess.run(
        [sys.executable, "-P", "-c", SCRIPT, small.folder],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.startswith(str(installed))
    assert run.stdout.endswith("['with a', 'without', 'without']\n")
