"""Where the tests of vectors put their files."""

import pytest

from tests.vectors.files import pack


@pytest.fixture
def file(tmp_path):
    """Give a function that writes a file of vectors and gives its path."""
    return lambda content, packing="plain": pack(tmp_path / "vectors", content, packing)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """Give the path of one file, written anew for each example that Hypothesis makes."""
    return tmp_path_factory.mktemp("scratch") / "vectors"
