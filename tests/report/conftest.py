"""Inputs of a report that lacks nothing."""

import pytest

from bakeoff.report.inputs import read_inputs
from tests.report.example import EMBEDDINGS, MAPS, write_example


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """Write the example once."""
    folder = tmp_path_factory.mktemp("example")
    write_example(folder)
    return folder


@pytest.fixture(scope="session")
def inputs(example):
    """Read the example."""
    return read_inputs(EMBEDDINGS, MAPS, example)
