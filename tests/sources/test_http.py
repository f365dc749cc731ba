"""One misbehaving address: the file is right, or an error gives the reason."""

import socket

import pytest

from bakeoff.core.files import WrongHash, write_text
from bakeoff.sources import http
from bakeoff.sources.http import download
from bakeoff.sources.partial import Note, Partial
from bakeoff.sources.session import Stalled
from tests.sources.server import File, content_of, running, sha256, write_certificate

CONTENT = content_of(1_000_000)
HASH = sha256(CONTENT)
TEXT = {"Content-Type": "text/html; charset=utf-8"}
either = pytest.mark.parametrize("known_hash", [HASH, None])

pytestmark = pytest.mark.usefixtures("store", "hasty")
impatiently = pytest.mark.usefixtures("impatient")


@pytest.fixture
def stored(store):
    """Return where the file goes."""
    return store / "some" / "vectors.gz"


def get(url, stored, known_hash=HASH):
    """Download; check that the file is right and alone in its folder."""
    download(url, stored, known_hash)
    assert stored.read_bytes() == CONTENT
    assert [path.name for path in stored.parent.iterdir()] == ["vectors.gz"]


def refusal(url, stored, known_hash=HASH, error=Exception):
    """Download without success; return the error, and check that there is no file."""
    with pytest.raises(error) as caught:
        download(url, stored, known_hash)
    assert not stored.exists()
    return str(caught.value)


def leave(stored, part, **note):
    """Leave a part of a file behind, as a killed process does."""
    partial = Partial(stored)
    partial.begin(Note(**note))
    partial.path.write_bytes(part)
    return partial


@either
def test_a_broken_connection_is_resumed(server, stored, known_hash):
    """No byte is sent twice."""
    url = server.serve("/a", CONTENT, cuts=[300_000, 10, 0, 500_000])
    get(url, stored, known_hash)
    assert server.sent == len(CONTENT)
    assert [start for _, start in server.asked] == [
        None,
        *(f"bytes={start}-" for start in (300_000, 300_010, 300_010, 800_010)),
    ]


@either
@pytest.mark.parametrize(
    "validators", [{}, {"etag": None, "dated": "Sun, 22 Nov 2026 08:00:00 GMT"}]
)
def test_the_part_that_a_killed_process_left_is_resumed(server, stored, known_hash, validators):
    """The note beside it says which file it is a part of."""
    url = server.serve("/a", CONTENT, **validators)
    file = server.files["/a"]
    leave(stored, CONTENT[:400_000], url=url, validator=file.etag or file.dated, size=len(CONTENT))
    get(url, stored, known_hash)
    assert server.asked == [("/a", "bytes=400000-")] and server.sent == 600_000


@either
def test_a_whole_file_without_its_name_is_not_requested(server, stored, known_hash):
    """The process was killed at its last step."""
    leave(stored, CONTENT, url=f"{server.address}/a", validator='"1"', size=len(CONTENT))
    get(f"{server.address}/a", stored, known_hash)
    assert server.asked == []


@either
@pytest.mark.parametrize(
    "settings",
    [
        {"ranges": False},
        {"etag": '"of another day"'},
        {"etag": '"of another day"', "if_range": False},
        {"range_shift": 1},
        {"range_shift": -1000},
    ],
)
def test_a_part_that_cannot_be_resumed_is_replaced(server, stored, known_hash, settings):
    """No ranges, a file that changed, with and without If-Range, a wrong Content-Range."""
    url = server.serve("/a", CONTENT, **settings)
    leave(stored, b"x" * 400_000, url=url, validator=File(CONTENT).etag, size=len(CONTENT))
    get(url, stored, known_hash)
    assert server.sent <= 1.7 * len(CONTENT)


@pytest.mark.parametrize("settings", [{"etag": None}, {"etag": 'W/"weak"'}])
def test_without_a_validator_only_a_hash_joins_two_parts(server, stored, settings):
    """They might belong to different files."""
    url = server.serve("/a", CONTENT, cuts=[300_000, 300_000], **settings)
    get(url, stored)
    assert server.sent == len(CONTENT)
    stored.unlink()
    server.files["/a"].cuts = [300_000]
    get(url, stored, None)
    assert server.asked[-2:] == [("/a", None)] * 2


def test_a_file_that_changes_between_two_parts_is_downloaded_whole(server, stored):
    """The old part is dropped."""
    url = server.serve("/a", content_of(1_000_000, seed=2), cuts=[300_000], statuses=[200, 503])
    old = server.files["/a"]

    class Later(dict):
        def get(self, path):
            return old if len(server.asked) < 2 else super().get(path)

    server.files = Later({"/a": File(CONTENT)})
    get(url, stored, None)
    assert server.asked[-1][1] == "bytes=300000-"


