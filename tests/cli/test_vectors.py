"""The commands of `bakeoff vectors`, as a user types them."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from gensim.test.utils import datapath

from bakeoff.core.embedding import load_embedding

LINES = b"the 1 0\nking 1 2\nqueen 1 3\n[b] 0 1\n\x1b[31m 2 1\nUK 5 5\n"


@pytest.fixture
def file(tmp_path):
    """Write a zip of a few vectors."""
    path = tmp_path / "glove.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny.2d.txt", LINES)
    return path


def run(*arguments, before=()):
    """Run a command, perhaps by another one; give the completed process."""
    command = [*before, sys.executable, "-m", "bakeoff", "vectors", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "200"}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def shown(*arguments):
    """Run a command that succeeds; give the lines it prints, single-spaced."""
    ended = run(*arguments)
    assert ended.returncode == 0, ended.stderr
    return [" ".join(line.split()) for line in ended.stdout.splitlines()]


def test_info_says_what_a_file_is(file):
    """What comes from the file cannot steer the terminal."""
    assert shown("info", file) == [
        f"file {file}, {file.stat().st_size} bytes",
        "packing member tiny.2d.txt of a zip",
        "format text",
        "vectors 6 (no header)",
        "dimension 2",
        r"first words the king queen [b] \x1b[31m UK",
    ]


def test_info_compares_the_header_with_what_is_there(tmp_path):
    """And warns."""
    (tmp_path / "few.vec").write_bytes(b"9 2\na 1 2\n")
    ended = run("info", tmp_path / "few.vec")
    assert "1 (its header says 9)" in ended.stdout
    assert "declares 9 vectors, but it holds 1" in ended.stderr


@pytest.mark.parametrize("size", [200, 20_000, 209_000])
def test_info_reads_a_model_to_its_end(tmp_path, size):
    """Its header declares all words, and the first of them come early."""
    whole = Path(datapath("lee_fasttext.bin"))
    assert "vectors 1762 (its header says 1762)" in shown("info", whole)
    (tmp_path / "cut.bin").write_bytes(whole.read_bytes()[:size])
    ended = run("info", tmp_path / "cut.bin")
    assert ended.returncode == 1 and not ended.stdout
    assert "got the end of the file" in ended.stderr


def test_neighbours_are_listed_by_cosine(file):
    """The word itself is left out."""
    lines = shown("neighbours", file, "king", "-n", "2")
    assert lines == ["cosine word", "0.9899 queen", "0.9487 UK"]


def test_a_word_that_is_not_there_is_an_error_that_names_its_forms(file):
    """In one line."""
    ended = run("neighbours", file, "uk")
    assert ended.returncode == 1 and "'UK'" in ended.stderr and ended.stderr.count("\n") == 1


def test_a_matrix_has_a_row_for_each_line(file, tmp_path):
    """Also for words that the file lacks."""
    (tmp_path / "words.txt").write_text("queen\nabsent\nuk", encoding="utf-8")
    arguments = ["matrix", file, tmp_path / "words.txt", "-o", tmp_path / "m.npz"]
    ended = run(*arguments, "--fallbacks", "lower, upper")
    assert ended.returncode == 0 and "2 of 3 words" in ended.stderr
    saved = load_embedding(tmp_path / "m.npz")
    assert saved.words == ["queen", "absent", "uk"] and saved.found.tolist() == [True, False, True]
    assert np.array_equal(saved.matrix, [[1, 3], [0, 0], [5, 5]])


def test_the_reserved_lines_of_the_pipeline_stay_empty(file, tmp_path):
    """Its data/vocabulary.txt begins with them."""
    (tmp_path / "words.txt").write_text("[PAD]\n[UNK]\nthe\n", encoding="utf-8")
    shown("matrix", file, tmp_path / "words.txt", "-o", tmp_path / "m.npz")
    assert load_embedding(tmp_path / "m.npz").matrix.tolist() == [[0, 0], [0, 0], [1, 0]]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["info", "absent.zip"], "got no file"),
        (["info", "{file}", "--dimension", "3"], "dimension 3, got 2"),
        (["info", "{file}", "--member", "x"], "member 'x'"),
        (["info", "{file}", "--max-bytes", "5"], "at most 5 bytes"),
        (["matrix", "{file}", "absent.txt", "-o", "m.npz"], "absent.txt: expected a text file"),
        (["matrix", "{file}", "{file}", "-o", "m.npz"], "expected a text file in UTF-8"),
        (["matrix", "{file}", "absent.txt", "-o", "m.txt"], "ends in .npz"),
        (["matrix", "{file}", "{words}", "-o", "m.npz", "--fallbacks", "case"], "'case'"),
    ],
)
def test_a_mistake_is_one_line(file, tmp_path, arguments, expected):
    """And exit code 1."""
    words = tmp_path / "words.txt"
    words.write_text("the\n", encoding="utf-8")
    ended = run(*(text.format(file=file, words=words) for text in arguments))
    assert ended.returncode == 1 and ended.stderr.startswith("error: ")
    assert expected in ended.stderr and ended.stderr.count("\n") == 1


def test_too_little_memory_is_one_line(tmp_path):
    """With a limit on the process's address space; 60,000 rows take 14.6 GiB."""
    (tmp_path / "long.vec").write_bytes(b"1 65536\nw1" + b" 0.5" * 65_536)
    words = tmp_path / "words.txt"
    words.write_text("".join(f"w{n}\n" for n in range(60_000)), encoding="utf-8")
    limited = ["sh", "-c", 'ulimit -v 8000000 && exec "$@"', "sh"]
    ended = run("matrix", tmp_path / "long.vec", words, "-o", tmp_path / "a.npz", before=limited)
    assert ended.returncode == 1 and ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("error: Unable to allocate 14.6 GiB")
    assert not (tmp_path / "a.npz").exists()


@pytest.mark.parametrize("command", ["info", "neighbours", "matrix"])
def test_every_command_explains_itself(command):
    """With its arguments."""
    assert "{file}" in "\n".join(shown(command, "--help"))


def test_the_same_is_given_as_json(file):
    """For programs."""
    info = json.loads("".join(shown("info", file, "--json")))
    assert (info["vectors"], info["dimension"], info["declared"]) == (6, 2, None)
    assert info["first_words"][-2:] == ["\x1b[31m", "UK"]
    (nearest,) = json.loads("".join(shown("neighbours", file, "king", "-n", "1", "--json")))
    assert nearest["word"] == "queen" and round(nearest["cosine"], 4) == 0.9899


def test_a_name_that_a_shell_would_interpret_is_refused(file, tmp_path):
    """Nothing is written."""
    ended = run("matrix", file, file, "-o", tmp_path / "$(touch canary).npz")
    assert ended.returncode == 1 and ended.stderr.startswith("error: --out: expected a name")
    assert [*tmp_path.iterdir()] == [file]
