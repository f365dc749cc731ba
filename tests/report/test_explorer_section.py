"""What the explorer gets, unpacked again."""

import base64

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.report.explorer_section import (
    LabelPool,
    explorer_section,
    first_word,
    pack,
    pack_cosines,
    pack_points,
)


def unpack(text):
    """Read numbers as the page does."""
    return np.frombuffer(base64.b64decode(text), "<u2").astype(int).tolist()


def test_numbers_come_back():
    """Also the largest."""
    assert unpack(pack([0, 1, 256, 65535])) == [0, 1, 256, 65535]
    assert pack([]) == ""


def test_too_many_points_are_refused():
    """An index that the page could not read is no index."""
    with pytest.raises(BakeoffError, match="65535, got 65536"):
        pack([65536])


def test_points_fill_a_square():
    """Each axis from its lowest to its highest point; a flat one stays at its begin."""
    assert unpack(pack_points([[-2, 7], [0, 7], [2, 7]])) == [0, 0, 32768, 0, 65535, 0]
    assert pack_points([]) == ""


def test_cosines_keep_four_digits():
    """From -1 to 1, and no further."""
    found = np.array(unpack(pack_cosines([-1, -0.1234, 0, 0.9999, 1.0001]))) / 32767 - 1
    assert found == pytest.approx([-1, -0.1234, 0, 0.9999, 1], abs=5e-5)


def test_words_are_written_once_and_texts_each(inputs):
    """Two maps of words share them; two texts may read alike."""
    (explorer,) = explorer_section(inputs).blocks
    data = explorer.data
    glove, keras, elmo = (unpack(points["labels"]) for points in data["maps"])
    assert glove == keras == list(range(60)) and elmo == list(range(60, 120))
    assert data["labels"][:2] == data["labels"][60:62] == ["free", "win"]
    assert data["base"] == round(500 / 4000, 4)


def test_neighbours_are_places_in_the_map(inputs):
    """Ten of each point, with their cosines."""
    packed = explorer_section(inputs).blocks[0].data["maps"][0]
    assert packed["width"] == 10
    assert unpack(packed["neighbours"])[:10] == list(range(1, 11))
    assert unpack(packed["cosines"])[0] / 32767 - 1 == pytest.approx(0.95, abs=1e-4)


def test_the_first_word_is_telling_and_frequent():
    """Neither a sign, nor short, nor rare, nor of the other class."""
    pool = LabelPool()
    words = {"!!!": (1.0, 99), "go": (1.0, 99), "rare": (1.0, 1), "free": (0.9, 80), "ok ": (0, 9)}
    shares, counts = zip(*words.values(), strict=True)
    pool.add({"kind": "words", "labels": list(words), "share": shares, "counts": counts})
    assert first_word(pool, 0.1) == "free"
    assert first_word(LabelPool(), 0.1) == ""
