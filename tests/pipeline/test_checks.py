"""Runs that are killed, and outputs that are compared."""

import random

import pytest
import yaml

from bakeoff.files import write_json
from checks.runs import Began, Run, differing, hash_outputs
from checks.torture import draw, kill_at
from checks.verify import far_scores
from tests.pipeline.conftest import MODELS
from tests.pipeline.project import copy_project, run


def test_what_time_decides_is_not_compared(tmp_path):
    """Everything else is, also a file that one run alone has."""
    for name in ("one", "other"):
        write_json(tmp_path / name / "metrics/costs/keras.json", {"seconds": name})
        write_json(tmp_path / name / "metrics/environment.json", [name])
        write_json(tmp_path / name / "metrics/data.json", {"rows": 3})
        write_json(tmp_path / name / f"data/{name}.json", {})
        write_json(tmp_path / name / "models/keras.json", name)
    one, other = (hash_outputs(tmp_path / name) for name in ("one", "other"))
    assert differing(one, other) == ["data/one.json", "data/other.json", "models/keras.json"]


def test_scores_of_another_machine_may_be_near(tmp_path):
    """Within .002; one that is missing is far."""
    for name, scores in {"one": {"f1": 0.9, "mcc": 0.5, "x": 0.1}, "other": {"f1": 0.9019}}.items():
        write_json(tmp_path / name / "metrics/test/keras.json", {"mcc": 0.5021} | scores)
    assert far_scores(tmp_path / "one", tmp_path / "other") == ["keras: mcc", "keras: x"]


def test_moments_are_drawn_from_the_whole_timeline():
    """Each is some seconds into the stage that ran then."""
    timeline = [Began("download", 2.0), Began("train", 12.0)]
    moments = draw(timeline, 32.0, kills=500, seed=1)
    assert 100 < sum(moment.stage == "download" for moment in moments) < 250
    assert max(moment.at for moment in moments if moment.stage == "download") < 10
    assert moments == draw(timeline, 32.0, kills=500, seed=1)


@pytest.fixture
def waiting(tmp_path):
    """Make a project of two stages; the second one never ends."""
    stages = {"first": {"cmd": "true"}, "second": {"cmd": "sleep 600"}}
    (tmp_path / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}), encoding="utf-8")
    run(tmp_path, "dvc", "init", "--quiet", "--no-scm")
    return tmp_path


def test_a_run_that_had_ended_is_not_killed(waiting):
    """Nor is that an error."""
    (waiting / "dvc.yaml").write_text("stages: {first: {cmd: 'true'}}", encoding="utf-8")
    with Run(waiting) as its:
        assert [began.stage for began in its.finish()] == ["first"]
        assert not its.kill()


def test_a_run_is_killed_in_a_later_stage_if_its_own_begins_no_more(waiting):
    """Else no other kill would land."""
    run(waiting, "dvc", "repro", "first")
    assert kill_at(waiting, Began("first", 0.1), ["first", "second"])


def test_a_check_that_is_stopped_leaves_no_run_behind(waiting):
    """It would go on in a folder that is being removed."""
    with pytest.raises(KeyboardInterrupt), Run(waiting) as its:
        assert "second" in (began.stage for began in its.stages())
        raise KeyboardInterrupt
    assert its.process.returncode == -9


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(first_run, second_run):
    """Metrics, matrices, predictions, models: all of it."""
    assert differing(hash_outputs(first_run), hash_outputs(second_run)) == []


@pytest.mark.slow
def test_a_run_that_is_killed_ends_as_any_other(first_run, tmp_path):
    """Three times, in stages far from one another; only `dvc repro` is called after it."""
    folder = copy_project(tmp_path / "tortured", MODELS)
    generator = random.Random()
    stages = ["download@elmo", "train@keras", "evaluate"]
    moments = [Began(stage, generator.uniform(0, 8)) for stage in stages]
    landed = []
    for moment in moments:
        landed.append(kill_at(folder, moment, stages))
    with Run(folder) as its:
        its.finish()
    assert any(landed)
    assert differing(hash_outputs(first_run), hash_outputs(folder)) == [], moments
