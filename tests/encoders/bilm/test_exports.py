"""From sentences to a folder with a biLM in both published forms and its perplexities."""

import csv

import h5py
import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.bilm.exports import pretrain_and_export, write_perplexity
from bakeoff.encoders.bilm.module_export import export_in_new_process
from bakeoff.encoders.bilm.options import read_options
from tests.encoders.tiny import grammar, pretraining


def rows_of(path):
    """Read the lines of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_folder_holds_both_forms_and_the_perplexities(exported):
    """And no checkpoint is left beside it."""
    names = sorted(path.name for path in exported.iterdir())
    assert names == ["module", "options.json", "perplexity.csv", "weights.hdf5"]
    assert [path.name for path in exported.parent.iterdir()] == ["elmo"]
    assert read_options(exported / "options.json") == pretraining().options


def test_the_weights_have_the_names_and_shapes_that_bilm_tf_gives_them(exported):
    """So that others read them too."""
    with h5py.File(exported / "weights.hdf5") as file:
        shapes = {
            name: file[name].shape for name in ("char_embed", "CNN/W_cnn_2", "CNN_proj/W_proj")
        }
        cell = file["RNN_1/RNN/MultiRNNCell/Cell1/LSTMCell"]
        shapes |= {name: cell[name].shape for name in cell}
    assert shapes == {
        **{"char_embed": (261, 4), "CNN/W_cnn_2": (1, 3, 4, 4), "CNN_proj/W_proj": (12, 4)},
        **{"W_0": (8, 32), "B": (32,), "W_P_0": (8, 4)},
    }


def test_every_epoch_has_a_line_for_each_model(tmp_path):
    """Rounded to four digits after the point."""
    epochs = [
        {"epoch": 1, "loss": 4.0, "forward": 60.123456, "backward": 50, "unigram": 90},
        {"epoch": 2, "loss": 3.0, "forward": 40, "backward": 30, "unigram": 90},
    ]
    write_perplexity(tmp_path / "perplexity.csv", epochs)
    rows = [tuple(row.values()) for row in rows_of(tmp_path / "perplexity.csv")]
    assert rows == [
        *(("1", "forward", "60.1235"), ("1", "backward", "50"), ("1", "unigram", "90")),
        *(("2", "forward", "40"), ("2", "backward", "30"), ("2", "unigram", "90")),
    ]


def test_the_exported_perplexities_are_those_of_the_run(exported):
    """One epoch, three models."""
    rows = rows_of(exported / "perplexity.csv")
    assert [row["model"] for row in rows] == ["forward", "backward", "unigram"]
    assert all(1 < float(row["perplexity"]) < 100 and row["epoch"] == "1" for row in rows)
    assert np.isfinite([float(row["perplexity"]) for row in rows]).all()


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [([], "mine: expected one sentence per line, got no sentence"), (grammar(1), "at least two")],
)
def test_too_few_sentences_are_refused(tmp_path, sentences, expected):
    """Nothing is written."""
    with pytest.raises(BakeoffError, match=expected):
        pretrain_and_export(sentences, tmp_path / "elmo", pretraining(), name="mine")
    assert not list(tmp_path.iterdir())


def test_an_error_in_the_process_that_exports_is_passed_on(tmp_path):
    """In one line; the other process is not mentioned."""
    with pytest.raises(BakeoffError, match=rf"^{tmp_path}: expected one file "):
        export_in_new_process(tmp_path)
