"""Inputs of reports: of every word, of a score that is better if lower, of many classes."""

import csv
import json

import pytest

from bakeoff.report.inputs import read_inputs
from tests.report.example import ALL, EMBEDDINGS, MAPS, RULE, write_example


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """Write the example once."""
    folder = tmp_path_factory.mktemp("example")
    write_example(folder, models=ALL)
    return folder


@pytest.fixture(scope="session")
def inputs(example):
    """Read the example."""
    return read_inputs(EMBEDDINGS, MAPS, RULE, example)


@pytest.fixture(scope="session")
def raw(example):
    """Read a file of the example plainly: JSON, or the lines of a table with their texts."""

    def read(name):
        path = example / "metrics" / name
        text = path.read_text(encoding="utf-8")
        return json.loads(text) if path.suffix == ".json" else [*csv.DictReader(text.splitlines())]

    return read


@pytest.fixture(scope="session")
def lower(tmp_path_factory):
    """Read an example whose verdict rests on log loss."""
    folder = tmp_path_factory.mktemp("lower")
    write_example(folder, models=ALL, metric="log_loss")
    return read_inputs(EMBEDDINGS, MAPS, RULE, folder)


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    """Read an example of 25 classes."""
    folder = tmp_path_factory.mktemp("many")
    classes = [f"class {place:02}" for place in range(25)]
    write_example(folder, models=ALL, classes=classes, metric="macro_f1")
    return read_inputs(EMBEDDINGS, MAPS, RULE, folder)
