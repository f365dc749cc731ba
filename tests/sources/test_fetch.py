"""Fetching a file: addresses in turn, checked, kept once per user."""

import hashlib
import os
import re
import resource
import socket
from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.paths import DOWNLOADS_LOCK
from bakeoff.sources import fetch as fetching
from bakeoff.sources.settings import Download
from bakeoff.sources.store import store_folder
from tests.sources.server import sha256

CONTENT = bytes(range(256)) * 1000
HASH = sha256(CONTENT)
MD5 = f"md5:{hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()}"
PAGE = b"<html>try again</html>"

pytestmark = pytest.mark.usefixtures("store", "hasty")
impatiently = pytest.mark.usefixtures("impatient")


@pytest.fixture
def server(server, tmp_path):
    """Serve the file and a wrong one, which are also in a folder."""
    server.serve("/vectors.gz", CONTENT)
    server.serve("/wrong.gz", b"wrong")
    server.serve("/page.gz", PAGE)
    server.serve("/cut.gz", CONTENT, cuts=[1000] * 99, ranges=False)
    server.serve("/moved.gz", b"", location="vectors.gz")
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "vectors.gz").write_bytes(CONTENT)
    (tmp_path / "www" / "wrong.gz").write_bytes(b"wrong")
    return server


@pytest.fixture
def target(tmp_path):
    """Return where the file goes; its folder does not exist yet."""
    return tmp_path / "data" / "raw" / "glove" / "vectors.gz"


def fetch(target, *, urls, known_hash):
    """Fetch a file."""
    fetching.fetch(target.parent, Download(file=target.name, urls=urls, hash=known_hash))


def files(folder):
    """Name all files below a folder except locks."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in paths if path.parent.name != "locks")


def kept_in(store):
    """Give the only file of the store."""
    (kept,) = store.rglob("*.gz")
    return kept


def closed_port():
    """Return an address that refuses connections."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"https://127.0.0.1:{taken.getsockname()[1]}"


def refusal(target, urls, known_hash=HASH):
    """Fetch without success; return the error, one line, and check that nothing is left."""
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


@pytest.mark.parametrize(
    "first", ["/absent.gz", "/wrong.gz", "/page.gz", "/cut.gz", "refused", "nonsense", "nobody"]
)
def test_the_next_address_is_tried(server, target, store, first):
    """After a 404, a wrong or cut file, a refused connection or an address that is none."""
    url = {"refused": f"{closed_port()}/a", "nonsense": "https://:x", "nobody": "~no-one/a"}.get(
        first
    )
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
    """The server gave its length."""
    refusal(target, [f"{server.address}/cut.gz"], known_hash=None)


@pytest.mark.parametrize("known_hash", [HASH, None])
def test_a_file_is_downloaded_once_per_user(server, target, tmp_path, known_hash):
    """Another project finds it in the store, offline."""
    urls = [f"{server.address}/vectors.gz"]
    fetch(target, urls=urls, known_hash=known_hash)
    del server.files["/vectors.gz"]
    again = tmp_path / "another" / "vectors.gz"
    fetch(again, urls=urls, known_hash=known_hash)
    assert again.read_bytes() == CONTENT


def test_the_store_serves_a_hash_whatever_the_address(server, target, tmp_path):
    """The hash identifies the content, not its origin."""
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=HASH)
    again = tmp_path / "another" / "vectors.gz"
    fetch(again, urls=[f"{closed_port()}/vectors.gz"], known_hash=HASH)
    assert again.read_bytes() == CONTENT


def test_a_damaged_file_in_the_store_is_downloaded_again(server, target, store):
    """Its hash is checked each time."""
    urls = [f"{server.address}/vectors.gz"]
    fetch(target, urls=urls, known_hash=HASH)
    target.unlink()
    kept_in(store).write_bytes(b"damaged")
    fetch(target, urls=urls, known_hash=HASH)
    assert target.read_bytes() == CONTENT


def test_the_target_shares_its_bytes_on_disk_with_the_store(server, target, store):
    """So that 3.5 GB are not stored twice."""
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=HASH)
    assert kept_in(store).samefile(target)


