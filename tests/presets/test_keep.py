"""Models that are kept, with all that they need and no more."""

import copy
from pathlib import Path

import pytest

from bakeoff.checking.check import find_errors
from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.presets.keep import keep_models
from tests.conftest import ROOT

SAMPLE = read_yaml(ROOT / "presets/sample.yaml")


def kept(*names):
    """Keep some models of the sample; the result passes the check."""
    params = copy.deepcopy(SAMPLE)
    keep_models(params, [*names])
    assert find_errors(params) == []
    return params


@pytest.mark.parametrize("name", [*SAMPLE["models"], *SAMPLE["choose"], *SAMPLE["ensemble"]])
def test_each_model_can_stand_alone(name):
    """With a baseline that is there."""
    params = kept(name)
    assert params["evaluate"]["baseline"] in params["models"]


def test_what_only_removed_models_need_is_removed():
    """Sources, matrices, encoders, mixes, choices, ensembles and maps."""
    params = kept("tfidf", "glove_fasttext")
    assert [*params["models"]] == ["tfidf", "glove_fasttext"]
    assert [*params["sources"]] == ["spam", "glove", "fasttext"]
    assert [*params["embed"]] == ["glove", "fasttext"]
    assert [*params["mix"]] == ["glove_fasttext"]
    assert [*params["project"]] == ["glove", "fasttext", "glove_fasttext"]
    assert not any(params[section] for section in ("pretrain", "encode", "choose", "ensemble"))


def test_a_linear_model_needs_no_vectors():
    """Only the texts."""
    params = kept("bag")
    assert [*params["sources"]] == ["spam"] and params["evaluate"]["baseline"] == "bag"
    assert not any(params[section] for section in ("embed", "mix", "project"))


def test_own_files_stay():
    """All of them: `prepare` reads their folder."""
    params = copy.deepcopy(SAMPLE)
    params["files"] = {"wild": "wild.csv", "test": "test.csv"}
    params["prepare"]["input"] = "data/texts"
    keep_models(params, ["bag"])
    assert {*params["files"]} == {"wild", "test"} and params["sources"] == {}


def test_an_ensemble_stands_for_its_members():
    """And stays itself."""
    params = kept("tfidf_vectors")
    assert [*params["models"]] == ["tfidf", "word2vec", "fasttext"]
    assert [*params["ensemble"]] == ["tfidf_vectors"] and not params["choose"]


def test_models_with_slow_curves_are_those_that_remain():
    """`learn.also` names models too."""
    params = copy.deepcopy(SAMPLE)
    params["learn"]["also"] = ["keras", "glove_tuned"]
    keep_models(params, ["keras", "tfidf"])
    assert params["learn"]["also"] == ["keras"]


@pytest.mark.parametrize("name", ["$(touch canary)", "x; touch canary", "../x", "glowe", ""])
def test_an_unknown_name_is_one_line(tmp_path, monkeypatch, name):
    """With the closest one; no shell reads it."""
    monkeypatch.chdir(tmp_path)
    hint = r"; did you mean glove\?" if name == "glowe" else ""
    with pytest.raises(BakeoffError, match=f"^--models: expected one of bag, .*{hint}$"):
        keep_models(copy.deepcopy(SAMPLE), [name])
    assert not Path("canary").exists()


def test_no_name_is_refused():
    """`--models ,` would remove everything."""
    with pytest.raises(BakeoffError, match=r"^--models: expected names"):
        keep_models(copy.deepcopy(SAMPLE), [])
