"""Inflating files: block by block, all of it, and what is wrong with a damaged one."""

import bz2
import gc
import gzip
import io
import lzma
import os
import random
import re
import struct
import tracemalloc
import zipfile
import zlib
from importlib.util import find_spec

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors import blocks as inflating
from bakeoff.vectors.blocks import BLOCK
from bakeoff.vectors.containers import describe_container, read_blocks
from tests.vectors.files import PACKINGS, check_message, packed

ZEROS = bytes(100_000_000)
NOISE = random.Random(1).randbytes(5 * BLOCK + 7)
# Of a zip's central entry: where a field stands.
FLAGS, CHECKSUM, COMPRESSED, INFLATED, OFFSET = 8, 16, 20, 24, 42


class OneGo:
    """A file that cannot seek."""

    def __init__(self, file):
        """Write to a file."""
        self.write, self.flush = file.write, file.flush


@pytest.fixture
def small(monkeypatch):
    """Give a function that makes blocks, and what is read at a time, small."""

    def shrink(block, portion):
        monkeypatch.setattr(inflating, "BLOCK", block)
        monkeypatch.setattr(inflating, "PORTION", portion)

    return shrink


def inflate(path, **settings):
    """Give the whole content of a file; check that its blocks are neither empty nor too large."""
    blocks = list(read_blocks(path, bar=False, **settings))
    assert all(0 < len(block) <= inflating.BLOCK for block in blocks)
    return b"".join(blocks)


def refusal(path, **settings):
    """Give the message about a file that cannot be inflated."""
    with pytest.raises(BakeoffError) as caught:
        inflate(path, **settings)
    return check_message(caught.value, path)


def change_entry(content, at, form, value):
    """Write a number into the central entry of the only member of a zip."""
    content = bytearray(content)
    struct.pack_into(form, content, content.index(b"PK\x01\x02") + at, value)
    return bytes(content)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("size", [1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, len(NOISE)])
def test_content_is_what_was_packed(file, packing, size):
    """Whatever its size is to that of a block."""
    assert inflate(file(NOISE[:size], packing)) == NOISE[:size]


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("block", [1, 2, 7, 64])
@pytest.mark.parametrize("portion", [2, 3, 16, 1 << 16])
def test_blocks_and_portions_may_be_of_any_size(file, small, packing, block, portion):
    """Their borders then fall everywhere in the headers and checksums."""
    small(block, portion)
    content = NOISE[:99] + bytes(300) + NOISE[:99]
    assert inflate(file(content, packing)) == content


@pytest.mark.parametrize("packing", PACKINGS)
def test_an_empty_content_has_no_blocks(file, packing):
    """Whoever reads it says what it should hold."""
    assert list(read_blocks(file(b"", packing), bar=False)) == []


def test_gzip_streams_may_be_many_and_tiny(file):
    """Some tools write one for each line."""
    path = file(b"".join(gzip.compress(NOISE[at : at + 3], 1) for at in range(0, 3000, 3)))
    assert inflate(path) == NOISE[:3000]


@pytest.mark.parametrize("zeros", [1, 511, 65535, 131072 - 29, 131072, 300_000])
def test_zeros_may_stand_between_gzip_streams_and_behind(file, zeros):
    """They fill up sectors; what follows is read, however many they are."""
    path = file(gzip.compress(b"one") + bytes(zeros) + gzip.compress(b"two") + bytes(zeros))
    assert inflate(path) == b"onetwo"


def test_zeros_may_end_where_a_portion_does(file, small):
    """Also between the two bytes that begin a stream."""
    small(64, 16)
    for zeros in range(70):
        path = file(gzip.compress(b"one") + bytes(zeros) + gzip.compress(b"two"))
        assert inflate(path) == b"onetwo"


@pytest.mark.parametrize(
    "garbage", [b"x", b"\x1f", b"\x1f\x8b", b"the 1 2\n", bytes(300_000) + b"x"]
)
def test_what_is_no_gzip_behind_one_is_refused(file, garbage):
    """The garbage is not skipped: it could hold half of the words."""
    refusal(file(gzip.compress(b"of 1 2\n") + garbage))


@pytest.mark.parametrize(
    ("flag", "field"), [(4, b"\x05\0extra"), (8, b"name.txt\0"), (16, b"comment\0"), (0, b"")]
)
def test_gzip_headers_may_have_fields(file, flag, field):
    """A name, as the program gzip writes it, a comment, or others."""
    content = gzip.compress(b"of 1 2\n")
    assert inflate(file(content[:3] + bytes([flag]) + content[4:10] + field + content[10:]))


@pytest.mark.parametrize("packing", ["gzip", "bzip2", "xz", "zip", "stored"])
def test_a_cut_file_is_refused_wherever_it_was_cut(file, packing):
    """Also within the checksum at the end."""
    whole = packed(NOISE[:600], packing)
    streams = {"bzip2": len(bz2.compress(NOISE[:300])), "xz": len(lzma.compress(NOISE[:300]))}
    for size in {*range(6, len(whole))} - {streams.get(packing)}:  # the first is whole then
        assert "make it again" in refusal(file(whole[:size])), size


