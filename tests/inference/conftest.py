"""The small project, trained once for the tests that only read it."""

from types import SimpleNamespace

import pytest

from tests.inference.small import make_project


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Give the folder of the project and what its models gave when they were saved."""
    folder = tmp_path_factory.mktemp("project")
    return SimpleNamespace(folder=folder, finals=make_project(folder))
