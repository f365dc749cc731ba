"""Parts of files: which may be resumed, and how one becomes whole."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bakeoff.sources.partial import Note, Partial

URL = "https://example.org/a"


@pytest.fixture
def stored(tmp_path):
    """Return where the whole file goes; its folder does not exist yet."""
    return tmp_path / "some" / "vectors.gz"


def left(stored, part, note):
    """Leave a part of a file."""
    partial = Partial(stored)
    partial.begin(note)
    partial.path.write_bytes(part)
    return Partial(stored)


def test_nothing_is_resumed_if_there_is_no_part(stored):
    """Looking for it creates no file."""
    partial = Partial(stored)
    assert partial.size == 0 and partial.note() is None
    assert not partial.fits(URL, is_checked=True) and not stored.parent.exists()


@pytest.mark.parametrize(
    ("part", "url", "validator", "size", "unchecked", "checked"),
    [
        (b"abc", URL, '"1"', 9, True, True),
        (b"abc", URL, '"1"', None, True, True),
        (b"abc", URL, '"1"', 3, True, True),
        (b"abc", URL, None, 9, False, True),
        (b"abc", "https://example.org/b", '"1"', 9, False, True),
        (b"abc", URL, '"1"', 2, False, False),
        (b"", URL, '"1"', 9, False, False),
    ],
)
def test_a_part_fits_if_the_address_is_the_same_or_a_hash_is_known(
    stored, part, url, validator, size, unchecked, checked
):
    """And only if it is not longer than the whole."""
    partial = left(stored, part, Note(url=url, validator=validator, size=size))
    assert partial.fits(URL, is_checked=False) is unchecked
    assert partial.fits(URL, is_checked=True) is checked


def test_a_finished_file_has_its_name_and_nothing_beside_it(stored):
    """An older one is replaced."""
    partial = left(stored, b"abc", Note(url=URL, validator=None, size=3))
    stored.write_bytes(b"older")
    partial.finish()
    assert stored.read_bytes() == b"abc" and list(stored.parent.iterdir()) == [stored]


def test_a_dropped_part_is_gone(stored):
    """Dropping it twice is no error."""
    partial = left(stored, b"abc", Note(url=URL, validator=None, size=3))
    partial.drop()
    partial.drop()
    assert list(stored.parent.iterdir()) == []


@given(note=st.binary(max_size=60) | st.sampled_from([b"null", b"[]", b'{"url": 1}', b"[" * 9**5]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_note_counts_as_missing(tmp_path, note):
    """The download starts again from the beginning."""
    partial = left(tmp_path / "a", b"abc", Note(url=URL, validator=None, size=3))
    (tmp_path / "a.incomplete.json").write_bytes(note)
    assert partial.note() is None
