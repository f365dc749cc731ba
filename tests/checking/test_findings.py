"""All errors of params.yaml together, in the order of the file."""

import json
import subprocess
import sys

import pytest

from bakeoff.checking.check import find_errors
from bakeoff.checking.findings import position
from tests.checking.test_check import GONE, ROOT, SAMPLE, wrong


def keys(params):
    """Check parameters; give the keys of the errors."""
    lines = find_errors(params)
    assert all(line.startswith("params.yaml: ") and line.isprintable() for line in lines)
    return [line.removeprefix("params.yaml: ").partition(": ")[0] for line in lines]


def test_errors_of_all_sections_are_found_in_the_order_of_the_file():
    """None hides another: shape, kinds, names and inputs are checked in one go."""
    params = wrong("evaluate.baseline", "bayes")
    params["models"]["bag"]["min_count"] = 0
    params["models"]["keras"]["kind"] = "lstm"
    params["embed"]["glove"]["source"] = "use"
    params["prepare"]["split"] = params["prepare"]["folds"] = "random"
    params["sources"]["glove"]["layout"] = "elmo"
    params["train"]["epoch"] = 4
    assert keys(params) == [
        *("sources.glove.layout", "prepare.split", "prepare.folds", "embed.glove.source"),
        *("train.epoch", "models.bag.min_count", "models.keras.kind", "evaluate.baseline"),
    ]


@pytest.mark.parametrize("section", [key for key in SAMPLE if key not in ("train", "lbfgs")])
@pytest.mark.parametrize("value", [GONE, None, 3])
def test_a_section_that_cannot_be_read_is_one_error(section, value):
    """What names its entries is not held against it."""
    assert keys(wrong(section, value)) == [section]


@pytest.mark.parametrize("section", ["sources", "embed", "encode", "mix", "models"])
def test_a_wrong_entry_is_one_error(section):
    """Others may name it all the same."""
    for name in SAMPLE[section]:
        assert {".".join(key.split(".")[:2]) for key in keys(wrong(f"{section}.{name}", 3))} == {
            f"{section}.{name}"
        }


def test_a_name_that_is_nearly_right_is_told():
    """Of a model, and of a key."""
    params = wrong("evaluate.baseline", "tfidf_word")
    params["train"]["epoch"] = 4
    epoch, baseline = find_errors(params)
    assert baseline.endswith("got 'tfidf_word'; did you mean tfidf_words?")
    assert epoch.endswith("epoch: there is no such key; did you mean epochs? Correct or remove it")


def test_a_key_has_the_place_that_it_has_in_the_file():
    """Also names with dots, places in lists, and what is missing."""
    params = {"a": {"b": 1, "b.c": [1, 2]}, "d": 1}
    assert position(params, "a.b: wrong") == (0, 0)
    assert position(params, "a.b.c.1: wrong") == (0, 1, 1)
    assert position(params, "a.x: missing") == (0, 2)
    assert position(params, "e: missing") == (2,)


def test_the_command_shows_twenty_errors_and_counts_them_all(project):
    """A line each."""
    for name in range(30):
        project.params["models"][f"m{name}"] = SAMPLE["models"]["bag"] | {"head": "x"}
    project.write("params.yaml", json.dumps(project.params).encode())
    done = subprocess.run(
        [sys.executable, "-m", "bakeoff", "check"],
        cwd=project.folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    *lines, last = done.stderr.splitlines()
    assert done.returncode == 1 and len(lines) == 20
    assert all(line.startswith("error: params.yaml: models.m") for line in lines)
    assert last == "error: 30 errors, the first 20 are above; correct them, then run this again"
