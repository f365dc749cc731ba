"""Adding something takes one file or one entry: what CONTRIBUTING.md shows, done in a clone."""

import csv
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
LETTERS = "data/features/letters"
NETWORK = {"kind": "encoded", "head": "dense", "fit": "train"}
MORE = {  # whatever else may be made of an encoder
    "mix": {"letters_glove": [LETTERS, "data/embeddings/glove.npz"]},
    "models": {
        "letters_dense": NETWORK | {"input": LETTERS},
        "letters_glove": NETWORK | {"input": "data/mixes/letters_glove"},
    },
    "choose": {"letters_best": ["letters", "letters_dense"]},
    "ensemble": {"letters_tfidf": ["letters", "tfidf"]},
    "project": {
        "letters": {
            **{"input": LETTERS, "points": 200, "neighbours": 5},
            **{"perplexity": 10, "iterations": 250},
        }
    },
}
COMPARED = {name for section in ("models", "choose", "ensemble") for name in MORE[section]}


@pytest.fixture(scope="module")
def extended(scratch_run):
    """Write the files and merge the entries into params.yaml, nothing else; run the pipeline."""
    for path, content in FILES:
        (scratch_run / path).parent.mkdir(parents=True, exist_ok=True)
        (scratch_run / path).write_text(content, encoding="utf-8")
    params = yaml.safe_load((scratch_run / "params.yaml").read_text(encoding="utf-8"))
    for entries in [*ENTRIES, MORE]:
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


@pytest.mark.slow
def test_just_what_was_added_runs(extended):
    """No other model is trained again."""
    _, ran = extended
    trained = ADDED | {*MORE["models"]}
    models = {f"{stage}@{name}" for stage in ("train", "learn") for name in trained}
    others = {"embed@glove_zero", "encode@letters", "mix@letters_glove", "project@letters"}
    assert ran == models | others | {"evaluate", "report"}


@pytest.mark.slow
def test_what_was_added_is_scored(extended):
    """As any other model is."""
    folder, _ = extended
    board, answer = (read_json(folder / f"metrics/{x}.json") for x in ("leaderboard", "answer"))
    assert set(board["models"]) >= ADDED | COMPARED
    assert {pair["model"] for pair in answer["against_baseline"]} >= ADDED | COMPARED
    described = {
        name: board["models"][name]["description"] for name in ("letters", "letters_glove")
    }
    assert described["letters"] == "encoder letters, frozen, logistic regression"
    assert described["letters_glove"] == "encoder letters + GloVe, frozen, dense head"
    with (folder / "metrics/learning.csv").open(encoding="utf-8") as file:
        assert {line["model"] for line in csv.DictReader(file)} >= {"letters", *MORE["models"]}


@pytest.mark.slow
def test_a_models_time_and_bytes_include_those_of_its_encoder(extended):
    """An encoder that needs no TensorFlow costs none of its memory."""
    folder, _ = extended
    encoder = read_json(folder / "metrics/costs/encode/letters.json")
    costs = read_json(folder / "metrics/costs.json")
    for name in ("letters", "letters_dense", "letters_glove", "letters_tfidf"):
        assert costs[name]["ms_thousand"] > encoder["ms_thousand"] > 0
        assert costs[name]["download_bytes"] >= encoder["source_bytes"] > 0
        assert costs[name]["build_cpu_seconds"] >= encoder["cpu_seconds"]
    networks = read_json(folder / "metrics/costs/train/letters_dense.json")
    assert encoder["peak_memory_mb"] < networks["peak_memory_mb"] / 2


@pytest.mark.slow
def test_the_report_shows_a_map_of_its_texts(extended):
    """And its scores, its curve and its costs."""
    folder, _ = extended
    drawn = read_json(folder / "data/maps/letters.json")
    assert (drawn["kind"], drawn["dimension"], len(drawn["labels"])) == ("texts", 26, 200)
    page = (folder / "report/index.html").read_text(encoding="utf-8")
    assert "letters, frozen, logistic regression" in page and "letters_glove" in page


@pytest.mark.slow
def test_it_answers_without_tensorflow_and_where_the_project_is_not(extended, tmp_path):
    """An export holds the encoder."""
    folder, _ = extended
    code = (
        "import sys, bakeoff; model = bakeoff.load(sys.argv[1], project=sys.argv[2]);"
        "print(*model.predict_proba(['Win a prize', 'see you'])[:, 1]);"
        "assert not {'tensorflow', 'keras'} & {*sys.modules}"
    )
    python = (sys.executable, "-c", code)
    expected = run(folder, *python, "letters", ".")
    export = ("export", "--model", "letters", "--out", str(tmp_path / "out"))
    run(folder, sys.executable, "-m", "bakeoff", *export)
    (folder / "data/raw/sentences").rename(tmp_path / "gone")
    try:
        assert run(folder, *python, str(tmp_path / "out"), str(tmp_path)) == expected
    finally:
        (tmp_path / "gone").rename(folder / "data/raw/sentences")
