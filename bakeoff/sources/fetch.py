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
from bakeoff.core.files import WrongHash, is_whole, output
from bakeoff.sources.disk import find_on_disk
from bakeoff.sources.http import download
from bakeoff.sources.record import Content, changed, check_or_record, read_record
from bakeoff.sources.secrets import hide, insert
from bakeoff.sources.session import Stalled
from bakeoff.sources.settings import Download
from bakeoff.sources.store import blame_store, file_lock, stored_path

VISITS = 3  # to an address that stalls; the others get their turn in between


class Unfetched(BakeoffError):
    """No address gave a file."""

    def __init__(self, message: str, reasons: str, last: Exception) -> None:
        super().__init__(message)
        self.reasons = reasons
        self.last = last


def fetch(folder: Path, wanted: Download, *, to_request: Callable[[str], str] = str) -> None:
    """Put a file into a folder: a hard link into the user's store where the file system allows.

    Arguments and errors are those of `fetched`.
    """
    with fetched(wanted, to_request=to_request) as source, output(folder / wanted.file) as target:
        target.unlink(missing_ok=True)  # never write into it: it may be a link into the store
        try:
            os.link(source.resolve(), target)
        except OSError:
            shutil.copyfile(source, target)


@contextmanager
def fetched(
    wanted: Download,
    *,
    to_request: Callable[[str], str] = str,
    is_wanted: Callable[[Path], bool] = lambda folder: False,
) -> Iterator[Path]:
    """Give the path of a file, in the user's store or on a local disk, for a block to use.

    A file without a known hash is recorded after the block, if the block succeeds.

    Args:
        wanted: the file. An address is one of http, or the path of the file or of its folder;
            `{env:NAME}` in it stands for the value of an environment variable.
        to_request: from an http address to the one that is requested.
        is_wanted: whether a local folder is itself what is wanted, rather than holding the file.

    Raises:
        Unfetched: no address gave a file of this hash, with the reason for each.
        BakeoffError: the file differs from the record.
    """

    def get(url: str) -> Path:
        if _is_http(url):
            return _download(url, to_request(url), wanted)
        return find_on_disk(url, wanted, is_wanted)

    url, source = _first(wanted, get, to_request)
    if wanted.hash or not _is_http(url):
        yield source
        return
    try:
        yield source
    except BakeoffError:
        source.unlink(missing_ok=True)  # useless: the next run asks the address again
        raise
    check_or_record(source, url)


def _first(
    wanted: Download, get: Callable[[str], Path], to_request: Callable[[str], str]
) -> tuple[str, Path]:
    """Give the first address that has the file, and the file."""
    failures: dict[str, str] = {}
    waiting = wanted.urls * VISITS
    while waiting:
        url = waiting.pop(0)
        try:
            return url, get(url)
        except (OSError, ValueError, HTTPError) as error:
            if isinstance(error, OSError):
                blame_store(error, wanted.file)
            if not isinstance(error, Stalled):
                waiting = [another for another in waiting if another != url]
            asked = hide(to_request(url)) if url.lower().startswith("http") else url
            failures[asked], last = hide(_reason(error), wanted.urls), error
            logging.warning("%s: gave up on %s: %s", wanted.file, asked, failures[asked])
    reasons = "; ".join(f"{url}: {reason}" for url, reason in failures.items())
    raise Unfetched(
        f"{wanted.file}: none of {len(wanted.urls)} addresses gave it ({reasons}); "
        "check the network, or name another address in params.yaml",
        *(reasons, last),
    )


def _download(url: str, requested: str, wanted: Download) -> Path:
    """Download a file to the store; it must match the known hash, or the record of `url`."""
    stored = stored_path(requested, wanted.file, wanted.hash)
    content = None if wanted.hash else read_record().get(url)
    try:
        _keep(requested, stored, f"sha256:{content.sha256}" if content else wanted.hash)
    except WrongHash as error:
        if content is None:
            raise
        found = Content(bytes=error.size, sha256=error.found.removeprefix("sha256:"))
        raise changed(stored.name, url, content, found) from None
    return stored


def _keep(url: str, stored: Path, known_hash: str | None) -> None:
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
    return insert(url).lower().startswith(("http://", "https://"))


def _reason(error: Exception) -> str:
    """Say in one line what went wrong with an address."""
    cause: BaseException = error
    while isinstance(error, requests.ConnectionError | HTTPError) and cause.__context__:
        cause = cause.__context__  # "Connection refused", which the outer ones wrap in a paragraph
    return " ".join(str(cause).split())[:500] or type(cause).__name__
