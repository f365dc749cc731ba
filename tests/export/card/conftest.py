"""The metrics of a run, for all tests of the card."""

import pytest

from tests.export.networks import write_metrics


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write the metrics once."""
    root = tmp_path_factory.mktemp("metrics")
    write_metrics(root)
    return root