def test_a_cut_second_stream_is_refused_wherever_it_was_cut(file):
    """However few of its bytes are left, except for zeros."""
    first, second = gzip.compress(b"of 1 2\n"), gzip.compress(b"the 1 2\n")
    for size in range(1, len(second)):
        assert "make it again" in refusal(file(first + second[:size])), size


@pytest.mark.parametrize("packing", ["gzip", "xz", "zip", "stored"])
def test_a_flipped_bit_of_the_data_is_refused(file, packing):
    """The checksum tells, if nothing before does."""
    whole = packed(NOISE[:300], packing)
    at = whole.index(NOISE[100:110])  # noise is not compressed
    for bit in range(8):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << bit
        assert "damaged" in refusal(file(bytes(flipped)))


@pytest.mark.parametrize("at", range(-8, 0))
def test_a_flipped_checksum_or_size_of_gzip_is_refused(file, at):
    """They are the last eight bytes."""
    content = bytearray(gzip.compress(b"of 1 2\n"))
    content[at] ^= 1
    assert "damaged" in refusal(file(bytes(content)))


@pytest.mark.parametrize("packing", ["zip", "stored"])
@pytest.mark.parametrize(("field", "value"), [(CHECKSUM, 1), (INFLATED, 6), (INFLATED, 1 << 31)])
def test_a_wrong_checksum_or_size_of_a_zip_is_refused(file, packing, field, value):
    """The checksum comes from the list of members at the end."""
    content = change_entry(packed(b"of 1 2\n", packing), field, "<I", value)
    assert "'vectors.txt' should have" in refusal(file(content))


@pytest.mark.parametrize("size", [3, 1 << 31])
def test_a_wrong_size_of_a_stored_member_is_refused(file, size):
    """Too small or larger than the file."""
    assert refusal(file(change_entry(packed(b"of 1 2\n", "stored"), COMPRESSED, "<I", size)))


@pytest.mark.parametrize("offset", [1, 70, 1 << 30, (1 << 32) - 2])
def test_a_member_that_is_not_where_it_should_be_is_refused(file, offset):
    """Within the file or behind its end."""
    path = file(change_entry(packed(b"of 1 2\n", "zip"), OFFSET, "<I", offset))
    assert "no member 'vectors.txt' at byte" in refusal(path)


@pytest.mark.parametrize("offset", [1 << 40, (1 << 63) - 1, 1 << 63, (1 << 64) - 1])
def test_a_member_beyond_any_file_is_refused(file, offset):
    """Zip64 has 64 bits for the place of a member."""
    content = change_entry(packed(b"of 1 2\n", "zip"), OFFSET, "<I", 0xFFFFFFFF)
    extra = struct.pack("<2HQ", 1, 8, offset)
    content = change_entry(content, 30, "<H", len(extra))
    entry, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    content = bytearray(content[:end] + extra + content[end:])
    struct.pack_into("<I", content, content.index(b"PK\x05\x06") + 12, end + len(extra) - entry)
    refusal(file(bytes(content)))


@pytest.mark.parametrize("packing", PACKINGS)
def test_the_container_is_described(file, packing):
    """By what the file begins with; of a zip, its member."""
    described = describe_container(file(NOISE[:9], packing))
    if packing in ("zip", "stored"):
        assert re.fullmatch(r"member \S+ of a zip", described)
    else:
        assert described == packing.removesuffix("s")


@pytest.mark.parametrize("member", ["b.txt", "sub/c.txt"])
def test_a_member_is_found_by_its_name(tmp_path, member):
    """Whatever the dimension in it."""
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for name in ("a.50d.txt", "b.txt", "sub/", "sub/c.txt"):
            archive.writestr(name, name)
    assert inflate(tmp_path / "many.zip", member=member, dimension=50) == member.encode()


@pytest.mark.parametrize(
    "name", ["glove.6B.50d.txt", "model-50d.txt", "50d/model.txt", "v_50d.txt"]
)
def test_a_member_is_found_by_its_dimension(tmp_path, name):
    """Only one name holds that number, and not as a part of a longer one."""
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for other in ("glove.6B.150d.txt", name, "glove.6B.500d.txt", "glove.6B.5d.txt"):
            archive.writestr(other, other)
    assert inflate(tmp_path / "many.zip", dimension=50) == name.encode()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"member": "c.txt"}, "a member 'c.txt'"),
        ({"member": "sub/"}, "a member 'sub/'"),
        ({"dimension": 7}, "'7d'"),
        ({"dimension": 5}, "'5d'"),
        ({}, "one member"),
    ],
)
def test_a_zip_without_the_member_is_refused(tmp_path, settings, expected):
    """Its members are named; a folder is none, and two of a dimension are too many."""
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for name in ("a.5d.txt", "b.5d.txt", "sub/"):
            archive.writestr(name, name)
    message = refusal(tmp_path / "two.zip", **settings)
    assert expected in message and "'a.5d.txt', 'b.5d.txt'" in message and "None" not in message


