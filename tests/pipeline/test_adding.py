"""Adding something takes one file or one entry: what CONTRIBUTING.md shows, done in a clone."""

import re
import sys

import pytest
import yaml

from bakeoff.core.files import read_json
from tests.conftest import ROOT
from tests.pipeline.project import run, stages_run

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = re.findall(r"```python\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)
ENTRIES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
ADDED = {"zero_cnn", "glove_mean", "hashed", "letters"}


@pytest.fixture(scope="module")
def extended(scratch_run):
    """Write the files and merge the entries into params.yaml, nothing else; run the pipeline."""
    for path, content in FILES:
        (scratch_run / path).parent.mkdir(parents=True, exist_ok=True)
        (scratch_run / path).write_text(content, encoding="utf-8")
    params = yaml.safe_load((scratch_run / "params.yaml").read_text(encoding="utf-8"))
    for entries in ENTRIES:
        for section, added in entries.items():
            params[section] |= added
    text = yaml.safe_dump(params, sort_keys=False, allow_unicode=True)
    (scratch_run / "params.yaml").write_text(text, encoding="utf-8")
    run(scratch_run, sys.executable, "-m", "bakeoff", "check")
    return scratch_run, stages_run(run(scratch_run, "dvc", "repro"))


def test_the_page_shows_one_of_each():
    """An embedding, models, a head, a kind of model, a kind of encoder."""
    assert [path for path, _ in FILES] == [
        "bakeoff/models/heads/mean.py",
        "bakeoff/models/hashed.py",
        "bakeoff/encoders/letters/encoder.py",
    ]
    assert {name for entries in ENTRIES for name in entries.get("models", {})} == ADDED


def test_just_what_was_added_runs(extended):
    """No other model is trained again."""
    _, ran = extended
    models = {f"{stage}@{name}" for stage in ("train", "learn") for name in ADDED}
    assert ran == models | {"embed@glove_zero", "encode@letters", "evaluate", "report"}


def test_what_was_added_is_scored(extended):
    """As any other model is."""
    folder, _ = extended
    board = read_json(folder / "metrics/leaderboard.json")
    assert set(board["models"]) >= ADDED
    assert read_json(folder / "metrics/costs/encode/letters.json")["ms_one"] >= 0
