"""options.json as it is published, and as it is not."""

import json
import math

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.bilm.options import read_options

# of the model of 93.6 million numbers
PUBLISHED = """
{"lstm": {"use_skip_connections": true, "projection_dim": 512, "cell_clip": 3, "proj_clip": 3,
"dim": 4096, "n_layers": 2}, "char_cnn": {"activation": "relu", "filters": [[1, 32], [2, 32],
[3, 64], [4, 128], [5, 256], [6, 512], [7, 1024]], "n_highway": 2, "embedding": {"dim": 16},
"n_characters": 262, "max_characters_per_token": 50}}
"""


def changed(key, *value):
    """Give the published options as JSON with one dotted key set, or without it."""
    content = json.loads(PUBLISHED)
    *sections, last = key.split(".")
    place = content
    for section in sections:
        place = place[section]
    if value:
        place[last] = value[0]
    else:
        del place[last]
    return json.dumps(content)


def read(folder, text):
    """Write a file and read it."""
    (folder / "options.json").write_text(text, encoding="utf-8")
    return read_options(folder / "options.json")


def refusal(folder, text):
    """Read in vain; give the message, which is one line that names the file."""
    with pytest.raises(BakeoffError) as caught:
        read(folder, text)
    message = str(caught.value)
    assert message.startswith(f"{folder / 'options.json'}: ") and "\n" not in message
    assert len(message) < 400 + len(str(folder))
    return message


def test_the_published_options_are_read(tmp_path):
    """Every key, and what follows from them."""
    options = read(tmp_path, PUBLISHED)
    assert options.as_json() == json.loads(PUBLISHED)
    assert (options.layers, options.width) == (3, 1024)


def test_what_was_written_is_read_again(tmp_path):
    """The same options."""
    options = read(tmp_path, PUBLISHED)
    assert read(tmp_path, json.dumps(options.as_json())) == options


def test_the_number_of_characters_may_be_that_of_training(tmp_path):
    """There bilm-tf does not count the code 0."""
    assert read(tmp_path, changed("char_cnn.n_characters", 261)).char_cnn.n_characters == 261
    assert read(tmp_path, changed("char_cnn.n_characters")).char_cnn.n_characters == 262


@pytest.mark.parametrize(
    ("key", "value"),
    [("n_train_tokens", 768648884), ("bidirectional", True), ("lstm.dropout", 0.1)],
)
def test_keys_of_training_are_left_alone(tmp_path, key, value):
    """They say nothing about the vectors."""
    assert read(tmp_path, changed(key, value)) == read(tmp_path, PUBLISHED)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        *(("char_cnn.n_highway", 0), ("char_cnn.activation", "relu"), ("lstm.n_layers", 1)),
        *(("char_cnn.max_characters_per_token", 50), ("lstm.use_skip_connections", False)),
        *(("lstm.cell_clip", None), ("lstm.proj_clip", None)),
    ],
)
def test_a_key_that_may_be_missing_has_a_meaning(tmp_path, key, meant):
    """That of bilm-tf, which leaves it out too."""
    section, name = key.split(".")
    assert getattr(getattr(read(tmp_path, changed(key)), section), name) == meant


def test_a_null_number_of_highways_is_none(tmp_path):
    """As bilm-tf takes it, and writes it."""
    assert read(tmp_path, changed("char_cnn.n_highway", None)).char_cnn.n_highway == 0


@pytest.mark.parametrize(
    "key",
    [
        *("char_cnn", "char_cnn.filters", "char_cnn.embedding", "char_cnn.embedding.dim"),
        *("lstm", "lstm.dim", "lstm.projection_dim"),
    ],
)
def test_a_missing_key_is_named(tmp_path, key):
    """In its section."""
    assert f" {key}: " in refusal(tmp_path, changed(key))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("lstm", []), ("lstm.dim", 0), ("lstm.dim", "4096"), ("lstm.dim", 4096.5)),
        *(("lstm.n_layers", True), ("lstm.proj_clip", -1), ("lstm.cell_clip", "x" * 999)),
        *(("lstm.cell_clip", math.inf), ("lstm.proj_clip", math.nan)),
        *(("lstm.use_skip_connections", "yes"), ("char_cnn.n_characters", 256)),
        *(("char_cnn.activation", "gelu"), ("char_cnn.filters", [])),
        *(("char_cnn.n_highway", -1), ("char_cnn.n_highway", ""), ("lstm.n_layers", 10**9)),
        *(("char_cnn.n_highway", 10**9), ("lstm.dim", 10**9), ("lstm.projection_dim", 10**9)),
        *(("char_cnn.max_characters_per_token", n) for n in (2, 10**9)),
    ],
)
def test_a_wrong_value_is_named(tmp_path, key, value):
    """In one short line that names the key."""
    message = refusal(tmp_path, changed(key, value))
    assert f" {key}: " in message and f"got {value!r:.60}" in message


def test_a_wrong_filter_is_named_by_its_number(tmp_path):
    """There are several."""
    message = refusal(tmp_path, changed("char_cnn.filters", [[1, 32], [2, 0]]))
    assert " char_cnn.filters.1.1: " in message


def test_a_filter_that_no_word_can_hold_is_refused(tmp_path):
    """No window would fit; the widest published filter has seven characters."""
    assert read(tmp_path, changed("char_cnn.max_characters_per_token", 7)).char_cnn.filters
    message = refusal(tmp_path, changed("char_cnn.max_characters_per_token", 6))
    assert " char_cnn: " in message and "7 wide, max_characters_per_token is 6" in message


@pytest.mark.parametrize("key", ["lstm.dim", "lstm.projection_dim", "char_cnn.embedding.dim"])
def test_sizes_that_fill_the_memory_are_refused(tmp_path, key):
    """Each is one that a biLM could have, but not all of them together."""
    message = refusal(tmp_path, changed(key, 10**7))
    assert "expected at most 1000000000 weights, got sizes that make " in message


def test_the_published_bilm_has_93_6_million_weights(tmp_path):
    """As its authors say."""
    shapes = read(tmp_path, PUBLISHED).tensors().values()
    assert round(sum(map(math.prod, shapes)) / 1e6, 1) == 93.6


@pytest.mark.parametrize("text", ["[" * 100_000, PUBLISHED + " " * (1 << 20)])
def test_a_bomb_is_refused(tmp_path, text):
    """Levels that no reader can follow, and a file that no options fill."""
    assert "expected JSON as bilm-tf writes it" in refusal(tmp_path, text)


@pytest.mark.parametrize("text", ["", "{", "weights\nand\nmore", "[]", "null", PUBLISHED[:99]])
def test_a_file_of_no_options_is_refused(tmp_path, text):
    """Whether or not it is JSON."""
    refusal(tmp_path, text)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    """As a download of something else would be."""
    (tmp_path / "options.json").write_bytes(b"\x89HDF\r\n\x1a\n\xff")
    with pytest.raises(BakeoffError, match=r"options\.json: expected JSON as bilm-tf writes it"):
        read_options(tmp_path / "options.json")


def test_a_missing_file_is_named(tmp_path):
    """With what it belongs to."""
    with pytest.raises(BakeoffError, match=r"options\.json: not found; a biLM is options\.json"):
        read_options(tmp_path / "options.json")


def test_options_cannot_be_changed(tmp_path):
    """A layer keeps them for as long as it lives."""
    options = read(tmp_path, PUBLISHED)
    with pytest.raises(ValueError, match="frozen"):
        options.lstm.dim = 1
