"""What tests of several folders share: the shipped parameters, and a project of one's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


class Project:
    """A folder with a params.yaml and raw files, in which stages run as DVC runs them."""

    def __init__(self, folder):
        """Take the shipped parameters, but for the slices of the sample's messages."""
        self.folder = folder
        self.params = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
        self.table = self.params["sources"]["sample"]["spam"]["table"] | {"slices": None}
        self.params["sources"]["sample"]["spam"]["table"] = self.table

    def write(self, path, content):
        """Write bytes to a path in the folder."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(content)

    def run(self, stage, *arguments):
        """Write params.yaml and run a stage; give what it wrote to stderr, and its exit code."""
        text = yaml.safe_dump(self.params, allow_unicode=True, sort_keys=False)
        (self.folder / "params.yaml").write_text(text, encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-m", f"stages.{stage}", *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "BAKEOFF_STORE": str(self.folder / "store"),
                "OMP_NUM_THREADS": "1",
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def outputs(self):
        """Name every file that is neither raw nor params.yaml."""
        paths = (path.relative_to(self.folder) for path in self.folder.rglob("*"))
        found = [path.as_posix() for path in paths if (self.folder / path).is_file()]
        return sorted(path for path in found if not path.startswith(("data/raw/", "params.yaml")))


@pytest.fixture(scope="session")
def project_in():
    """Give a function from an empty folder to a project with the shipped parameters."""
    return Project


@pytest.fixture
def project(tmp_path):
    """Give a project of the test's own."""
    return Project(tmp_path)
