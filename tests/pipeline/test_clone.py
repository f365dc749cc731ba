"""What a fresh clone shows before anything is run: the results that are kept in Git."""

import json

import pytest

from checks.runs import clone
from tests.pipeline.project import run
from tests.pipeline.test_graph import GRAPH


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Clone the last commit."""
    return clone(tmp_path_factory.mktemp("clone") / "project")


def test_metrics_are_shown(fresh):
    """The score of the verdict, one per model."""
    scores = json.loads(run(fresh, "dvc", "metrics", "show", "--json"))[""]["data"]
    assert scores["metrics/scores.json"]["data"]["tfidf"] > 0.5


def test_all_plots_are_drawn(fresh):
    """One file that is not there could keep DVC from drawing any."""
    printed = run(fresh, "dvc", "plots", "show")
    page = (fresh / "dvc_plots/index.html").read_text(encoding="utf-8")
    assert "failed" not in printed and page.count("vegaEmbed(") == len(GRAPH["plots"])
