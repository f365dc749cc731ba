"""A model that is removed, and sections without entries, in a run from the texts to the page."""

import re
import sys

import pytest
import yaml

from tests.pipeline.project import copy_project, edit_params, run, stages_run

pytestmark = pytest.mark.slow
BAG = re.compile(r"\bbag\b")
EMPTY = ("embed", "pretrain", "encode", "mix", "choose", "ensemble", "project")
UNUSED = {f"sources.{name}": None for name in ("glove", "word2vec", "fasttext", "sentences")}


@pytest.fixture(scope="module")
def removed(tmp_path_factory):
    """Run two linear models without vectors; remove one, and run again as `make repro` does."""
    folder = copy_project(tmp_path_factory.mktemp("removed") / "project", {"bag", "tfidf"})
    edit_params(folder, UNUSED | {section: {} for section in EMPTY} | {"learn.smallest": 200})
    run(folder, "dvc", "repro")
    assert (folder / "models/bag").is_dir() and "bag" in page(folder)
    edit_params(folder, {"models.bag": None})
    run(folder, sys.executable, "-m", "bakeoff", "check", "--tidy")
    run(folder, "dvc", "repro")
    return folder


def page(folder):
    """Read the report."""
    return (folder / "report/index.html").read_text(encoding="utf-8")


def test_empty_sections_lead_to_the_page(removed):
    """No matrix, encoder, mix, group or map."""
    assert "tfidf" in page(removed)
    assert sorted(path.name for path in (removed / "data/raw").iterdir()) == ["spam"]


def test_a_removed_model_is_in_no_output(removed):
    """Its files are gone, and results, page and dvc.lock name it no more."""
    tracked = [removed / name for name in ("data", "metrics", "models")]
    named = [path for folder in tracked for path in folder.rglob("bag*")]
    assert named == []
    for path in ("dvc.lock", "metrics/answer.json", "metrics/learning.csv", "metrics/costs.json"):
        assert not BAG.search((removed / path).read_text(encoding="utf-8"))
    assert ">bag<" not in page(removed)
    assert "bag" not in run(removed, "dvc", "metrics", "show")


def test_a_model_that_returns_is_not_trained_again(removed):
    """DVC's cache has it, with the small files that DVC alone would have lost."""
    committed = yaml.safe_load(run(removed, "git", "show", "HEAD:params.yaml"))
    edit_params(removed, {"models.bag": committed["models"]["bag"]})
    assert stages_run(run(removed, "dvc", "repro")) <= {"evaluate", "report"}
    assert (removed / "metrics/training/bag.json").is_file()


def test_leftovers_that_stay_change_no_result(removed):
    """`dvc repro` alone removes nothing, and takes up nothing that params.yaml does not name."""
    before = (removed / "metrics/answer.json").read_bytes()
    edit_params(removed, {"models.bag": None})
    run(removed, "dvc", "repro")
    assert (removed / "models/bag").is_dir()
    assert "bag" not in run(removed, "dvc", "metrics", "show") and ">bag<" not in page(removed)
    assert (removed / "metrics/answer.json").read_bytes() != before
