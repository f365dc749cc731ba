"""Hashes of files: SHA-256, or MD5 where no other is published."""

import hashlib

import pytest

from bakeoff.sources.hashes import WrongHash, expect_hash, hash_of, is_whole


@pytest.fixture
def path(tmp_path):
    """Give a file."""
    (tmp_path / "file").write_bytes(b"content")
    return tmp_path / "file"


@pytest.mark.parametrize("algorithm", ["sha256", "md5"])
def test_a_file_is_known_by_its_hash(path, algorithm):
    """As the library computes it of the bytes."""
    known = f"{algorithm}:{hashlib.new(algorithm, b'content').hexdigest()}"
    assert hash_of(path, algorithm) == known and is_whole(path, known)
    expect_hash(path, known)


@pytest.mark.parametrize("known", ["sha256:" + "0" * 64, "md5:" + "0" * 32])
def test_another_hash_is_refused(path, known):
    """The error names both."""
    with pytest.raises(WrongHash, match=f"should be {known} but is .* \\(7 bytes\\)"):
        expect_hash(path, known)
    assert not is_whole(path, known)


def test_without_a_hash_any_file_is_whole(path):
    """Only whole files get their names."""
    assert is_whole(path, None) and not is_whole(path.with_name("absent"), None)