def test_an_old_target_is_replaced(server, target):
    """Other hard links to the old file keep its content."""
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


def test_a_local_file_of_another_hash_is_refused_and_unchanged(server, target, tmp_path):
    """It is the user's own."""
    path = tmp_path / "www" / "wrong.gz"
    assert "its hash should be" in refusal(target, [str(path)])
    assert path.read_bytes() == b"wrong"


def test_the_store_is_in_the_cache_of_the_user_unless_named(monkeypatch, store):
    """BAKEOFF_STORE names it."""
    assert store_folder() == store
    monkeypatch.delenv("BAKEOFF_STORE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(store / "cache"))
    assert store_folder().name == "embedding-bakeoff"


def test_a_download_without_a_known_hash_is_recorded(server, target):
    """Under its address as written, even if that redirects."""
    url = f"{server.address}/moved.gz"
    fetch(target, urls=[f"{server.address}/absent.gz", url], known_hash=None)
    expected = {"bytes": len(CONTENT), "sha256": HASH.removeprefix("sha256:")}
    assert read_json(DOWNLOADS_LOCK) == {url: expected}


def test_the_requested_address_may_differ_from_the_recorded_one(server):
    """A handle stays a handle in the record."""
    url = f"{server.address}/vectors"
    wanted = Download(file="vectors.gz", urls=[url], hash=None)
    with fetching.fetched(wanted, to_request=lambda handle: f"{handle}.gz") as source:
        assert source.read_bytes() == CONTENT and not DOWNLOADS_LOCK.exists()
    assert list(read_json(DOWNLOADS_LOCK)) == [url]


def test_a_useless_download_is_neither_recorded_nor_kept(server, store):
    """The next run asks the address again."""
    wanted = Download(file="wrong.gz", urls=[f"{server.address}/wrong.gz"], hash=None)
    with pytest.raises(BakeoffError, match="no use"), fetching.fetched(wanted):
        raise BakeoffError("no use")
    assert files(store) == [] and not DOWNLOADS_LOCK.exists()


@pytest.mark.parametrize("known_hash", [HASH, MD5])
def test_a_file_with_a_known_hash_or_a_local_file_is_not_recorded(
    server, target, tmp_path, known_hash
):
    """params.yaml holds the hash; a local file is the user's own."""
    fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=known_hash)
    fetch(target, urls=[f"{tmp_path}/www"], known_hash=None)
    assert not DOWNLOADS_LOCK.exists()


@pytest.mark.parametrize("is_kept", [True, False])
def test_another_content_at_the_same_address_is_refused(server, target, store, tmp_path, is_kept):
    """Whether it is downloaded now or already in the store; no other address is tried."""
    url = f"{server.address}/vectors.gz"
    fetch(target, urls=[url], known_hash=None)
    target.unlink()
    server.serve("/vectors.gz", b"changed")
    kept = kept_in(store)
    kept.unlink()
    if is_kept:
        kept.write_bytes(b"another")
    with pytest.raises(BakeoffError) as caught:
        fetch(target, urls=[url, f"{tmp_path}/www/wrong.gz"], known_hash=None)
    message = str(caught.value)
    assert message.startswith(f"{url}: expected for vectors.gz") and "\n" not in message
    assert HASH.removeprefix("sha256:") in message and "downloads.lock" in message
    assert hashlib.sha256(b"changed").hexdigest() in message and not target.exists()


def test_an_expected_change_is_accepted_once_its_entry_is_removed(server, target, tmp_path):
    """As the error advises."""
    url = f"{server.address}/vectors.gz"
    fetch(target, urls=[url], known_hash=None)
    (tmp_path / "store").rename(tmp_path / "old store")
    server.serve("/vectors.gz", b"changed")
    with pytest.raises(BakeoffError):
        fetch(target, urls=[url], known_hash=None)
    DOWNLOADS_LOCK.write_text("{}", encoding="utf-8")
    fetch(target, urls=[url], known_hash=None)
    assert target.read_bytes() == b"changed" and read_json(DOWNLOADS_LOCK)[url]["bytes"] == 7


