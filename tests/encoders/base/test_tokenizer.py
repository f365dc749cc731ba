"""Published tokenizers are loaded; what else a file may hold is an error of one line."""

import json
import sys
from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base import tokenizer as module
from bakeoff.encoders.base.tokenizer import load_tokenizer, split_texts, vocabulary_size
from tests.encoders.tiny import run
from tests.encoders.tokenizers import bpe, unigram, word_level, word_piece

WORD_LEVEL = {"type": "WordLevel", "vocab": {"a": 0, "u": 1}, "unk_token": "u"}


def save(tokenizer, folder):
    """Save a tokenizer; give its path."""
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder / "tokenizer.json"


def write(folder, value):
    """Write a value as tokenizer.json; give its path."""
    path = folder / "tokenizer.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def ids(path, *texts, special=False):
    """Load a tokenizer and split texts."""
    encodings = split_texts(load_tokenizer(path), list(texts), path, special=special)
    return [encoding.ids for encoding in encodings]


@pytest.mark.parametrize(
    ("make", "text", "expected"),
    [
        (word_level, "a hellos", [4, 1]),
        (word_piece, "a hellos", [4, 7, 10]),
        (unigram, "ax", [1, 0]),
    ],
)
def test_tokenizers_of_each_kind_are_loaded(tmp_path, make, text, expected):
    """An empty text has no tokens."""
    assert ids(save(make(), tmp_path), text, "") == [expected, []]


def test_neither_truncation_nor_padding_of_the_file_counts(tmp_path):
    """Those of the settings do."""
    tokenizer = word_level()
    tokenizer.enable_truncation(1)
    tokenizer.enable_padding(length=9)
    assert ids(save(tokenizer, tmp_path), "a b c", "a") == [[4, 5, 6], [4]]


def test_dropout_is_switched_off(tmp_path):
    """The same text has the same tokens."""
    assert ids(save(bpe(dropout=0.5), tmp_path), *["ab"] * 50) == [[4]] * 50


def test_lone_surrogates_are_left_out(tmp_path):
    """As UTF-8 has none."""
    assert ids(save(word_level(), tmp_path), "a\ud800 b") == [[4, 5]]


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"model": {"type": "Other"}},
        {"model": {**WORD_LEVEL, "vocab": {"a": -1}}},
        {"model": {"type": "Unigram", "vocab": [["a", 0.0]], "unk_id": 5}},
        {"model": WORD_LEVEL, "normalizer": {"type": "Precompiled", "precompiled_charsmap": ""}},
    ],
)
def test_a_file_that_is_no_tokenizer_is_an_error_of_one_line(tmp_path, capfd, value):
    """Even where the library panics, which writes to stderr."""
    with pytest.raises(BakeoffError, match=r"tokenizer\.json: expected a tokenizer"):
        load_tokenizer(write(tmp_path, value))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 10**6])
def test_a_file_that_is_no_json_is_an_error_of_one_line(tmp_path, content):
    """Even of other bytes than UTF-8."""
    (tmp_path / "tokenizer.json").write_bytes(content)
    with pytest.raises(BakeoffError, match=r"tokenizer\.json: expected a tokenizer"):
        load_tokenizer(tmp_path / "tokenizer.json")


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    """Before it is parsed."""
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    with pytest.raises(BakeoffError, match="at most 100 bytes"):
        load_tokenizer(save(word_level(), tmp_path))


def test_a_tokenizer_that_fails_on_a_text_is_an_error_of_one_line(tmp_path):
    """This one has no token for unknown words."""
    path = save(word_level(unknown="none"), tmp_path)
    with pytest.raises(BakeoffError, match="expected a tokenizer that splits any text"):
        ids(path, "unknown")


def test_a_pattern_that_backtracks_without_end_is_an_error(tmp_path):
    """The library panics at a limit of its own."""
    split = {"type": "Split", "behavior": "Isolated", "invert": False}
    split["pattern"] = {"Regex": "^(a+)+$"}
    path = write(tmp_path, {"model": WORD_LEVEL, "pre_tokenizer": split})
    with pytest.raises(BakeoffError, match="retry-limit"):
        ids(path, "a" * 40 + "b")


def test_the_size_is_one_more_than_the_largest_id(tmp_path):
    """Added tokens count, and gaps as well."""
    tokenizer = word_level(["a", "b"], unknown="a")
    assert vocabulary_size(tokenizer) == 2
    tokenizer.add_tokens(["new"])
    assert vocabulary_size(tokenizer) == 3


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="counts threads as Linux does")
@pytest.mark.parametrize(("threads", "expected"), [("1", 0), ("2", 2)])
def test_the_threads_are_those_of_the_runtime(tmp_path, threads, expected):
    """The library makes a pool of so many, or none for one thread."""
    path = save(word_level(), tmp_path)
    code = (
        "import os, sys; from pathlib import Path\n"
        "from bakeoff.encoders.base.tokenizer import load_tokenizer, split_texts\n"
        "path = Path(sys.argv[1]); before = len(os.listdir('/proc/self/task'))\n"
        "split_texts(load_tokenizer(path), ['a b'] * 99, path, special=False)\n"
        "print(len(os.listdir('/proc/self/task')) - before)"
    )
    done = run([sys.executable, "-c", code, str(path)], OMP_NUM_THREADS=threads)
    assert int(done.stdout) == expected, done.stderr


def test_a_pattern_that_does_not_end_is_an_error_of_one_line(tmp_path, capfd):
    """The library would print where it stopped."""
    split = {"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Isolated"}
    value = json.loads(word_level().to_str()) | {"pre_tokenizer": split | {"invert": False}}
    with pytest.raises(BakeoffError, match="retry-limit-in-match over"):
        ids(write(tmp_path, value), "a" * 40 + "b")
    assert capfd.readouterr() == ("", "")
