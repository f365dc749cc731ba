"""The sample's biLM: the shipped settings, cut down, give both forms; and the same bytes again."""

import csv
import json
import os
import subprocess
import sys

import pytest
import yaml

from tests.elmo.tiny import ROOT, contents

SCRIPT = """
import sys
from pathlib import Path
from bakeoff.runtime import limit_threads, set_up_tensorflow
limit_threads(1)
set_up_tensorflow(1, onednn=True)
from bakeoff.params.sources import MadeBilm
from bakeoff.sources.sample.bilm import write_bilm
write_bilm(Path(sys.argv[1]), MadeBilm.model_validate_json(sys.argv[2]))
"""


def small():
    """Cut the shipped settings down: few sentences, one epoch, one small layer."""
    text = (ROOT / "params.yaml").read_text(encoding="utf-8")
    shipped = yaml.safe_load(text)["sources"]["sample"]["elmo"]
    options = shipped["options"]
    options["char_cnn"]["filters"] = [[1, 4], [2, 8]]
    options["lstm"] |= {"dim": 8, "projection_dim": 4, "n_layers": 1}
    return shipped | {"sentences": 200, "epochs": 1, "samples": 64, "batch_tokens": 400}


def write_in_a_process(folder, hash_seed):
    """Write it in a process of its own, which orders sets by a seed."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, str(folder), json.dumps(small())]
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def elmo(tmp_path_factory):
    """Write it; give its folder."""
    folder = tmp_path_factory.mktemp("sample") / "elmo"
    write_in_a_process(folder, "1")
    return folder


def test_it_stands_there_in_both_forms(elmo):
    """And nothing beside it."""
    assert [path.name for path in elmo.parent.iterdir()] == ["elmo"]
    names = {path.name for path in elmo.iterdir()}
    assert names == {"module", "module.sha256", "options.json", "perplexity.csv", "weights.hdf5"}
    written = json.loads((elmo / "options.json").read_text(encoding="utf-8"))
    assert written["lstm"] == small()["options"]["lstm"]


@pytest.mark.slow
def test_the_same_settings_give_the_same_bytes_in_another_process(elmo, tmp_path):
    """The module's too."""
    write_in_a_process(tmp_path / "elmo", "2")
    written = contents(tmp_path / "elmo")
    assert written == contents(elmo) and "module/saved_model.pb" in written


def test_an_epoch_on_the_samples_sentences_has_a_perplexity(elmo):
    """For each direction, and for the unigrams."""
    with (elmo / "perplexity.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["model"] for row in rows] == ["forward", "backward", "unigram"]
    assert all(float(row["perplexity"]) > 10 for row in rows)