def test_a_folder_beside_the_only_member_is_no_member(tmp_path):
    """Some tools add entries of folders."""
    with zipfile.ZipFile(tmp_path / "one.zip", "w") as archive:
        archive.writestr("sub/", "")
        archive.writestr("sub/a.txt", "content")
    assert inflate(tmp_path / "one.zip") == b"content"


@pytest.mark.parametrize("large", [False, True])
def test_a_zip_may_be_one_that_was_written_in_one_go(file, large):
    """The sizes then stand behind the member, and, in zip64, in eight bytes; so may a comment."""
    stream = io.BytesIO()
    with zipfile.ZipFile(OneGo(stream), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"PK\x01\x02" * 99
        with archive.open("sub/a.txt", "w", force_zip64=large) as member:
            member.write(NOISE)
    assert inflate(file(stream.getvalue())) == NOISE


def test_a_zip_without_members_is_refused(tmp_path):
    """It does not begin like other zips."""
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    assert "got []" in refusal(tmp_path / "empty.zip")


def test_an_encrypted_zip_is_refused(file):
    """Its members cannot be read."""
    assert "encrypted" in refusal(file(change_entry(packed(b"of 1 2\n", "zip"), FLAGS, "<H", 1)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_is_packed_otherwise_is_refused(tmp_path, method):
    """No published file is packed that way."""
    with zipfile.ZipFile(tmp_path / "v.zip", "w", method) as archive:
        archive.writestr("v.txt", "content")
    assert f"method {method}" in refusal(tmp_path / "v.zip")


@pytest.mark.parametrize("packing", ["zip", "gzip", "bzip2", "xz", "plain"])
def test_a_bomb_is_refused_before_it_takes_memory(file, packing):
    """A hundred kilobytes inflate to a hundred megabytes."""
    path = file(ZEROS, packing)
    tracemalloc.start()
    try:
        assert "at most 1000000 bytes" in refusal(path, max_bytes=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 12_000_000  # xz takes 8 MiB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("packing", PACKINGS)
def test_content_of_just_the_most_bytes_is_read(file, packing):
    """One byte more is refused."""
    path = file(NOISE[:1000], packing)
    assert len(inflate(path, max_bytes=1000)) == 1000
    assert "at most 999 bytes" in refusal(path, max_bytes=999)


@pytest.mark.parametrize(
    "content",
    [b"\x1f\x8b", b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x07" + bytes(99)],
)
def test_what_only_begins_like_an_archive_is_refused(file, content):
    """The first bytes say what a file is to be."""
    assert "damaged" in refusal(file(content))


def test_a_bad_checksum_of_bzip2_is_refused(file):
    """It is that of the whole stream, at its end."""
    content = bytearray(bz2.compress(NOISE[:300]))
    content[-3] ^= 1
    assert "damaged" in refusal(file(bytes(content)))


def test_xz_that_takes_much_memory_is_refused(file):
    """A dictionary may be of 4 GiB; the limit is far above that of the best level."""
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 1 << 30}]
    content = lzma.compress(b"of 1 2\n", filters=filters)
    assert "Memory usage limit" in refusal(file(content))
    assert inflate(file(lzma.compress(NOISE, preset=9 | lzma.PRESET_EXTREME))) == NOISE


@pytest.mark.skipif(find_spec("zstandard") is not None, reason="zstandard is installed")
def test_zstd_names_the_package_that_it_takes(file):
    """And the command that unpacks it."""
    message = refusal(file(b"\x28\xb5\x2f\xfd" + bytes(9)))
    assert "pip install zstandard" in message and "zstd -d" in message


def test_zstd_is_inflated_whole(file):
    """Where the package is there; a cut file is refused, a bomb too."""
    zstandard = pytest.importorskip("zstandard")
    compress = zstandard.ZstdCompressor(write_checksum=True).compress
    content = compress(NOISE) + compress(NOISE[:99])
    assert inflate(file(content)) == NOISE + NOISE[:99]
    assert "cut off" in refusal(file(content[:-9]))
    assert "damaged" in refusal(file(content[:5000] + b"x" + content[5001:]))
    assert "at most 1000000 bytes" in refusal(file(compress(ZEROS)), max_bytes=1_000_000)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """The next step is the download."""
    assert "download it" in refusal(tmp_path / "absent.zip")


def test_a_folder_is_refused(tmp_path):
    """Some systems open a folder but cannot read it."""
    assert "directory" in refusal(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_refused(file):
    """The system's reason is named."""
    path = file(b"of 1 2\n")
    path.chmod(0)
    assert "Permission denied" in refusal(path)


@pytest.mark.filterwarnings("error::ResourceWarning", "error::pytest.PytestWarning")
def test_a_file_is_closed_though_not_read_to_its_end(file):
    """The first bytes are read to tell its format."""
    blocks = read_blocks(file(NOISE, "gzip"), bar=False)
    next(blocks)
    blocks.close()
    del blocks
    gc.collect()


def test_checksums_are_those_of_zlib(file):
    """ISA-L computes them otherwise, but they are the same."""
    content = packed(NOISE, "stored")
    assert struct.pack("<I", zlib.crc32(NOISE)) in content
    assert inflate(file(content)) == NOISE