@pytest.mark.parametrize("part", [b"x" * 400_000, CONTENT + b"x", b""])
@pytest.mark.parametrize("url", ["https://example.org/other", None])
def test_the_hash_detects_a_part_of_another_file(server, stored, part, url):
    """And the whole is fetched once more, from the start."""
    asked = server.serve("/a", CONTENT)
    leave(stored, part, url=url or asked, validator=File(CONTENT).etag, size=len(CONTENT))
    get(asked, stored)
    assert server.asked[-1] == ("/a", None)


@either
@pytest.mark.parametrize("note", ["", "{", "[]", '{"url": 1}', "\0" * 100])
def test_a_part_without_a_readable_note_is_dropped(server, stored, known_hash, note):
    """It could be a part of any file."""
    url = server.serve("/a", CONTENT)
    partial = leave(stored, b"x" * 1000, url=url, validator=None, size=None)
    write_text(partial.path.with_name(f"{partial.path.name}.json"), note)
    get(url, stored, known_hash)
    assert server.asked == [("/a", None)]


def test_a_mirror_resumes_where_another_stopped(server, stored):
    """The hash of the whole shows whether they have the same file."""
    url = server.serve("/a", CONTENT)
    leave(stored, CONTENT[:400_000], url="https://mirror.org/", validator='"1"', size=len(CONTENT))
    get(url, stored)
    assert server.asked == [("/a", "bytes=400000-")]


def test_a_wrong_file_is_refused_at_once(server, stored):
    """It arrived in one piece, so a retry would not help."""
    url = server.serve("/a", CONTENT[1:])
    assert "its hash should be" in refusal(url, stored, error=WrongHash)
    assert len(server.asked) == 1 and list(stored.parent.iterdir()) == []


def test_parts_that_never_fit_together_are_an_error(server, stored):
    """After one retry from the start."""
    url = server.serve("/a", CONTENT[1:], cuts=[300_000, 9**9, 300_000])
    refusal(url, stored, error=WrongHash)
    assert len(server.asked) == 4 and list(stored.parent.iterdir()) == []


@either
@pytest.mark.parametrize("length", [len(CONTENT) + 1000, len(CONTENT) - 1000])
def test_a_wrong_length_is_refused(server, stored, known_hash, length):
    """Too long is always noticed; too short only by a hash."""
    url = server.serve("/a", CONTENT, length=length)
    if known_hash or length > len(CONTENT):
        assert refusal(url, stored, known_hash)


@either
@pytest.mark.parametrize("cuts", [[], [300_000]])
def test_a_chunked_file_needs_no_length(server, stored, known_hash, cuts):
    """The chunks mark its end."""
    get(server.serve("/a", CONTENT, length="chunked", cuts=cuts), stored, known_hash)


@either
def test_a_part_that_ends_early_is_not_the_rest(server, stored, known_hash):
    """Even if the first answer did not give the length of the whole."""
    url = server.serve("/a", CONTENT, length="chunked", cuts=[300_000], range_size=100_000)
    get(url, stored, known_hash)
    assert server.sent == len(CONTENT) and len(server.asked) == 8


def test_a_file_without_any_length_needs_a_hash(server, stored):
    """A cut file would look whole."""
    url = server.serve("/a", CONTENT, length=False)
    assert "does not say where the file ends" in refusal(url, stored, None)
    get(url, stored)


@either
@pytest.mark.parametrize("statuses", [[500], [503, 502], [429], ["close", 500, "close"]])
def test_a_temporary_error_is_retried(server, stored, known_hash, statuses):
    """So is a closed connection."""
    get(server.serve("/a", CONTENT, statuses=statuses), stored, known_hash)


@pytest.mark.parametrize("status", [404, 403, 410, 500, 204, 206, "close"])
def test_a_permanent_error_is_reported(server, stored, status):
    """After one request, or six if it could be temporary."""
    url = server.serve("/a", CONTENT, statuses=[status] * 20)
    message = refusal(url, stored)
    assert str(status) in message or "RemoteDisconnected" in message
    assert len(server.asked) == (6 if status in (500, "close") else 1)


@impatiently
@pytest.mark.parametrize("pause", [0.1, 9])
def test_a_server_that_trickles_or_falls_silent_is_left(server, stored, pause):
    """The part that has arrived is kept and resumed."""
    url = server.serve("/a", CONTENT, cuts=[100_000])
    slow = File(CONTENT, stall=100 if pause == 9 else None, piece=10, pause=min(pause, 0.1))
    server.files["/a"] = slow
    assert refusal(url, stored, error=Stalled)
    assert Partial(stored).size >= 10
    server.files["/a"] = File(CONTENT)
    get(url, stored)
    assert server.asked[-1][1] != "bytes=0-" and server.asked[-1][1]


