"""Fetching a file: addresses in turn, checked, kept once per user."""

import hashlib
import os
import socket
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bakeoff.errors import BakeoffError
from bakeoff.files import read_json
from bakeoff.paths import DOWNLOADS_LOCK
from bakeoff.sources import fetch as fetching
from bakeoff.store import store_folder

CONTENT = bytes(range(256)) * 1000
HASH = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"
MD5 = f"md5:{hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()}"


class Handler(SimpleHTTPRequestHandler):
    """Serve a folder; a path with `cut` in it ends in the middle, one with `moved` leads on."""

    def do_GET(self):
        """Answer, or promise more than comes."""
        if "moved" in self.path:
            self.send_response(302)
            self.send_header("Location", self.path.replace("moved", "vectors"))
            return self.end_headers()
        if "cut" not in self.path:
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT[:1000])

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def server(tmp_path):
    """Serve a folder that holds the file and a wrong one, on loopback."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "vectors.gz").write_bytes(CONTENT)
    (tmp_path / "www" / "wrong.gz").write_bytes(b"<html>try again</html>")
    handler = partial(Handler, directory=tmp_path / "www")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.address = f"http://127.0.0.1:{running.server_port}"
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    """Keep downloads in a folder of the test's own, and go through no proxy."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.chdir(tmp_path)  # where the record stands
    return tmp_path / "store"


@pytest.fixture
def target(tmp_path):
    """Give where the file is to stand; its folder is not made yet."""
    return tmp_path / "data" / "raw" / "glove" / "vectors.gz"


def fetch(target, *, urls, known_hash):
    """Fetch a file, with the record where it always stands."""
    fetching.fetch(target, urls=urls, known_hash=known_hash, record=DOWNLOADS_LOCK)


def files(folder):
    """Name all files below a folder."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def closed_port():
    """Give an address at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def refusal(target, urls, known_hash=HASH):
    """Fetch in vain; give the message, which is one line, and see that nothing is left."""
    with pytest.raises(BakeoffError) as caught:
        fetch(target, urls=urls, known_hash=known_hash)
    message = str(caught.value)
    assert message.startswith("vectors.gz: ") and "\n" not in message
    assert all(f"{url}: " in message for url in urls)
    assert not target.exists() and files(target.parent) == []
    return message


@pytest.mark.parametrize("known_hash", [HASH, MD5, None])
def test_a_file_is_downloaded(server, target, known_hash):
    """Checked if its hash is known."""
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=known_hash)
    assert target.read_bytes() == CONTENT and files(target.parent) == ["vectors.gz"]


@pytest.mark.parametrize("first", ["/absent.gz", "/wrong.gz", "/cut.gz", "refused", "nonsense"])
def test_the_next_address_is_tried(server, target, store, first):
    """After a 404, a wrong or a cut file, a refused connection, an address that is none."""
    url = {"refused": f"{closed_port()}/a", "nonsense": "http://:x"}.get(first)
    urls = [url or server.address + first, f"{server.address}/vectors.gz"]
    fetch(target, urls=urls, known_hash=HASH)
    assert target.read_bytes() == CONTENT
    assert files(store) == files(target.parent) == ["vectors.gz"]


def test_if_all_fail_each_is_named_with_its_reason(server, target, store):
    """In one line, with what to do."""
    urls = [f"{server.address}/absent.gz", f"{server.address}/wrong.gz", f"{closed_port()}/a"]
    message = refusal(target, [*urls, "absent/folder"])
    assert "404" in message and "Connection refused" in message and "no such file" in message
    assert "none of 4 addresses" in message and "params.yaml" in message
    assert f"its hash should be {HASH} but is " in message
    assert not store.exists() or files(store) == []


def test_a_cut_file_is_refused_even_if_its_hash_is_not_known(server, target):
    """The server said how long it is."""
    refusal(target, [f"{server.address}/cut.gz"], known_hash=None)


@pytest.mark.parametrize("known_hash", [HASH, None])
def test_a_file_is_downloaded_once_per_user(server, target, tmp_path, known_hash):
    """Another project finds it in the store, offline."""
    urls = [f"{server.address}/vectors.gz"]
    fetch(target, urls=urls, known_hash=known_hash)
    server.shutdown()
    server.server_close()
    again = tmp_path / "another" / "vectors.gz"
    fetch(again, urls=urls, known_hash=known_hash)
    assert again.read_bytes() == CONTENT


def test_the_store_serves_a_hash_whatever_the_address(server, target, tmp_path):
    """The content is what is named, not where it came from."""
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=HASH)
    again = tmp_path / "another" / "vectors.gz"
    fetch(again, urls=[f"{closed_port()}/vectors.gz"], known_hash=HASH)
    assert again.read_bytes() == CONTENT


def test_a_damaged_file_in_the_store_is_downloaded_again(server, target, store):
    """Its hash is checked each time."""
    urls = [f"{server.address}/vectors.gz"]
    fetch(target, urls=urls, known_hash=HASH)
    target.unlink()
    (kept,) = (path for path in store.rglob("*") if path.is_file())
    kept.write_bytes(b"damaged")
    fetch(target, urls=urls, known_hash=HASH)
    assert target.read_bytes() == CONTENT


def test_the_target_shares_its_bytes_on_disk_with_the_store(server, target, store):
    """3.5 GB are not kept twice."""
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=HASH)
    (kept,) = (path for path in store.rglob("*") if path.is_file())
    assert kept.samefile(target)


