"""What dvc.yaml declares for a stage is resolved as DVC resolves it, and the rest is cut off."""

import json
from pathlib import Path

import pytest
from dvc.dependency.param import ParamsDependency
from dvc.repo import Repo

from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import declared, entries_of, fill, prune, read_yaml

ROOT = Path(__file__).resolve().parents[2]
GRAPH = read_yaml(ROOT / "dvc.yaml")
SAMPLE = read_yaml(ROOT / "presets/sample.yaml")
# names that YAML, or a path, could take for something else
NAMES = ["1", "007", "1e3", "true", "null", "_", "a-b_C", "0x1f"]
PARAMS = SAMPLE | {
    section: SAMPLE[section] | dict.fromkeys(NAMES, next(iter(SAMPLE[section].values())))
    for section in ("sources", "embed", "encode", "mix", "models", "project")
}


@pytest.fixture(scope="module")
def dvc_stages(tmp_path_factory):
    """Let DVC resolve the graph; give its stages, by `train@glove`."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "dvc.yaml").write_bytes((ROOT / "dvc.yaml").read_bytes())
    (folder / "params.yaml").write_text(json.dumps(PARAMS), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DVC_SITE_CACHE_DIR", str(folder / "site"))
        with Repo.init(folder, no_scm=True) as repo:
            yield {stage.name: stage for stage in repo.index.stages}


def instances():
    """Name every stage with each of its entries."""
    for stage, described in GRAPH["stages"].items():
        for entry in entries_of(described, PARAMS) if "foreach" in described else [None]:
            yield stage, entry


def dvc_name(stage, entry):
    """Give the name that DVC has for an entry of a stage."""
    return stage if entry is None else f"{stage}@{entry}"


def test_every_entry_of_a_stage_is_a_stage_of_dvc(dvc_stages):
    """No more, no fewer."""
    names = [dvc_name(*instance) for instance in instances()]
    assert sorted(names) == sorted(dvc_stages) and len(names) > 100


def test_the_declared_keys_and_their_values_are_those_of_dvc(dvc_stages):
    """For every entry of every stage; a key that DVC finds is found here, with the same value."""
    for stage, entry in instances():
        (found,) = [
            dep
            for dep in dvc_stages[dvc_name(stage, entry)].deps
            if isinstance(dep, ParamsDependency)
        ] or [None]
        keys = declared(GRAPH, PARAMS, stage, entry)
        assert sorted(keys) == sorted(found.params if found else [])
        kept = prune(PARAMS, keys)
        for key, value in (found.read_params() if found else {}).items():
            inner = kept
            for step in key.split("."):
                inner = inner[step]
            assert inner == value


def test_the_filled_paths_are_those_of_dvc(dvc_stages):
    """Of deps and outs: `${key}`, `${item.input}`, `${item[0]}`, `${prepare.input}`."""
    for stage, entry in instances():
        described = GRAPH["stages"][stage]
        values = PARAMS
        if entry is not None:
            values = PARAMS | {"key": entry, "item": entries_of(described, PARAMS)[entry]}
        described = described.get("do", described)
        found = dvc_stages[dvc_name(stage, entry)]
        deps = {dep.def_path for dep in found.deps if not isinstance(dep, ParamsDependency)}
        assert {fill(path, values) for path in described["deps"]} == deps
        outs = [out if isinstance(out, str) else next(iter(out)) for out in described["outs"]]
        assert {fill(path, values) for path in outs} == {out.def_path for out in found.outs}


def test_a_linear_model_declares_nothing_of_the_networks():
    """Other epochs of `train` do not run it again."""
    for stage in ("train", "learn"):
        keys = declared(GRAPH, SAMPLE, stage, "tfidf")
        assert "runtime.lbfgs" in keys and "models.tfidf" in keys
        assert not [key for key in keys if key.startswith(("train", "runtime.train"))]


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ([], {}),
        (["b"], {"b": {"c": 2, "d": {"e": None}}}),
        (["b.c"], {"b": {"c": 2}}),
        (["b.d.e", "a"], {"b": {"d": {"e": None}}, "a": [1]}),
        (["b.d", "b.c"], {"b": {"c": 2, "d": {"e": None}}}),
        (["b", "b.c"], {"b": {"c": 2, "d": {"e": None}}}),
        (["a.x"], {"a": [1]}),  # no mapping: whoever reads it says what was expected
    ],
)
def test_the_declared_keys_are_kept(keys, kept):
    """And what is below them."""
    params = {"a": [1], "b": {"c": 2, "d": {"e": None}}, "x": 3}
    assert prune(params, keys) == kept


@pytest.mark.parametrize(
    ("key", "missing"), [("y", "y"), ("y.z", "y"), ("b.y", "b.y"), ("b.d.y.z", "b.d.y")]
)
def test_a_declared_key_that_is_missing_is_named(key, missing):
    """A stage without it would fail later."""
    with pytest.raises(BakeoffError, match=f"^params.yaml: {missing}: this key is missing$"):
        prune({"b": {"c": 2, "d": {"e": None}}}, ["b.c", key])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"models": None}, "models: expected a mapping of entries, got None"),
        ({"models": "glove"}, "models: expected a mapping of entries, got 'glove'"),
        ({"models": ["glove"]}, "models: expected a mapping of entries, got ['glove']"),
        ({"models": {"keras": {}}}, "models: there is no entry 'glove'; expected one of ['keras']"),
        ({"models": {"glove": {}}}, "models.glove.fit: this key is missing"),
        ({"models": {"glove": "train"}}, "models.glove.fit: this key is missing"),
        ({"models": {"glove": [1]}}, "models.glove.fit: this key is missing"),
    ],
)
def test_parameters_that_cannot_be_resolved_are_refused(changes, expected):
    """A stage is not run on a guess."""
    with pytest.raises(BakeoffError) as caught:
        declared(GRAPH, SAMPLE | changes, "train", "glove")
    assert str(caught.value) == f"params.yaml: {expected}"
