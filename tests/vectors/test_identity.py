"""Hashes of files that are computed once, while nothing changes."""

import time

import pytest

from bakeoff.vectors import identity
from bakeoff.vectors.identity import identify


@pytest.fixture
def file(tmp_path):
    """Write a file."""
    path = tmp_path / "vectors.txt"
    path.write_bytes(b"of 1 2\n")
    return path


def test_a_file_that_has_just_changed_is_hashed_each_time(file, tmp_path):
    """Its date may still be that of a change to come."""
    identify(file, tmp_path / "records")
    assert not (tmp_path / "records").exists()


def test_a_file_that_settled_is_hashed_once(file, tmp_path, monkeypatch):
    """Its record says of which status it is."""
    later = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(identity.time, "time_ns", lambda: later)
    content = identify(file, tmp_path / "records")
    monkeypatch.setattr(identity.hashlib, "file_digest", None)
    assert identify(file, tmp_path / "records") == content