def test_an_old_target_is_replaced(server, target):
    """And the old file, wherever else it stands, is not written into."""
    target.parent.mkdir(parents=True)
    target.write_bytes(b"old")
    os.link(target, target.parent.parent / "elsewhere")
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=HASH)
    assert target.read_bytes() == CONTENT
    assert (target.parent.parent / "elsewhere").read_bytes() == b"old"


@pytest.mark.parametrize("url", ["www/vectors.gz", "www", "www/"])
@pytest.mark.parametrize("known_hash", [HASH, MD5, None])
def test_an_address_may_be_a_file_or_its_folder(server, target, tmp_path, url, known_hash):
    """On a shared disk, for example."""
    fetch(target, urls=[f"{tmp_path}/{url}"], known_hash=known_hash)
    assert target.read_bytes() == CONTENT


def test_a_local_file_of_another_hash_is_refused_and_left_alone(server, target, tmp_path):
    """It is the user's own."""
    path = tmp_path / "www" / "wrong.gz"
    assert "its hash should be" in refusal(target, [str(path)])
    assert path.read_bytes() == b"<html>try again</html>"


def test_the_store_is_in_the_cache_of_the_user_unless_named(monkeypatch, store):
    """BAKEOFF_STORE names it."""
    assert store_folder() == store
    monkeypatch.delenv("BAKEOFF_STORE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(store / "cache"))
    assert store_folder().name == "embedding-bakeoff"


def test_what_came_without_a_known_hash_is_recorded(server, target):
    """By its address as it is written, wherever that leads."""
    url = f"{server.address}/moved.gz"
    fetch(target, urls=[f"{server.address}/absent.gz", url], known_hash=None)
    expected = {"bytes": len(CONTENT), "sha256": HASH.removeprefix("sha256:")}
    assert read_json(DOWNLOADS_LOCK) == {url: expected}


def test_what_is_asked_may_differ_from_the_address_that_is_recorded(server):
    """A handle stays a handle in the record."""
    url = f"{server.address}/vectors"
    with fetching.fetched(
        "vectors.gz",
        urls=[url],
        known_hash=None,
        record=DOWNLOADS_LOCK,
        requested=lambda handle: f"{handle}.gz",
    ) as source:
        assert source.read_bytes() == CONTENT and not DOWNLOADS_LOCK.exists()
    assert list(read_json(DOWNLOADS_LOCK)) == [url]


def test_what_turns_out_to_be_of_no_use_is_neither_recorded_nor_kept(server, store):
    """The next run asks the address anew."""
    with (
        pytest.raises(BakeoffError, match="no use"),
        fetching.fetched(
            "wrong.gz",
            urls=[f"{server.address}/wrong.gz"],
            known_hash=None,
            record=DOWNLOADS_LOCK,
        ),
    ):
        raise BakeoffError("no use")
    assert files(store) == [] and not DOWNLOADS_LOCK.exists()


@pytest.mark.parametrize("known_hash", [HASH, MD5])
def test_what_has_a_known_hash_or_is_local_is_not_recorded(server, target, tmp_path, known_hash):
    """The hash stands in params.yaml; a local file is the user's own."""
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=known_hash)
    fetch(target, urls=[f"{tmp_path}/www"], known_hash=None)
    assert not DOWNLOADS_LOCK.exists()


@pytest.mark.parametrize("is_kept", [True, False])
def test_another_content_at_the_same_address_is_refused(server, target, store, tmp_path, is_kept):
    """Whether it comes now or is in the user's store; no other address is tried."""
    url = f"{server.address}/vectors.gz"
    fetch(target, urls=[url], known_hash=None)
    target.unlink()
    (tmp_path / "www" / "vectors.gz").write_bytes(b"changed")
    (kept,) = (path for path in store.rglob("*") if path.is_file())
    kept.unlink()
    if is_kept:
        kept.write_bytes(b"another")
    with pytest.raises(BakeoffError) as caught:
        fetch(target, urls=[url, f"{tmp_path}/www/wrong.gz"], known_hash=None)
    message = str(caught.value)
    assert message.startswith(f"{url}: expected for vectors.gz") and "\n" not in message
    assert HASH.removeprefix("sha256:") in message and "downloads.lock" in message
    assert hashlib.sha256(b"changed").hexdigest() in message and not target.exists()


def test_a_change_that_is_expected_is_taken_once_its_entry_is_removed(server, target, tmp_path):
    """As the message says."""
    url = f"{server.address}/vectors.gz"
    fetch(target, urls=[url], known_hash=None)
    (tmp_path / "store").rename(tmp_path / "old store")
    (tmp_path / "www" / "vectors.gz").write_bytes(b"changed")
    with pytest.raises(BakeoffError):
        fetch(target, urls=[url], known_hash=None)
    DOWNLOADS_LOCK.write_text("{}", encoding="utf-8")
    fetch(target, urls=[url], known_hash=None)
    assert target.read_bytes() == b"changed" and read_json(DOWNLOADS_LOCK)[url]["bytes"] == 7


def test_a_file_of_the_store_that_is_not_as_recorded_is_downloaded_again(server, target, store):
    """It is damaged, or of another day."""
    url = f"{server.address}/vectors.gz"
    fetch(target, urls=[url], known_hash=None)
    target.unlink()
    (kept,) = (path for path in store.rglob("*") if path.is_file())
    kept.write_bytes(b"damaged")
    fetch(target, urls=[url], known_hash=None)
    assert target.read_bytes() == CONTENT
