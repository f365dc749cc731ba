"""Runs that are killed, and outputs that are compared."""

import random

import pytest

from bakeoff.files import write_json
from checks.runs import Began, Run, differing, hash_outputs
from checks.torture import draw, kill_at
from checks.verify import far_scores
from tests.pipeline.conftest import MODELS
from tests.pipeline.project import copy_project


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


@pytest.mark.slow
def test_a_run_that_is_killed_ends_as_any_other(first_run, tmp_path):
    """Three times, in stages far from one another; only `dvc repro` is called after it."""
    folder = copy_project(tmp_path / "tortured", MODELS)
    generator = random.Random()
    stages = ["download@elmo", "train@keras", "evaluate"]
    moments = [Began(stage, generator.uniform(0, 8)) for stage in stages]
    landed = [kill_at(folder, moment) for moment in moments]
    Run(folder).finish()
    assert any(landed)
    assert differing(hash_outputs(first_run), hash_outputs(folder)) == [], moments
