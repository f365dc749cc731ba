"""The stage that pretrains a biLM on a text of one's own."""

import csv
import json

import pytest

from tests.encoders.tiny import grammar, options, settings


@pytest.fixture
def mine(project):
    """Describe the pretraining of `mine`; give the project, without its text."""
    small = settings(options=options(layers=1), held_out=0.2)
    project.params["pretrain"] = {"mine": small | {"text": "data/mine.txt"}}
    return project


def test_a_text_becomes_a_bilm_in_both_forms(mine):
    """With its options and its perplexities; nothing else is left."""
    lines = [" ".join(sentence) for sentence in grammar(60)]
    mine.write("data/mine.txt", "\n".join(lines).encode())
    done = mine.run("pretrain", "mine")
    assert done.returncode == 0 and "mine: perplexity " in done.stderr, done.stderr
    folder = mine.folder / "data" / "bilm"
    assert [path.name for path in folder.iterdir()] == ["mine"]
    names = {path.name for path in (folder / "mine").iterdir()}
    assert names == {"options.json", "weights.hdf5", "module", "perplexity.csv"}
    written = json.loads((folder / "mine" / "options.json").read_text(encoding="utf-8"))
    assert written["lstm"] == options(layers=1)["lstm"]
    with (folder / "mine" / "perplexity.csv").open(encoding="utf-8", newline="") as file:
        assert [row["model"] for row in csv.DictReader(file)] == ["forward", "backward", "unigram"]


def test_an_empty_text_is_refused(mine):
    """In one line that names it; nothing is written."""
    mine.write("data/mine.txt", b"\n\n")
    done = mine.run("pretrain", "mine")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    last = done.stderr.rstrip("\n").split("\n")[-1]
    assert last == "error: data/mine.txt: expected one sentence per line, got no sentence"
    assert mine.outputs() == ["data/mine.txt"]


def test_an_unknown_entry_is_refused(mine):
    """With the names of those that exist."""
    done = mine.run("pretrain", "yours")
    assert done.returncode == 1 and "no entry 'yours'; expected one of ['mine']" in done.stderr
