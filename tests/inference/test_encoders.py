"""Models on encoders answer raw texts, wherever the encoder is."""

from pathlib import Path

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Recipe
from bakeoff.inference.encoders import find_encoder
from bakeoff.inference.saved import load_saved
from tests.encoders.letters import INPUT, TEXTS, add_letters, save_probe


@pytest.fixture
def probe(tmp_path, monkeypatch):
    """A saved linear model on a new kind of encoder."""
    add_letters(tmp_path / "kinds", monkeypatch)
    return save_probe(tmp_path, "probe", monkeypatch)


def test_a_linear_model_gives_from_raw_texts_what_it_gave_from_features(probe, tmp_path):
    """To the last bit; a text without a letter gets an answer too."""
    classify = load_saved(tmp_path / "models/probe", tmp_path)
    found = classify([*TEXTS, "", "🎉"])
    np.testing.assert_array_equal(found[:60], probe.classify(TEXTS))
    assert found.shape == (62, 2) and found.dtype == np.float32


def test_an_encoder_beside_the_model_is_taken_first(probe, tmp_path):
    """One that is exported with a model needs no project."""
    exported = tmp_path / "models/probe/encoders/letters"
    exported.parent.mkdir()
    (tmp_path / INPUT).rename(exported)
    found = load_saved(tmp_path / "models/probe", tmp_path / "nowhere")(TEXTS)
    np.testing.assert_array_equal(found, probe.classify(TEXTS))


def test_a_changed_encoder_is_refused(probe, tmp_path):
    """In one line, which names its folder."""
    (tmp_path / INPUT / "deep/alphabet.txt").write_text("abd", encoding="utf-8")
    with pytest.raises(BakeoffError, match=r"letters: expected the encoder of sha256") as error:
        load_saved(tmp_path / "models/probe", tmp_path)
    assert "\n" not in str(error.value)


def test_a_model_at_the_root_of_a_disk_looks_for_its_encoder_there(tmp_path):
    """As in a container, where no folder is above it."""
    recipe = Recipe(settings={"input": INPUT}, sha256="0" * 64, layers=1, width=1, pooling=["text"])
    assert find_encoder("letters", recipe, Path("/model"), tmp_path) == tmp_path / INPUT