@impatiently
def test_a_server_that_never_answers_is_left(server, stored):
    """Before its first byte, too."""
    url = server.serve("/a", CONTENT, stall=0)
    assert "silent" in refusal(url, stored, error=Stalled)


def test_the_proxy_of_the_environment_is_used(plain_server, stored, monkeypatch):
    """As requests does."""
    url = "http://nobody.example.invalid/vectors.gz"
    plain_server.files[url] = File(CONTENT, cuts=[300_000])
    monkeypatch.setenv("HTTP_PROXY", plain_server.address)
    get(url, stored)
    assert plain_server.asked == [(url, None), (url, "bytes=300000-")]


@impatiently
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_accepts_and_says_nothing_is_left(stored, scheme):
    """During the TLS handshake, too."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/a"
        assert "silent" in refusal(url, stored, error=Stalled)


@either
def test_redirects_are_followed(server, stored, known_hash):
    """Also those without a host."""
    url = server.serve("/a", b"", location="b")
    server.serve("/b", b"", location=f"{server.address}/c")
    server.serve("/c", CONTENT, cuts=[300_000])
    get(url, stored, known_hash)


@impatiently
def test_the_content_of_a_redirect_is_not_read(server, stored):
    """It may be endless, or never arrive."""
    url = server.serve("/a", CONTENT, location="/b", stall=100_000)
    server.serve("/b", CONTENT)
    get(url, stored)


def test_endless_redirects_are_an_error(server, stored):
    """After ten."""
    url = server.serve("/a", b"", location="/a")
    assert "more than 10 redirects" in refusal(url, stored)
    assert len(server.asked) == 11


@pytest.mark.parametrize(
    "leads_to", ["file:///etc/passwd", "ftp://127.0.0.1/a", "data:,a", "gopher://a", "http://[::1"]
)
def test_a_redirect_out_of_the_web_is_not_followed(server, stored, leads_to):
    """With and without a hash."""
    url = server.serve("/a", b"", location=leads_to)
    message = refusal(url, stored)
    assert leads_to in message or "IPv6" in message


def test_plain_http_needs_a_hash(server, plain_server, stored):
    """As the address or the target of a redirect."""
    plain = plain_server.serve("/a", CONTENT)
    redirected = server.serve("/a", b"", location=plain)
    for url in (plain, redirected):
        message = refusal(url, stored, None)
        assert f"{plain} is plain http" in message and "hash in params.yaml" in message
        get(url, stored)
        stored.unlink()
    assert len(plain_server.asked) == 2


def test_an_untrusted_certificate_is_refused(tmp_path, stored):
    """Even with a known hash, and without a retry."""
    with running(write_certificate(tmp_path / "own.pem")) as server:
        assert "CERTIFICATE_VERIFY_FAILED" in refusal(server.serve("/a", CONTENT), stored)
        assert server.asked == []


@pytest.mark.parametrize(
    ("content", "headers", "known_hash"),
    [
        (b"\xef\xbb\xbf\n <!DOCTYPE html>\n<title>Sign in</title>", {}, None),
        (b"<HTML lang=en>", {}, HASH),
        (CONTENT, TEXT, None),
    ],
)
def test_a_page_is_not_taken_for_the_file(server, stored, content, headers, known_hash):
    """It usually says why the file is not available."""
    url = server.serve("/a", content, headers=headers)
    assert "HTML page" in refusal(url, stored, known_hash)


def test_a_page_is_accepted_if_it_is_wanted_or_has_the_hash(server, stored):
    """The hash is better evidence than a header."""
    get(server.serve("/a", CONTENT, headers=TEXT), stored)
    for name, known_hash in (("page.html", None), ("page.csv", sha256(b"<html>"))):
        page = stored.with_name(name)
        download(server.serve("/b", b"<html>", headers=TEXT), page, known_hash)
        assert page.read_bytes() == b"<html>"


def test_a_compressed_answer_is_refused(server, stored):
    """Except for .gz files, which some servers declare compressed."""
    url = server.serve("/a", CONTENT, headers={"Content-Encoding": "gzip"})
    get(url, stored)
    assert "is compressed" in refusal(url, stored.with_suffix(".csv"))


def test_an_endless_file_is_an_error(server, stored, monkeypatch):
    """What has arrived is removed."""
    monkeypatch.setattr(http, "MAX_BYTES", 500_000)
    assert "more than 500000 bytes" in refusal(server.serve("/a", CONTENT), stored)
    assert not Partial(stored).path.exists()
