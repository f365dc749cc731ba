"""Unpacking: an archive comes out whole and inside the folder, or is refused in one line."""

import gzip
import io
import stat
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.archives import unpack

MODEL = {"saved_model.pb": b"graph", "variables/variables.index": b"", "assets/words": b"a\n" * 999}
NOISE = bytes(byte * byte % 251 for byte in range(40_000))


def tar_bytes(members, mode="w:gz", kind=tarfile.REGTYPE, **settings):
    """Make a tar of (name, content) pairs; members of another kind point to the content."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, **settings) as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.type, member.mode = kind, 0o4777
            if kind == tarfile.REGTYPE:
                member.size = len(content)
            else:
                member.linkname = content.decode()
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def zip_bytes(members, method=zipfile.ZIP_DEFLATED, mode=0):
    """Make a zip of (name, content) pairs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo("x")
            info.filename, info.external_attr, info.compress_type = name, mode << 16, method
            archive.writestr(info, content)
    return buffer.getvalue()


MAKERS = {
    "tar": lambda members: tar_bytes(members, "w"),
    "gz": lambda members: tar_bytes(members, "w:gz"),
    "bz2": lambda members: tar_bytes(members, "w:bz2"),
    "xz": lambda members: tar_bytes(members, "w:xz"),
    "zip": zip_bytes,
}
every_kind = pytest.mark.parametrize("kind", MAKERS)


def contents(folder):
    """Read back all files below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def unpacked(folder, content, **limits):
    """Unpack bytes below a folder; return the unpacked folder."""
    (folder / "archive").write_bytes(content)
    (folder / "module").mkdir()
    unpack(folder / "archive", folder / "module", **limits)
    return folder / "module"


def refusal(folder, content, **limits):
    """Unpack without success; return the error, one line, and check that nothing is outside."""
    with pytest.raises(BakeoffError) as caught:
        unpacked(folder, content, **limits)
    assert sorted(path.name for path in folder.iterdir()) == ["archive", "module"]
    error = str(caught.value)
    assert error.startswith(f"{folder / 'archive'}: ") and "\n" not in error
    return error


@every_kind
def test_every_kind_of_archive_comes_out_as_it_went_in(tmp_path, kind):
    """Its content tells the kind, not its name."""
    assert contents(unpacked(tmp_path, MAKERS[kind](MODEL.items()))) == MODEL


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_folders_among_the_members_are_made(tmp_path):
    """Empty ones too, and named twice."""
    members = [("./", b""), ("assets/", b""), ("assets/", b""), ("saved_model.pb", b"graph")]
    module = unpacked(tmp_path, zip_bytes(members))
    assert (module / "assets").is_dir() and contents(module) == {"saved_model.pb": b"graph"}


def test_modes_of_the_archive_are_not_kept(tmp_path):
    """No file that comes out is executable."""
    path = unpacked(tmp_path, tar_bytes(MODEL.items())) / "saved_model.pb"
    assert not path.stat().st_mode & (stat.S_ISUID | stat.S_IXUSR | stat.S_IWOTH)


@pytest.mark.parametrize("make", [tar_bytes, zip_bytes])
@pytest.mark.parametrize("name", ["../a", "a/../../b", "..", "../module-b/a"])
def test_a_member_that_leads_out_is_refused(tmp_path, make, name):
    """Whatever else is in the archive."""
    error = refusal(tmp_path, make([("first", b"1"), (name, b"2")]))
    assert repr(name) in error and "outside the destination" in error


@pytest.mark.parametrize("make", [tar_bytes, zip_bytes])
@pytest.mark.parametrize("name", ["/etc/a", "//etc/a"])
def test_an_absolute_name_stays_inside(tmp_path, make, name):
    """As if it had no slash in front."""
    assert contents(unpacked(tmp_path, make([(name, b"1")]))) == {"etc/a": b"1"}


@pytest.mark.parametrize("kind", ["w", "w:gz"])
def test_a_name_that_is_not_utf_8_is_refused(tmp_path, kind):
    """Our hashes of folders are of names in UTF-8."""
    content = tar_bytes([("caf\udce9", b"1")], kind, encoding="utf-8", errors="surrogateescape")
    assert "is not UTF-8" in refusal(tmp_path, content)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_devices_and_pipes_are_refused(tmp_path, kind):
    """A model has none."""
    assert "'odd' is a link" in refusal(tmp_path, tar_bytes([("odd", b"first")], kind=kind))


def test_a_link_in_a_zip_is_refused(tmp_path):
    """Its mode tells."""
    content = zip_bytes([("odd", b"/etc/passwd")], mode=stat.S_IFLNK | 0o777)
    assert "'odd' is a link" in refusal(tmp_path, content)


@pytest.mark.parametrize("make", [tar_bytes, zip_bytes])
@pytest.mark.parametrize("names", [("a", "a"), ("a", "./a"), ("a", "a/b"), ("a/b", "a")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_occurs_twice_is_refused(tmp_path, make, names):
    """As is a file below a file."""
    assert "twice" in refusal(tmp_path, make([(name, b"1") for name in names]))


@every_kind
def test_unpacked_bytes_are_counted(tmp_path, kind):
    """All files together; a bomb is stopped on the way."""
    content = MAKERS[kind]([("a", bytes(3_000_000)), ("b", bytes(3_000_000))])
    assert kind == "tar" or len(content) < 100_000
    assert "or 5999999 bytes" in refusal(tmp_path, content, max_bytes=5_999_999)
    (tmp_path / "fits").mkdir()
    assert len(contents(unpacked(tmp_path / "fits", content, max_bytes=6_000_000))) == 2


@every_kind
def test_members_are_counted(tmp_path, kind):
    """Folders and empty files take no bytes, but space on the disk."""
    content = MAKERS[kind]([(f"{number}", b"") for number in range(30)])
    assert "more than 29 members" in refusal(tmp_path, content, max_members=29)
    (tmp_path / "fits").mkdir()
    assert len(contents(unpacked(tmp_path / "fits", content, max_members=30))) == 30


def test_a_zip_that_declares_too_small_a_size_is_refused(tmp_path):
    """No more bytes are unpacked than it declares."""
    content = zip_bytes([("a", bytes(3_000_000))])
    lying = content.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != content
    refusal(tmp_path, lying, max_bytes=1000)


def test_a_name_that_is_too_long_is_refused(tmp_path):
    """A system's own limit."""
    assert "too long" in refusal(tmp_path, tar_bytes([("a" * 10_000, b"")]))


