"""Figures that are committed: which they are, and how documents show them."""

import json
from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import write_json, write_text
from bakeoff.figures import (
    curve_columns,
    describe,
    keep_figures,
    load_figures,
    published_columns,
    summarize,
)
from tests.conftest import ROOT
from tests.evaluation.test_board import ANSWER, BOARD

CURVES = "model,labels,draw,f1,macro_f1,accuracy,pr_auc,log_loss\n"
POINTS = "tfidf,25,1,0.5,,,0.75,\ntfidf,25,2,0.25,,,,\nglove,25,1,,,,,\nglove,50,1,0.8,,,0.9,\n"
PUBLISHED = "system,accuracy,f1,texts,source\nCNN,0.930,,ten folds,Kim (2014)\n"
KEPT = {"answer.json", "leaderboard.json", "learning.csv"}


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Write the results of a run, keep its figures and give the project's folder."""
    run, root = tmp_path / "run", tmp_path / "root"
    write_json(run / "metrics/answer.json", ANSWER)
    write_json(run / "metrics/leaderboard.json", BOARD | {"preset": "sms"})
    write_json(run / "metrics/errors.json", {"all_wrong": {"texts": ["a text of the data"]}})
    write_text(run / "metrics/learning.csv", CURVES + POINTS)
    write_text(root / "docs/results/sms/published.csv", PUBLISHED)
    monkeypatch.chdir(root)
    keep_figures("sms", run)
    return root


def test_figures_are_kept_and_texts_are_not(kept):
    """What others published stays beside them."""
    assert {path.name for path in Path("docs/results/sms").iterdir()} == {*KEPT, "published.csv"}


@pytest.mark.parametrize("folder", [path.parent for path in ROOT.glob("docs/results/*/*.json")])
def test_no_committed_file_of_results_may_hold_texts(folder):
    """The names of files say what they hold."""
    assert {path.name for path in folder.iterdir()} <= {*KEPT, "published.csv"}


def test_a_page_has_the_answer_the_pairs_the_curves_and_published_scores(kept):
    """The summary has the recommendation and the leaderboard."""
    figures = load_figures("sms", kept)
    page, summary = describe(figures), summarize(figures)
    for part in ("**Use tfidf.**", "All pairs", "F1 by number of labels", "Kim (2014)"):
        assert part in page
    assert summary.startswith("**Use tfidf.**\n\n| model | F1 |") and "All pairs" not in summary


def test_a_curve_is_the_mean_of_the_draws_that_have_the_score(kept):
    """A dash where none has."""
    columns = curve_columns(load_figures("sms", kept).curves, "f1")
    assert columns == [["model", "tfidf", "glove"], ["25", "0.375", "-"], ["50", "-", "0.800"]]


def test_published_scores_stand_above_ours_with_their_source(kept):
    """F1 that nobody published is a dash."""
    rows = [*zip(*published_columns(load_figures("sms", kept)), strict=True)]
    assert rows[1] == ("CNN", "0.930", "-", "ten folds", "Kim (2014)")
    assert rows[2] == ("glove", "0.980", "0.912", "1,000 texts, folds", "here")


def test_a_preset_that_has_not_run_has_no_figures(kept):
    """Nor has one of which a file is missing."""
    assert load_figures("subj", kept) is None
    Path("docs/results/sms/answer.json").unlink()
    assert load_figures("sms", kept) is None


def test_figures_of_another_preset_are_refused(kept):
    """Such as those of a run in metrics/ that was not the sample's."""
    path = Path("docs/results/sms/leaderboard.json")
    path.write_text(json.dumps(BOARD), encoding="utf-8")
    with pytest.raises(BakeoffError, match="expected results of the preset sms, got sample"):
        load_figures("sms", kept)


def test_a_preset_without_curves_says_so(kept):
    """In place of the tables."""
    write_text(Path("docs/results/sms/learning.csv"), CURVES)
    assert "no label curves" in describe(load_figures("sms", kept))
