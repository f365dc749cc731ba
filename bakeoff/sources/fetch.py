"""Fetch a published file: several addresses in turn, checked, kept once per user."""

import errno
import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from urllib3.exceptions import HTTPError

from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_path
from bakeoff.lock import alone
from bakeoff.sources.hashes import WrongHash, expect_hash, is_whole
from bakeoff.sources.http import Stalled, download
from bakeoff.sources.record import Content, changed, check_or_record, recorded
from bakeoff.store import store_folder

VISITS = 3  # of an address that stalls, after the others had their turn
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def fetch(target: Path, *, urls: list[str], known_hash: str | None, record: Path) -> None:
    """Bring a file to `target`, from the user's store or from the first address that has it.

    Args:
        target: where it is to stand. It shares its bytes on disk with the store where the file
            system can (a hard link).
        urls: http addresses, or paths of a file or of a folder that holds a file of target's name.
        known_hash: "sha256:..." or "md5:...", or None to take what comes; what comes by http is
            recorded then, and must be the same ever after.
        record: where it is recorded, see bakeoff/sources/record.py.

    Raises:
        BakeoffError: no address gave a file of this hash, and it says why for each; or what came
            is not what is recorded.
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
    requested: Callable[[str], str] = str,
    is_wanted: Callable[[Path], bool] = lambda folder: False,
) -> Iterator[Path]:
    """Give the file `name`, in the user's store or at a local path, for a block to make use of.

    What has no known hash is recorded after the block, if it could make use of it.

    Args:
        name: of the file, in the store and in a folder that an address may be.
        urls: as in `fetch`.
        known_hash: as in `fetch`.
        record: as in `fetch`.
        requested: from an http address to the one that is asked.
        is_wanted: whether a local folder is what is wanted, instead of holding it.

    Raises:
        BakeoffError: as in `fetch`.
    """

    def get(url: str) -> Path:
        if not _is_http(url):
            return _local(url, name, known_hash, is_wanted)
        stored = _stored(requested(url), name, known_hash)
        if known_hash:
            _download(requested(url), stored, known_hash)
        else:
            _download_alike(url, requested(url), stored, record)
        return stored

    url, source = _first(name, urls, get)
    if known_hash or not _is_http(url):
        yield source
        return
    try:
        yield source
    except BakeoffError:
        source.unlink(missing_ok=True)  # of no use: the next run asks the address anew
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
                _blame_store(error, name)
            if not isinstance(error, Stalled):
                waiting = [another for another in waiting if another != url]
            failures[url] = _reason(error)
            logging.warning("%s: left %s: %s", name, url, failures[url])
    reasons = "; ".join(f"{url}: {reason}" for url, reason in failures.items())
    raise BakeoffError(
        f"{name}: none of {len(urls)} addresses gave it ({reasons}); "
        "check the network, or name another address in params.yaml"
    )


def _blame_store(error: OSError, name: str) -> None:
    """Raise what is the fault of the user's store, and not of an address."""
    store = store_folder()
    if error.errno in FULL:
        raise BakeoffError(
            f"{store}: expected space for {name}, got {error.strerror}; free some, or name "
            "another folder in BAKEOFF_STORE: what came so far is kept"
        ) from None
    if error.filename and Path(error.filename).is_relative_to(store):
        raise BakeoffError(
            f"{store}: expected to write {name} there, got {error.strerror} ({error.filename}); "
            "make it writable, or name another folder in BAKEOFF_STORE"
        ) from None


def _download_alike(url: str, requested: str, stored: Path, record: Path) -> None:
    """Download what must be as recorded for `url`, if something is."""
    content = recorded(url, record=record)
    try:
        _download(requested, stored, f"sha256:{content.sha256}" if content else None)
    except WrongHash as error:
        if content is None:
            raise
        came = Content(bytes=error.size, sha256=error.came.removeprefix("sha256:"))
        raise changed(stored.name, url, content, came, record=record) from None


def _stored(url: str, name: str, known_hash: str | None) -> Path:
    """Where the store keeps a file: a folder for each content, or else for each address."""
    key = known_hash or f"url:{hashlib.sha256(url.encode()).hexdigest()}"
    return store_folder() / key.replace(":", "-")[:24] / name


def _download(url: str, stored: Path, known_hash: str | None) -> None:
    """Download to the store, unless it is there or another process brings it."""
    if is_whole(stored, known_hash):
        return
    if os.environ.get("BAKEOFF_OFFLINE", "0") not in ("", "0"):
        raise ConnectionError(
            f"BAKEOFF_OFFLINE is set; fetch it elsewhere and place it at {stored}"
        )
    with alone(stored):
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
    """Say in a line what went wrong with one address."""
    cause: BaseException = error
    while isinstance(error, requests.ConnectionError | HTTPError) and cause.__context__:
        cause = cause.__context__  # "Connection refused", which the outer ones wrap in a paragraph
    return " ".join(str(cause).split())[:500] or type(cause).__name__


def _link(source: Path, target: Path) -> None:
    with atomic_path(target) as temporary:
        try:
            os.link(source.resolve(), temporary)
        except OSError:
            shutil.copyfile(source, temporary)
