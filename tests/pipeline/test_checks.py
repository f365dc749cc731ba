"""Runs that are killed, what that leaves half-written, and the comparison of outputs."""

import random

import pytest
import yaml

from bakeoff.core.files import write_json
from checks.runs import Began, Run, differing, hash_outputs
from checks.torture import RWLOCK, draw, kill_at, repair
from checks.verify import far_scores
from tests.pipeline.conftest import MODELS
from tests.pipeline.project import copy_project, run


def test_what_depends_on_time_is_not_compared(tmp_path):
    """Everything else is, also a file that only one run has."""
    for name in ("first", "second"):
        write_json(tmp_path / name / "metrics/costs/keras.json", {"seconds": name})
        write_json(tmp_path / name / "metrics/environment.json", [name])
        write_json(tmp_path / name / "metrics/data.json", {"rows": 3})
        write_json(tmp_path / name / f"data/{name}.json", {})
        write_json(tmp_path / name / "models/keras.json", name)
    first, second = (hash_outputs(tmp_path / name) for name in ("first", "second"))
    assert differing(first, second) == ["data/first.json", "data/second.json", "models/keras.json"]


def test_scores_of_another_machine_may_be_near(tmp_path):
    """Within .002; one that is missing is far."""
    folders = tmp_path / "first", tmp_path / "second"
    scores = {"f1": 0.9, "mcc": 0.5, "x": 0.1}, {"f1": 0.9019, "mcc": 0.5021}
    for folder, values in zip(folders, scores, strict=True):
        board = {"models": {"keras": {"mean": values}}}
        write_json(folder / "metrics/leaderboard.json", board)
    assert far_scores(*folders) == ["keras: mcc", "keras: x"]


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
    with Run(waiting) as running:
        assert [began.stage for began in running.finish()] == ["first"]
        assert not running.kill()


def test_a_run_is_killed_in_a_later_stage_if_its_own_has_finished(waiting):
    """Otherwise no later kill would land."""
    run(waiting, "dvc", "repro", "first")
    assert kill_at(waiting, Began("first", 0.1), ["first", "second"])


def test_a_check_that_is_stopped_leaves_no_run_behind(waiting):
    """It would keep running in a folder that is being removed."""
    with pytest.raises(KeyboardInterrupt), Run(waiting) as running:
        assert "second" in (began.stage for began in running.stages())
        raise KeyboardInterrupt
    assert running.process.returncode == -9


def test_half_written_locks_are_repaired(waiting):
    """dvc.lock comes from Git, or is removed if Git has none; DVC's list of locks is removed."""
    lock, rwlock = waiting / "dvc.lock", waiting / RWLOCK
    run(waiting, "dvc", "repro", "first")
    assert not repair(waiting)
    whole = lock.read_bytes()
    for _ in range(2):
        lock.write_bytes(whole[:-20] + b"\n  x")
        rwlock.write_text('{"write": {', encoding="utf-8")
        assert repair(waiting) and not rwlock.exists()
        assert not lock.exists() or lock.read_bytes() == whole
        run(waiting, "dvc", "repro", "first")
        for command in (["init", "-q"], ["add", "dvc.lock"]):
            run(waiting, "git", *command)
    assert lock.read_bytes() == whole


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(first_run, second_run):
    """Metrics, matrices, predictions, models: all of it."""
    assert differing(hash_outputs(first_run), hash_outputs(second_run)) == []


@pytest.mark.slow
def test_a_run_that_is_killed_ends_as_any_other(first_run, tmp_path):
    """Three times, in stages far from each other; `dvc repro` is run again, after a repair."""
    folder = copy_project(tmp_path / "tortured", MODELS)
    generator = random.Random()
    stages = ["pretrain@elmo", "train@keras", "evaluate"]
    moments = [Began(stage, generator.uniform(0, 8)) for stage in stages]
    landed = []
    for moment in moments:
        landed.append(kill_at(folder, moment, stages))
        repair(folder)
    with Run(folder) as last:
        last.finish()
    assert any(landed)
    assert differing(hash_outputs(first_run), hash_outputs(folder)) == [], moments
