"""Predictions: how outcomes are laid out by text, and the file."""

import numpy as np

from bakeoff.core.predictions import lay_out, load_predictions, save_predictions
from bakeoff.core.rounds import Outcome, list_rounds
from tests.core.test_table import table

ROUNDS = list_rounds(table("tvhh", "hhtv"), [1])


def outcome(rows):
    """Give probabilities of one validation text and of two that are held out."""
    rows = np.array(rows, np.float32)
    both = np.stack([1 - rows, rows], axis=1)
    return Outcome(both[:1], both[1:], steps=1, choice={}, history={})


LAID_OUT = lay_out(ROUNDS, [outcome([0.1, 0.2, 0.3]), outcome([0.4, 0.5, 0.6])], 4, 2)


def test_each_probability_stands_at_its_text():
    """Nothing at texts that a round trains on."""
    nan = np.nan
    expected = np.array([[nan, 0.1, 0.2, 0.3], [0.5, 0.6, nan, 0.4]], np.float32)
    np.testing.assert_array_equal(LAID_OUT.probabilities[:, :, 1], expected)
    assert LAID_OUT.partitions.tolist() == [0, 1] and LAID_OUT.repeats.tolist() == [0, 0]


def test_a_file_gives_back_what_was_saved(tmp_path):
    """The same predictions are the same bytes."""
    for name in ("a.npz", "b.npz"):
        save_predictions(tmp_path / name, LAID_OUT)
    found = load_predictions(tmp_path / "a.npz")
    for name, values in vars(LAID_OUT).items():
        np.testing.assert_array_equal(getattr(found, name), values)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
