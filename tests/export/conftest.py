"""Trained once for the tests that only read them: networks of every head, and a project."""

import pytest

from tests.export.networks import make_project, train_network


@pytest.fixture(scope="session")
def networks(tmp_path_factory):
    """Give a function from a head, whether vectors are trained, and classes to a saved network."""
    root, made = tmp_path_factory.mktemp("networks"), {}

    def find(head, trained, count):
        if (head, trained, count) not in made:
            folder = root / f"{head}_{trained}_{count}"
            made[head, trained, count] = train_network(folder, root / "data", head, trained, count)
        return made[head, trained, count]

    return find


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """Give the folder of a project."""
    folder = tmp_path_factory.mktemp("project")
    make_project(folder)
    return folder
