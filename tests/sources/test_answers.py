"""Answers of servers: with any headers they are resumed, start again or are refused."""

import pytest
import requests
from hypothesis import example, given
from hypothesis import strategies as st

from bakeoff.sources.answers import Unfit, check_page, check_rest, request_headers
from bakeoff.sources.partial import Note

URL = "https://example.org/a"
NOTE = Note(url=URL, validator='"1"', size=10)


def answer(status, **headers):
    """Make what requests makes of an answer."""
    response = requests.Response()
    response.status_code = status
    response.headers.update({key.replace("_", "-"): value for key, value in headers.items()})
    return response


def test_the_rest_is_asked_for_if_the_file_is_still_the_same():
    """At another address only the hash of the whole can tell."""
    plain = {"Accept-Encoding": "identity"}
    assert request_headers(URL, None, 0) == plain
    assert request_headers(URL, NOTE, 4) == plain | {"Range": "bytes=4-", "If-Range": '"1"'}
    assert request_headers(f"{URL}b", NOTE, 4) == plain | {"Range": "bytes=4-"}


@pytest.mark.parametrize("content_range", ["bytes 4-9/10", "bytes 4-6/10", "bytes 4-9/*"])
@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"'}, {"Last_Modified": "today"}])
def test_the_rest_is_accepted(content_range, headers):
    """Even if it is only a part: the remainder is requested later."""
    assert check_rest(answer(206, Content_Range=content_range, **headers), URL, NOTE, 4) == NOTE


def test_the_whole_file_is_accepted_instead():
    """The server knows no ranges, or its file changed."""
    assert check_rest(answer(200), URL, NOTE, 4) is None is check_rest(answer(200), URL, None, 0)


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (416, {}),
        (206, {}),
        (206, {"Content_Range": "bytes 3-9/10"}),
        (206, {"Content_Range": "bytes 4-9/11"}),
        (206, {"Content_Range": "bytes 4-9/10", "ETag": '"2"'}),
    ],
)
def test_another_part_does_not_fit(status, headers):
    """Nor one of another file."""
    with pytest.raises(Unfit):
        check_rest(answer(status, **headers), URL, NOTE, 4)


def test_the_date_counts_where_there_is_no_etag():
    """A mirror's date is its own."""
    note = Note(url=URL, validator="Sun, 22 Nov 2026 08:00:00 GMT", size=None)
    other = answer(206, Content_Range="bytes 4-9/10", Last_Modified="Mon")
    with pytest.raises(Unfit, match="changed"):
        check_rest(other, URL, note, 4)
    assert check_rest(other, f"{URL}b", note, 4) == note.model_copy(update={"size": 10})


@pytest.mark.parametrize(("content_range", "size"), [("bytes 4-6/10", 10), ("bytes 4-6/*", None)])
def test_a_part_must_give_the_length_of_the_whole_if_it_is_unknown(content_range, size):
    """Its end could be mistaken for the end of the file."""
    note = Note(url=URL, validator='"1"', size=None)
    if size:
        assert check_rest(answer(206, Content_Range=content_range), URL, note, 4).size == size
    else:
        with pytest.raises(Unfit):
            check_rest(answer(206, Content_Range=content_range), URL, note, 4)


@pytest.mark.parametrize("size", [10, None])
@given(content_range=st.text(max_size=30) | st.from_regex(r"bytes \d{0,25}-\d{0,25}/(\d{0,25}|\*)"))
@example(content_range="bytes ٤-9/10")
@example(content_range=f"bytes {'9' * 5000}-9/10")
@example(content_range=f"bytes 4-9/{'9' * 5000}")
def test_whatever_the_range_it_is_the_rest_or_does_not_fit(content_range, size):
    """No other error."""
    note = NOTE.model_copy(update={"size": size})
    try:
        rest = check_rest(answer(206, Content_Range=content_range), URL, note, 4)
    except Unfit:
        return
    assert content_range.startswith("bytes 4-") and content_range.endswith((f"/{rest.size}", "/*"))
    assert rest.size == 10 if size else rest.size is not None


@pytest.mark.parametrize("status", [204, 206, 301, 404, 500])
def test_other_statuses_are_refused(status):
    """With its status."""
    with pytest.raises((ValueError, requests.HTTPError), match=str(status)):
        check_rest(answer(status), URL, None, 0)


@given(content=st.binary() | st.text("<html>!DOCTYPE \n\ufeff").map(str.encode))
def test_only_what_begins_as_a_page_is_a_page(tmp_path_factory, content):
    """Text that speaks of pages is none."""
    path = tmp_path_factory.mktemp("page") / "page"
    path.write_bytes(content)
    start = content.removeprefix(b"\xef\xbb\xbf").lower().split(b"\xef")[0].split()
    try:
        check_page(path, "vectors.csv")
    except ValueError:
        assert start[0].startswith((b"<html", b"<!doctype"))
    check_page(path, "page.html")
