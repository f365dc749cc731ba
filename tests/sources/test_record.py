"""The record of downloads: the first content is what later ones must match."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import DOWNLOADS_LOCK
from bakeoff.sources.record import check_or_record, read_record

URL = "https://example.org/b"

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def record(store):
    """Return the path of the record, which does not exist yet."""
    return DOWNLOADS_LOCK


@pytest.fixture
def download(tmp_path):
    """Give a downloaded file."""
    (tmp_path / "weights.bin").write_bytes(b"weights")
    return tmp_path / "weights.bin"


def test_the_first_content_is_recorded(download, record):
    """With its size; addresses are sorted, one key per line."""
    check_or_record(download, URL)
    check_or_record(download, "https://example.org/a")
    digest = hashlib.sha256(b"weights").hexdigest()
    text = record.read_text(encoding="utf-8")
    assert list(json.loads(text)) == ["https://example.org/a", URL]
    assert json.loads(text)[URL] == {"bytes": 7, "sha256": digest}
    assert text.count("\n") == 10 and text.endswith("}\n")


def test_the_same_content_is_accepted_again(download, record):
    """The record does not change."""
    check_or_record(download, URL)
    text = record.read_bytes()
    check_or_record(download, URL)
    assert record.read_bytes() == text


def test_another_content_is_refused(download, record):
    """The error has both hashes and says what to do; the record does not change."""
    check_or_record(download, URL)
    text = record.read_bytes()
    download.write_bytes(b"others!")
    with pytest.raises(BakeoffError) as caught:
        check_or_record(download, URL)
    message = str(caught.value)
    hashes = [hashlib.sha256(content).hexdigest() for content in (b"weights", b"others!")]
    named = (*hashes, "weights.bin", f"remove its entry from {record}", "params.yaml")
    assert message.startswith(f"{URL}: ") and all(part in message for part in named)
    assert "\n" not in message and record.read_bytes() == text


def test_a_recorded_content_can_be_looked_up(download, record):
    """Looking it up records nothing."""
    assert read_record().get(URL) is None and not record.exists()
    check_or_record(download, URL)
    content = read_record().get(URL)
    assert (content.bytes, content.sha256) == (7, hashlib.sha256(b"weights").hexdigest())


def test_no_entry_is_lost_if_many_record_at_once(download, record):
    """Each reads what the others wrote."""
    urls = [f"{URL}/{number}" for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(partial(check_or_record, download), urls))
    assert list(json.loads(record.read_text(encoding="utf-8"))) == sorted(urls)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '{"a": 1}', '{"a": {"bytes": 1}}', "[" * 100_000),
        '{"a": {"bytes": -1, "sha256": "' + "0" * 64 + '"}}',
        '{"a": {"bytes": 1, "sha256": "short"}}',
        '{"a": {"bytes": 1, "sha256": "' + "0" * 64 + '", "md5": ""}}',
        "<<<<<<< HEAD\n{}",
    ],
)
def test_a_record_of_another_form_is_refused(download, record, text):
    """A merge that went wrong, for example; it is not overwritten."""
    record.write_text(text, encoding="utf-8")
    with pytest.raises(BakeoffError) as caught:
        check_or_record(download, URL)
    message = str(caught.value)
    assert message.startswith(f"{record}: ") and "\n" not in message
    assert record.read_text(encoding="utf-8") == text


def test_a_record_that_is_not_utf_8_is_refused(download, record):
    """In one line."""
    record.write_bytes(b"\xff\xfe{}")
    with pytest.raises(BakeoffError, match="utf-8"):
        check_or_record(download, URL)
