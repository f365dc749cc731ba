"""Outputs are written whole or not at all, and their bytes depend on their content alone."""

import os
import subprocess
import sys

import pytest

from bakeoff.core.files import (
    atomic_folder,
    atomic_path,
    read_json,
    read_zip,
    write_json,
    write_text,
    write_zip,
)


def names(folder):
    """Name what stands in a folder."""
    return [path.name for path in folder.iterdir()]


def test_an_error_leaves_the_old_file_and_no_temporary(tmp_path):
    """Whoever reads meanwhile finds a whole file."""
    path = tmp_path / "out.txt"
    write_text(path, "old")
    with pytest.raises(ZeroDivisionError), atomic_path(path) as temporary:
        temporary.write_text("half of the new", encoding="utf-8")
        raise ZeroDivisionError
    assert path.read_text(encoding="utf-8") == "old" and names(tmp_path) == ["out.txt"]


def test_an_error_before_anything_is_written_is_the_one_that_is_raised(tmp_path):
    """The missing temporary file does not hide it."""
    with pytest.raises(ZeroDivisionError), atomic_path(tmp_path / "out.txt"):
        raise ZeroDivisionError
    assert names(tmp_path) == []


def test_what_a_killed_process_left_is_removed(tmp_path):
    """What a living one is writing is not."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".{ended.pid}.out.txt").write_text("half", encoding="utf-8")
    (tmp_path / f".{ended.pid}.out" / "whole").mkdir(parents=True)
    (tmp_path / f".{os.getppid()}.out.txt").write_text("half", encoding="utf-8")
    write_text(tmp_path / "out.txt", "whole")
    with atomic_folder(tmp_path / "out"):
        pass
    assert set(names(tmp_path)) == {f".{os.getppid()}.out.txt", "out.txt", "out"}


def test_what_a_killed_process_of_our_number_left_is_removed(tmp_path):
    """Numbers come again, in containers most of all; a link is not written through."""
    (tmp_path / f".{os.getpid()}.out" / "whole").mkdir(parents=True)
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    (tmp_path / f".{os.getpid()}.out.txt").hardlink_to(tmp_path / "kept.txt")
    with atomic_folder(tmp_path / "out") as folder:
        write_text(folder / "new.txt", "new")
    write_text(tmp_path / "out.txt", "whole")
    assert set(names(tmp_path)) == {"kept.txt", "out", "out.txt"}
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == "kept"


def test_a_folder_that_cannot_be_replaced_stays(tmp_path):
    """The old one is put back where the new one cannot come to stand."""
    write_text(tmp_path / "out" / "old.txt", "old")
    with pytest.raises(FileNotFoundError), atomic_folder(tmp_path / "out") as folder:
        folder.rmdir()
    assert names(tmp_path) == ["out"] and names(tmp_path / "out") == ["old.txt"]


def test_the_folder_is_made_and_the_suffixes_are_kept(tmp_path):
    """Some writers choose a format by them."""
    with atomic_path(tmp_path / "a" / "b" / "out.csv.gz") as temporary:
        assert temporary.suffixes[-2:] == [".csv", ".gz"]
        temporary.write_bytes(b"x")
    assert (tmp_path / "a" / "b" / "out.csv.gz").read_bytes() == b"x"


def test_a_read_only_file_can_be_put_in_place(tmp_path):
    """A hard link to a file that DVC protects is one."""
    with atomic_path(tmp_path / "out.txt") as temporary:
        temporary.write_bytes(b"x")
        temporary.chmod(0o444)
    assert (tmp_path / "out.txt").read_bytes() == b"x"


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "a\u2028b\x85c", "\x00", ""])
def test_text_is_written_as_it_is(tmp_path, text):
    """No line end is translated."""
    write_text(tmp_path / "out.txt", text)
    assert (tmp_path / "out.txt").read_bytes() == text.encode()


def test_the_same_members_make_the_same_zip(tmp_path):
    """Whenever it is written, and whatever the umask."""
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
    """It is read by people, as a diff."""
    write_json(tmp_path / "out.json", {"z": 1, "a": "£"})
    content = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert content == '{\n  "z": 1,\n  "a": "£"\n}\n'
    assert read_json(tmp_path / "out.json") == {"z": 1, "a": "£"}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_refuses_what_is_no_number(tmp_path, number):
    """Other readers of JSON would."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "out.json", {"loss": number})
    assert names(tmp_path) == []
