"""What the explorer gets, unpacked again."""

import base64
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.report.explore.explorer import (
    LabelPool,
    explorer_section,
    first_word,
    pack,
    pack_points,
    pack_shares,
)


def unpack(text, kind="<u2"):
    """Read numbers as the page does."""
    return np.frombuffer(base64.b64decode(text), kind).astype(int).tolist()


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


def test_shares_and_cosines_are_hundredths():
    """A byte each; cosines from -1 to 1, and no further."""
    assert unpack(pack_shares([0, 0.126, 0.99, 1]), "u1") == [0, 13, 99, 100]
    assert unpack(pack_shares([-1, -0.12, 0, 0.999, 1.0001], low=-1), "u1") == [
        0,
        88,
        100,
        200,
        200,
    ]
    assert pack_shares([]) == ""


def test_words_are_written_once_and_texts_each(inputs):
    """Two maps of words share them; two texts may read alike."""
    (explorer,) = explorer_section(inputs).blocks
    data = explorer.data
    glove, keras, elmo = (unpack(points["labels"]) for points in data["maps"])
    assert glove == keras == list(range(60)) and elmo == list(range(60, 120))
    assert data["labels"][:2] == data["labels"][60:62] == ["free", "win"]


def test_neighbours_are_places_in_the_map(inputs):
    """Ten of each point, with their cosines."""
    packed = explorer_section(inputs).blocks[0].data["maps"][0]
    assert packed["width"] == 10
    assert unpack(packed["neighbours"])[:10] == list(range(1, 11))
    assert unpack(packed["cosines"], "u1")[:10] == [
        195,
        190,
        185,
        180,
        175,
        170,
        165,
        160,
        155,
        150,
    ]


def test_every_class_has_its_shares(inputs):
    """Of each label in the pool, and of all texts."""
    ham, spam = explorer_section(inputs).blocks[0].data["classes"]
    assert (ham["name"], ham["base"]) == ("ham", 0.875)
    assert (spam["name"], spam["base"]) == ("spam", 0.125)
    of_words, of_texts = (inputs.maps[name]["share"] for name in ("glove", "elmo"))
    for each in (ham, spam):
        shares = of_words[each["name"]] + of_texts[each["name"]]
        assert unpack(each["shares"], "u1") == [round(100 * share) for share in shares]


def test_the_explorer_begins_with_a_word_of_the_last_class(inputs):
    """One that is more frequent in it than in all texts."""
    points = inputs.maps["glove"]
    shares = {"ham": [0, 0, *[1] * 58], "spam": [1, 0.9, *[0] * 58]}
    maps = {"glove": points | {"share": shares}}
    assert explorer_section(replace(inputs, maps=maps)).blocks[0].data["first"] == "free"


def test_the_first_word_is_telling_and_frequent():
    """Neither a sign, nor short, nor rare, nor of the other class."""
    pool = LabelPool(["spam"])
    words = {"!!!": (1.0, 99), "go": (1.0, 99), "rare": (1.0, 1), "free": (0.9, 80), "ok ": (0, 9)}
    shares, counts = zip(*words.values(), strict=True)
    pool.add({"kind": "words", "labels": list(words), "share": {"spam": shares}, "counts": counts})
    assert first_word(pool, "spam", 0.1) == "free"
    assert first_word(LabelPool(["spam"]), "spam", 0.1) == ""