def test_a_file_of_the_store_that_is_not_as_recorded_is_downloaded_again(server, target, store):
    """It is damaged or outdated."""
    url = f"{server.address}/vectors.gz"
    fetch(target, urls=[url], known_hash=None)
    target.unlink()
    kept_in(store).write_bytes(b"damaged")
    fetch(target, urls=[url], known_hash=None)
    assert target.read_bytes() == CONTENT


@impatiently
def test_the_next_mirror_resumes_if_one_stalls(server, target, caplog):
    """One line says which mirror was left and why."""
    slow = server.serve("/slow.gz", CONTENT, stall=100_000)
    fetch(target, urls=[slow, f"{server.address}/vectors.gz"], known_hash=HASH)
    assert target.read_bytes() == CONTENT
    ((path, start),) = server.asked[1:]
    assert path == "/vectors.gz" and int(start[len("bytes=") : -1]) >= 65536
    (line,) = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert line == f"vectors.gz: gave up on {slow}: silent for 0.5 seconds"


@impatiently
@pytest.mark.parametrize("known_hash", [HASH, None])
def test_the_only_mirror_is_visited_again_if_it_stalls(server, target, known_hash):
    """The part that has arrived is kept."""
    url = server.serve("/slow.gz", CONTENT, stall=131_072)
    fetch(target, urls=[url], known_hash=known_hash)
    assert target.read_bytes() == CONTENT
    assert [start for _, start in server.asked] == [None, "bytes=131072-"]


@impatiently
def test_a_mirror_that_always_stalls_is_given_up(server, target):
    """After three visits."""
    url = server.serve("/slow.gz", CONTENT, stall=0)
    assert "silent for 0.5 seconds" in refusal(target, [url])
    assert len(server.asked) == 3


def test_the_store_and_local_files_work_offline(server, target, tmp_path, monkeypatch):
    """No request is sent."""
    url = f"{server.address}/vectors.gz"
    fetch(target, urls=[url], known_hash=HASH)
    monkeypatch.setenv("BAKEOFF_OFFLINE", "1")
    fetch(tmp_path / "a" / "vectors.gz", urls=[url], known_hash=HASH)
    fetch(tmp_path / "b" / "vectors.gz", urls=[url, "www"], known_hash=None)
    assert len(server.asked) == 1


def test_the_offline_error_says_where_to_place_a_file(server, target, store, monkeypatch):
    """For each address, because files without a known hash are stored per address."""
    monkeypatch.setenv("BAKEOFF_OFFLINE", "1")
    urls = [f"{server.address}/{name}" for name in ("a", "b")]
    places = set(re.findall(r"place it at (\S+/vectors.gz)", refusal(target, urls, None)))
    assert len(places) == 2 and server.asked == []
    (place,) = set(re.findall(r"place it at (\S+/vectors.gz)", refusal(target, urls)))
    Path(place).parent.mkdir(parents=True)
    Path(place).write_bytes(CONTENT)
    fetch(target, urls=urls, known_hash=HASH)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("known_hash", [HASH, None])
def test_an_unwritable_store_is_not_blamed_on_the_mirrors(
    server, target, tmp_path, monkeypatch, known_hash
):
    """The error names the folder and what to do."""
    (tmp_path / "taken").write_bytes(b"a file")
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "taken"))
    with pytest.raises(BakeoffError, match=r"taken: expected to write .* BAKEOFF_STORE") as caught:
        fetch(target, urls=[f"{server.address}/vectors.gz"], known_hash=known_hash)
    assert server.address not in str(caught.value) and server.asked == []


@pytest.fixture
def little_space():
    """Let no file grow beyond 100,000 bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_not_blamed_on_the_mirrors(server, target, store, little_space):
    """No other address is tried; the error says what to do."""
    urls = [f"{server.address}/vectors.gz", f"{server.address}/wrong.gz"]
    with pytest.raises(BakeoffError, match=r"expected space for .* got File too large"):
        fetch(target, urls=urls, known_hash=HASH)
    assert len(server.asked) == 1 and not target.exists()
