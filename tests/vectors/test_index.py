"""The index of a file: it gives what a pass over the file gives, and is never that of another."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from bakeoff.errors import BakeoffError
from bakeoff.lock import alone
from bakeoff.vectors import identity
from bakeoff.vectors import index as module
from bakeoff.vectors.index import open_index
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.wanted import Wanted

LINES = [
    *(b"the 1 2", b"of 3 4", b"new york 5 6", b"new 7 8", b"the 9 9", b"caf\xc3\xa9 1 1"),
    *(b"\xff 2 2", b"last 3 3", b". . 4 4", b"free 5 5"),
]

OPEN = """
import logging, sys
from pathlib import Path
from bakeoff.vectors.index import open_index
from bakeoff.vectors.wanted import Wanted
logging.basicConfig(level="INFO")
file, folder = map(Path, sys.argv[1:])
print("ready", flush=True)
input()
opened = open_index(file, folder)
print(opened.vectors.stat().st_ino, opened.read(Wanted({"free"})))
"""


@pytest.fixture
def file(tmp_path):
    """Write a file that settled long ago."""
    return write(tmp_path / "vectors.txt", b"\n".join(LINES) + b"\n")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Name the folder of indexes, in a store of the test's own, where the locks are."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path))
    return tmp_path / "indexes"


def write(path, content):
    """Write a file; wait for nothing, its dates are new."""
    path.write_bytes(content)
    return path


def settle(monkeypatch):
    """Take dates for settled at once."""
    monkeypatch.setattr(identity, "SETTLED", 0)


def read(opened, words, extra=0, **settings):
    """Read vectors of words; give word and numbers, in order."""
    found = opened.read(Wanted(set(words), extra, **settings))
    return [(word, vector.tolist()) for word, vector in found.items()]


@pytest.mark.parametrize("extra", [0, 1, 3, 99])
@pytest.mark.parametrize("words", [[], ["of", "free"], ["the", "absent", "new york", "café", "."]])
def test_an_index_gives_what_a_pass_gives(file, folder, words, extra):
    """Duplicates, words with spaces, words that are no UTF-8, extra words: all in order."""
    settings = {"extra": extra, "accept": lambda word: word != "last"}
    expected = read(open_vectors(file, 2), words, **settings)
    for _ in range(2):
        assert read(open_index(file, folder, 2), words, **settings) == expected


@pytest.mark.parametrize("size", [1, 7, 3000])
def test_an_index_of_many_words_gives_what_a_pass_gives(tmp_path, folder, size):
    """Bit for bit, over many blocks."""
    numbers = np.random.default_rng(1).normal(size=(3000, 20)).tolist()
    lines = [f"w{n} {' '.join(f'{x:.5g}' for x in row)}\n" for n, row in enumerate(numbers)]
    path = write(tmp_path / "vectors.txt", "".join(lines).encode())
    words = {f"w{n}" for n in range(0, 3000, 3000 // size)} | {"absent"}
    passed = open_vectors(path).read(Wanted(words))
    looked_up = open_index(path, folder).read(Wanted(words))
    assert [*looked_up] == [*passed]
    assert all(looked_up[word].tobytes() == passed[word].tobytes() for word in passed)


def test_words_of_one_hash_are_told_apart(tmp_path, folder):
    """Of 300,000 words of eight letters some share a hash of 32 bits."""
    letters = np.random.default_rng(1).integers(97, 123, (300_000, 9), np.uint8)
    letters[:, 8] = module.NEWLINE
    ends = np.arange(1, len(letters) + 1) * 9
    hashes = module._hash(letters.ravel(), ends - 9, ends)
    order = hashes.argsort()
    (at, *_) = np.flatnonzero(np.diff(hashes[order]) == 0)
    one, other = (bytes(letters[row, :8]).decode() for row in order[at : at + 2])
    path = write(tmp_path / "vectors.txt", f"{one} 1\n{other} 2\n{other} 3\n".encode())
    opened = open_index(path, folder)
    assert read(opened, [other]) == [(other, [2])]
    assert read(opened, [one]) == [(one, [1])]
    assert read(opened, [one, other]) == [(one, [1]), (other, [2])]


def test_a_word_that_holds_a_newline_is_found(tmp_path, folder):
    """A binary file may have one; what is asked for beside it is found as well."""
    row = np.float32([0.1, 0.2]).tobytes()
    content = b"3 2\n" + b"".join(name + b" " + row for name in (b"a\nb", b"a", b"b"))
    opened = open_index(write(tmp_path / "vectors.bin", content), folder)
    words = ["b", "a\nb", "b\n", "absent", ""]
    assert [word for word, _ in read(opened, words)] == ["a\nb", "b"]


def test_a_second_look_up_does_not_read_the_file(file, folder, monkeypatch):
    """Neither to inflate nor to hash it."""
    settle(monkeypatch)
    open_index(file, folder)
    monkeypatch.setattr(module, "open_vectors", None)
    monkeypatch.setattr(module.hashlib, "file_digest", None)
    assert read(open_index(file, folder), ["of"]) == [("of", [3, 4])]


def test_a_changed_file_has_another_index(file, folder, monkeypatch):
    """Of the same size and, set back by hand, of the same date."""
    settle(monkeypatch)
    before = file.stat()
    assert read(open_index(file, folder), ["of"]) == [("of", [3, 4])]
    write(file, file.read_bytes().replace(b"of 3 4", b"of 4 3"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert read(open_index(file, folder), ["of"]) == [("of", [4, 3])]


def test_a_file_that_is_replaced_has_another_index(file, folder, tmp_path, monkeypatch):
    """Also by a rename."""
    settle(monkeypatch)
    assert read(open_index(file, folder), ["of"]) == [("of", [3, 4])]
    write(tmp_path / "new", file.read_bytes().replace(b"of 3 4", b"of 4 3")).replace(file)
    assert read(open_index(file, folder), ["of"]) == [("of", [4, 3])]


def test_a_moved_file_keeps_its_index(file, folder, tmp_path):
    """The content counts, and not the name."""
    open_index(file, folder)
    open_index(file.rename(tmp_path / "elsewhere"), folder)
    assert len(list(folder.glob("*/vectors.f32"))) == 1


@pytest.mark.parametrize("name", ["vectors.f32", "names.bytes", "starts.i64", "rows.u32"])
def test_a_damaged_index_is_made_anew(file, folder, name):
    """Cut off, or not there."""
    open_index(file, folder)
    (path,) = folder.glob(f"*/{name}")
    for damage in (lambda: path.write_bytes(path.read_bytes()[:-2]), path.unlink):
        damage()
        assert read(open_index(file, folder), ["of"]) == [("of", [3, 4])]


def test_a_wrong_file_leaves_no_index(tmp_path, folder):
    """Every vector is parsed, so any that is wrong is an error."""
    path = write(tmp_path / "vectors.txt", b"a 1 2\nb 1 x\nc 1 2\n")
    with pytest.raises(BakeoffError, match="line 2"):
        open_index(path, folder)
    assert not list(folder.glob("*/*.f32")) and not list(folder.glob("*/whole"))


def test_dimensions_of_one_zip_have_an_index_each(tmp_path, folder):
    """They are members of one file."""
    with zipfile.ZipFile(tmp_path / "glove.zip", "w") as archive:
        archive.writestr("glove.1d.txt", b"a 1\n")
        archive.writestr("glove.2d.txt", b"a 2 3\n")
    assert read(open_index(tmp_path / "glove.zip", folder, 1), ["a"]) == [("a", [1])]
    assert read(open_index(tmp_path / "glove.zip", folder, 2), ["a"]) == [("a", [2, 3])]
    named = open_index(tmp_path / "glove.zip", folder, member="glove.1d.txt")
    assert read(named, ["a"]) == [("a", [1])]


def start(*paths):
    """Start a process that imports, says so, and opens an index once it is told to."""
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, *paths],
        cwd=Path(__file__).parents[2],
        **dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE),
        text=True,
    )


def tell(process):
    """Tell a process that is ready to go on."""
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_processes_may_build_an_index_at_once(tmp_path, folder):
    """Both succeed, and get the same."""
    lines = [b"w%d%s\n" % (n, b" %d.25" % n * 50) for n in range(10_000)]
    path = write(tmp_path / "vectors.txt", b"".join([*lines, b"free", b" 1.5" * 50]))
    processes = [start(path, folder) for _ in range(2)]
    for process in processes:
        tell(process)
    (first, error), (second, _) = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0], error
    assert first == second and "1.5" in first


def test_who_waits_for_another_takes_its_index(file, folder, tmp_path):
    """It makes none, and does not read the file."""
    vectors = open_index(file, folder).vectors
    away = vectors.parent.rename(tmp_path / "away")
    with alone(vectors.parent):
        process = start(file, folder)
        tell(process)
        assert "waiting" in process.stderr.readline()
        away.rename(vectors.parent)
    printed, _ = process.communicate()
    assert process.returncode == 0
    assert printed.startswith(f"{vectors.stat().st_ino} ")
