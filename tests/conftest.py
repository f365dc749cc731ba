"""What tests of several folders share: parameters, a store, and a project of one's own."""

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


class Plain(yaml.SafeDumper):
    """Writes a value that stands at several places out at each."""

    def ignore_aliases(self, data):
        """Do so."""
        return True


class Project:
    """A folder with a params.yaml and raw files, in which stages run as DVC runs them."""

    def __init__(self, folder):
        """Take the graph and the sample's parameters, but for the slices of its texts."""
        self.folder = folder
        self.graph = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))
        self.params = yaml.safe_load((ROOT / "presets/sample.yaml").read_text(encoding="utf-8"))
        self.table = self.params["prepare"]["table"]
        self.table["slices"] = None

    def write(self, path, content):
        """Write bytes to a path in the folder."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(content)

    def start(self, stage, *arguments, before=()):
        """Write params.yaml and dvc.yaml, and start a stage in a process group of its own.

        Args:
            stage: its name.
            arguments: of the stage.
            before: a command that runs the stage.
        """
        for name, value in (("params.yaml", self.params), ("dvc.yaml", self.graph)):
            text = yaml.dump(value, Dumper=Plain, allow_unicode=True, sort_keys=False)
            (self.folder / name).write_text(text, encoding="utf-8")
        return subprocess.Popen(
            [*before, sys.executable, "-m", f"stages.{stage}", *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "BAKEOFF_STORE": str(self.folder / "store"),
                "OMP_NUM_THREADS": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, stage, *arguments, before=()):
        """Run a stage; give what it wrote to stdout and stderr, and its exit code."""
        with self.start(stage, *arguments, before=before) as process:
            printed = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, *printed)

    def outputs(self):
        """Name every file that is neither raw, nor params.yaml, nor dvc.yaml."""
        paths = (path.relative_to(self.folder) for path in self.folder.rglob("*"))
        found = [path.as_posix() for path in paths if (self.folder / path).is_file()]
        return sorted(
            path for path in found if not path.startswith(("data/raw/", "params.yaml", "dvc.yaml"))
        )


@pytest.fixture(scope="session", autouse=True)
def store_of_tests(tmp_path_factory):
    """Keep what tests download and trust apart from the user's store; DVC sends no statistics."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_STORE", str(tmp_path_factory.mktemp("store")))
        patch.setenv("DVC_NO_ANALYTICS", "1")
        yield


@pytest.fixture(scope="session")
def project_in():
    """Give a function from an empty folder to a project with the shipped parameters."""
    return Project


@pytest.fixture
def project(tmp_path):
    """Give a project of the test's own."""
    return Project(tmp_path)
