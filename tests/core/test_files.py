"""Outputs depend on their content alone; what outlives a killed run is written whole."""

import errno
import hashlib
import os

import pytest

from bakeoff.core.files import (
    WrongHash,
    expect_hash,
    hash_folder,
    hash_of,
    is_whole,
    output,
    read_json,
    read_zip,
    size_of,
    whole_file,
    write_json,
    write_text,
    write_zip,
)


def names(folder):
    """Name the files in a folder."""
    return [path.name for path in folder.iterdir()]


def test_an_error_leaves_the_old_file_and_no_temporary(tmp_path):
    """A reader finds a whole file at any time."""
    path = tmp_path / "out.txt"
    write_text(path, "old")
    with pytest.raises(ZeroDivisionError), whole_file(path) as temporary:
        temporary.write_text("half of the new", encoding="utf-8")
        raise ZeroDivisionError
    assert path.read_text(encoding="utf-8") == "old" and names(tmp_path) == ["out.txt"]


def test_an_error_before_anything_is_written_is_the_one_that_is_raised(tmp_path):
    """The missing temporary file does not hide it."""
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "out.txt"):
        raise ZeroDivisionError
    assert names(tmp_path) == []


def test_the_folder_is_made_and_the_suffixes_are_kept(tmp_path):
    """Some writers choose a format by them."""
    with whole_file(tmp_path / "a" / "b" / "out.csv.gz") as temporary:
        assert temporary.suffixes[-2:] == [".csv", ".gz"]
        temporary.write_bytes(b"x")
    assert (tmp_path / "a" / "b" / "out.csv.gz").read_bytes() == b"x"


@pytest.mark.parametrize("writer", [output, whole_file])
def test_an_error_without_a_file_name_names_the_output(tmp_path, writer):
    """The system does not say which file did not fit on a full disk."""
    with pytest.raises(OSError, match="full") as caught, writer(tmp_path / "a" / "out.txt"):
        raise OSError(errno.ENOSPC, "full")
    assert caught.value.filename == str(tmp_path / "a" / "out.txt")


def test_an_error_with_a_file_name_keeps_it(tmp_path):
    """It may be about an input."""
    with pytest.raises(FileNotFoundError) as caught, output(tmp_path / "out.txt"):
        (tmp_path / "in.txt").read_bytes()
    assert caught.value.filename == str(tmp_path / "in.txt")


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "a\u2028b\x85c", "\x00", ""])
def test_text_is_written_unchanged(tmp_path, text):
    """No line end is translated."""
    write_text(tmp_path / "out.txt", text)
    assert (tmp_path / "out.txt").read_bytes() == text.encode()


def test_a_folder_is_measured_and_hashed_by_all_files_below_it(tmp_path):
    """Their names count as well as their contents."""
    write_text(tmp_path / "one" / "a" / "b.txt", "abc")
    write_text(tmp_path / "one" / "c.txt", "d")
    write_text(tmp_path / "two" / "a" / "b.txt", "abc")
    write_text(tmp_path / "two" / "e.txt", "d")
    assert size_of(tmp_path / "one") == 4 and size_of(tmp_path / "one" / "c.txt") == 1
    assert hash_folder(tmp_path / "one") != hash_folder(tmp_path / "two")
    (tmp_path / "two" / "e.txt").rename(tmp_path / "two" / "c.txt")
    assert hash_folder(tmp_path / "one") == hash_folder(tmp_path / "two")


def test_the_same_members_make_the_same_zip(tmp_path):
    """At any time and with any umask."""
    members = {"b.txt": b"two" * 99, "a/c.bin": bytes(range(256))}
    write_zip(tmp_path / "one.zip", members)
    mask = os.umask(0o077)
    try:
        write_zip(tmp_path / "two.zip", members)
    finally:
        os.umask(mask)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert read_zip(tmp_path / "one.zip") == members


def test_json_keeps_the_order_of_keys_and_plain_letters(tmp_path):
    """People read it as a diff."""
    write_json(tmp_path / "out.json", {"z": 1, "a": "£"})
    content = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert content == '{\n  "z": 1,\n  "a": "£"\n}\n'
    assert read_json(tmp_path / "out.json") == {"z": 1, "a": "£"}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_refuses_nan_and_infinity(tmp_path, number):
    """Other readers of JSON would refuse the file."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "out.json", {"loss": number})
    assert names(tmp_path) == []


@pytest.fixture
def file(tmp_path):
    """Give a file."""
    (tmp_path / "file").write_bytes(b"content")
    return tmp_path / "file"


@pytest.mark.parametrize("algorithm", ["sha256", "md5"])
def test_a_file_is_known_by_its_hash(file, algorithm):
    """As the library computes it of the bytes."""
    known = f"{algorithm}:{hashlib.new(algorithm, b'content').hexdigest()}"
    assert hash_of(file, algorithm) == known and is_whole(file, known)
    expect_hash(file, known)


@pytest.mark.parametrize("known", ["sha256:" + "0" * 64, "md5:" + "0" * 32])
def test_another_hash_is_refused(file, known):
    """The error names both."""
    with pytest.raises(WrongHash, match=f"should be {known} but is .* \\(7 bytes\\)"):
        expect_hash(file, known)
    assert not is_whole(file, known)


def test_without_a_hash_any_file_is_whole(file):
    """Only whole files get their names."""
    assert is_whole(file, None) and not is_whole(file.with_name("absent"), None)
