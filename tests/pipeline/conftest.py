"""Two small runs of the pipeline, made once for all tests that look at them."""

import shutil
from pathlib import Path

import pytest

from tests.pipeline.project import copy_project, run

MODELS = {"tfidf", "keras", "glove_fasttext", "elmo_glove"}


def fresh_run(folder: Path) -> Path:
    """Copy the project into a folder and run it."""
    copy_project(folder, MODELS)
    run(folder, "dvc", "repro")
    return folder


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has run; do not change it."""
    return fresh_run(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def scratch_run(first_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it, in which stages may run."""
    return shutil.copytree(first_run, tmp_path_factory.mktemp("scratch") / "run", symlinks=True)


@pytest.fixture(scope="session")
def second_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in another folder."""
    return fresh_run(tmp_path_factory.mktemp("second"))
