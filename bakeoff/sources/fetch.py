"""Fetch a published file: check it, keep it once per user, try several addresses in turn."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from urllib3.exceptions import HTTPError

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output
from bakeoff.sources.hashes import WrongHash, expect_hash, is_whole
from bakeoff.sources.http import download
from bakeoff.sources.lock import file_lock
from bakeoff.sources.record import Content, changed, check_or_record, recorded
from bakeoff.sources.session import Stalled
from bakeoff.sources.store import blame_store, stored_path

VISITS = 3  # to an address that stalls; the others get their turn in between


def fetch(target: Path, *, urls: list[str], known_hash: str | None, record: Path) -> None:
    """Put a file at `target`, from the user's store or from the first address that has it.

    Args:
        target: where the file goes. It is a hard link into the store where the file system allows.
        urls: http addresses, or paths of a file or of a folder that holds a file of target's name.
        known_hash: "sha256:..." or "md5:...", or None to accept what an http address gives first;
            that is recorded, and later downloads must match it.
        record: where it is recorded, see bakeoff/sources/record.py.

    Raises:
        BakeoffError: no address gave a file of this hash, with the reason for each; or the file
            differs from the record.
    """
    with fetched(target.name, urls=urls, known_hash=known_hash, record=record) as source:
        _link(source, target)


@contextmanager
def fetched(
    name: str,
    *,
    urls: list[str],
    known_hash: str | None,
    record: Path,
    to_request: Callable[[str], str] = str,
    is_wanted: Callable[[Path], bool] = lambda folder: False,
) -> Iterator[Path]:
    """Give the path of a file, in the user's store or on a local disk, for a block to use.

    A file without a known hash is recorded after the block, if the block succeeds.

    Args:
        name: of the file, in the store and in a folder that an address names.
        urls: as in `fetch`.
        known_hash: as in `fetch`.
        record: as in `fetch`.
        to_request: from an http address of `urls` to the one that is requested.
        is_wanted: whether a local folder is itself what is wanted, rather than holding the file.

    Raises:
        BakeoffError: as in `fetch`.
    """

    def get(url: str) -> Path:
        if not _is_http(url):
            return _local(url, name, known_hash, is_wanted)
        stored = stored_path(to_request(url), name, known_hash)
        if known_hash:
            _download(to_request(url), stored, known_hash)
        else:
            _download_recorded(url, to_request(url), stored, record)
        return stored

    url, source = _first(name, urls, get)
    if known_hash or not _is_http(url):
        yield source
        return
    try:
        yield source
    except BakeoffError:
        source.unlink(missing_ok=True)  # useless: the next run asks the address again
        raise
    check_or_record(source, url, record=record)


def _first(name: str, urls: list[str], get: Callable[[str], Path]) -> tuple[str, Path]:
    """Give the first address that has the file, and the file."""
    failures: dict[str, str] = {}
    waiting = list(urls) * VISITS
    while waiting:
        url = waiting.pop(0)
        try:
            return url, get(url)
        except (OSError, ValueError, HTTPError) as error:
            if isinstance(error, OSError):
                blame_store(error, name)
            if not isinstance(error, Stalled):
                waiting = [another for another in waiting if another != url]
            failures[url] = _reason(error)
            logging.warning("%s: gave up on %s: %s", name, url, failures[url])
    reasons = "; ".join(f"{url}: {reason}" for url, reason in failures.items())
    raise BakeoffError(
        f"{name}: none of {len(urls)} addresses gave it ({reasons}); "
        "check the network, or name another address in params.yaml"
    )


def _download_recorded(url: str, requested: str, stored: Path, record: Path) -> None:
    """Download a file that must match the record of `url`, if there is one."""
    content = recorded(url, record=record)
    try:
        _download(requested, stored, f"sha256:{content.sha256}" if content else None)
    except WrongHash as error:
        if content is None:
            raise
        found = Content(bytes=error.size, sha256=error.found.removeprefix("sha256:"))
        raise changed(stored.name, url, content, found, record=record) from None


def _download(url: str, stored: Path, known_hash: str | None) -> None:
    """Download to the store, unless the file is there or another process downloads it."""
    if is_whole(stored, known_hash):
        return
    if os.environ.get("BAKEOFF_OFFLINE", "0") not in ("", "0"):
        raise ConnectionError(
            f"BAKEOFF_OFFLINE is set; fetch it elsewhere and place it at {stored}"
        )
    with file_lock(stored):
        if not is_whole(stored, known_hash):
            download(url, stored, known_hash)


def _is_http(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _local(url: str, name: str, known_hash: str | None, is_wanted: Callable[[Path], bool]) -> Path:
    if "://" in url:
        raise ValueError("expected an address of http or https, or a path")
    path = Path(url).expanduser()
    if path.is_dir() and is_wanted(path):
        if known_hash:
            raise ValueError("a folder has no hash that could be compared; set hash to null")
        return path
    path = path / name if path.is_dir() else path
    if not path.is_file():
        raise FileNotFoundError("no such file")
    if known_hash:
        expect_hash(path, known_hash)
    return path


def _reason(error: Exception) -> str:
    """Say in one line what went wrong with an address."""
    cause: BaseException = error
    while isinstance(error, requests.ConnectionError | HTTPError) and cause.__context__:
        cause = cause.__context__  # "Connection refused", which the outer ones wrap in a paragraph
    return " ".join(str(cause).split())[:500] or type(cause).__name__


def _link(source: Path, target: Path) -> None:
    with output(target):
        target.unlink(missing_ok=True)  # never write into it: it may be a link into the store
        try:
            os.link(source.resolve(), target)
        except OSError:
            shutil.copyfile(source, target)