@every_kind
@pytest.mark.parametrize("share", [0.001, 0.3, 0.7, 0.99])
def test_an_archive_that_was_cut_is_refused(tmp_path, kind, share):
    """Wherever the cut is."""
    content = MAKERS[kind]([("a", NOISE), ("b", NOISE[::-1])])
    if kind == "tar":
        content = content.rstrip(b"\0")
    error = refusal(tmp_path, content[: int(len(content) * share)])
    assert "expected a whole archive" in error and "fetch it again" in error


@every_kind
def test_an_archive_with_a_damaged_byte_is_refused(tmp_path, kind):
    """A plain tar has checksums in its headers alone."""
    content = bytearray(MAKERS[kind]([("a", NOISE), ("b", NOISE)]))
    at = content.rindex(b"ustar") - 20 if kind == "tar" else len(content) // 3
    content[at] ^= 0x55
    assert "expected a whole archive" in refusal(tmp_path, bytes(content))


def test_a_wrong_checksum_at_the_end_is_seen(tmp_path):
    """Though tarfile reads no further than the end of the tar."""
    content = bytearray(tar_bytes(MODEL.items()))
    content[-8] ^= 1
    assert "CRC" in refusal(tmp_path, bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"<!DOCTYPE html><title>Try again</title>", bytes(2000)),
        *(gzip.compress(b"no tar"), tar_bytes([]), zip_bytes([]), tar_bytes([], "w")),
    ],
    ids=["nothing", "page", "zeros", "gzip", "empty tar.gz", "empty zip", "empty tar"],
)
def test_what_is_no_archive_or_an_empty_one_is_refused(tmp_path, content):
    """Usually it is a page that gives the reason."""
    assert f"got {len(content)} bytes that cannot be unpacked" in refusal(tmp_path, content)


def test_a_tar_without_its_last_blocks_is_unpacked_if_it_was_compressed(tmp_path):
    """Some writers leave them out, and the compression says that nothing is missing."""
    plain = tar_bytes([("a", NOISE[:512])], "w")[:1024]
    assert contents(unpacked(tmp_path, gzip.compress(plain))) == {"a": NOISE[:512]}
    (tmp_path / "plain").mkdir()
    refusal(tmp_path / "plain", plain)


def test_a_zip_with_a_password_is_refused(tmp_path):
    """The password is unknown."""
    content = bytearray(zip_bytes([("a", b"1")], zipfile.ZIP_STORED))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refusal(tmp_path, bytes(content))


@given(
    names=st.lists(
        st.text("ab./\\:C\0é☃ ~\n", min_size=1, max_size=12).filter(lambda name: name[0] != "\0"),
        min_size=1,
        max_size=4,
    ),
    make=st.sampled_from([tar_bytes, zip_bytes]),
)
@example(names=["é" * 200], make=tar_bytes)
@example(names=["a/" * 3000], make=tar_bytes)
@settings(max_examples=200)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_member_is_written_outside_the_folder(names, make):
    """Each archive is unpacked into the folder or refused in one line."""
    with TemporaryDirectory() as place:
        folder = Path(place, "a", "b")
        folder.mkdir(parents=True)
        try:
            unpacked(folder, make([(name, b"1") for name in names]))
        except BakeoffError as error:
            assert "\n" not in str(error)
        assert sorted(path.name for path in folder.iterdir()) == ["archive", "module"]
        assert len(list(Path(place, "a").iterdir())) == len(list(Path(place).iterdir())) == 1


@given(at=st.integers(0, 10_000), byte=st.integers(1, 255), kind=st.sampled_from(list(MAKERS)))
@settings(max_examples=300)
def test_whichever_byte_is_changed_it_is_unpacked_or_refused_in_one_line(at, byte, kind):
    """Every exception of a reader is caught."""
    content = bytearray(MAKERS[kind]([("a/b", NOISE[:700]), ("c", b"text")]))
    content[at % len(content)] ^= byte
    with TemporaryDirectory() as folder:
        try:
            unpacked(Path(folder), bytes(content), max_bytes=1_000_000)
        except BakeoffError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_header_that_would_fill_the_memory_is_refused(tmp_path, kind):
    """tarfile reads a header of names as one piece, whatever its size."""
    member = tarfile.TarInfo("x")
    member.type, member.size = kind, 64 << 20
    content = gzip.compress(member.tobuf() + bytes(member.size + 1024), 1)
    assert f"a header of {64 << 20} bytes" in refusal(tmp_path, content)
