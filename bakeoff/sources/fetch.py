"""Fetch a published file: several addresses in turn, checked, kept once per user.

pooch does the work: temporary file, hash, rename, progress bar.
"""

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pooch
import requests
from tqdm import tqdm

from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_path
from bakeoff.sources.record import check, check_or_record, differs
from bakeoff.store import store_folder

TIMEOUT = 30  # seconds of silence after which the next address is tried
CHUNK = 1 << 20  # bytes written at a time


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
    is_whole: Callable[[Path], bool] = lambda folder: False,
) -> Iterator[Path]:
    """Give the file `name`, in the user's store or at a local path, for a block to make use of.

    What has no known hash is recorded after the block, if it could make use of it.

    Args:
        name: of the file, in the store and in a folder that an address may be.
        urls: as in `fetch`.
        known_hash: as in `fetch`.
        record: as in `fetch`.
        requested: from an http address to the one that is asked.
        is_whole: whether a local folder is what is wanted, instead of holding it.

    Raises:
        BakeoffError: as in `fetch`.
    """

    def get(url: str) -> Path:
        if not url.startswith(("http://", "https://")):
            return _local(url, name, known_hash, is_whole)
        if known_hash:
            return _download(requested(url), name, known_hash)
        return _download_alike(url, requested(url), name, record)

    url, source = _first(name, urls, get)
    if known_hash or not url.startswith(("http://", "https://")):
        yield source
        return
    try:
        yield source
    except BakeoffError:
        source.unlink()  # of no use: the next run asks the address anew
        raise
    check_or_record(source, url, record=record)


def _first(name: str, urls: list[str], get: Callable[[str], Path]) -> tuple[str, Path]:
    """Give the first address that has the file, and the file."""
    failures = []
    for url in urls:
        try:
            return url, get(url)
        except (OSError, ValueError, requests.RequestException) as error:
            failures.append(f"{url}: {_reason(error)}")
            logging.warning("%s", failures[-1])
    raise BakeoffError(
        f"{name}: none of {len(urls)} addresses gave it ({'; '.join(failures)}); "
        "check the network, or name another address in params.yaml"
    )


def _download_alike(url: str, requested: str, name: str, record: Path) -> Path:
    """Download what must be as recorded for `url`; a file of the store that is not is dropped."""
    kept = _stored(requested, name, None)
    if kept.is_file() and differs(kept, url, record=record):
        kept.unlink()
    path = _download(requested, name, None)
    check(path, url, record=record)
    return path


def _stored(url: str, name: str, known_hash: str | None) -> Path:
    """Where the store keeps a file: a folder for each content, or else for each address."""
    key = known_hash or f"url:{hashlib.sha256(url.encode()).hexdigest()}"
    return store_folder() / key.replace(":", "-")[:24] / name


def _download(url: str, name: str, known_hash: str | None) -> Path:
    """Download to the store, unless it is there."""
    stored = _stored(url, name, known_hash)
    # pooch sets the total; a bar without one has no truth value, and pooch asks for it.
    with tqdm(desc=name, total=1, unit="B", unit_scale=True, disable=None) as bar:
        path = pooch.retrieve(
            url,
            known_hash,
            fname=name,
            path=stored.parent,
            downloader=pooch.HTTPDownloader(progressbar=bar, chunk_size=CHUNK, timeout=TIMEOUT),
        )
    return Path(path)


def _local(url: str, name: str, known_hash: str | None, is_whole: Callable[[Path], bool]) -> Path:
    path = Path(url).expanduser()
    if path.is_dir() and is_whole(path):
        if known_hash:
            raise ValueError("a folder has no hash that could be compared; set hash to null")
        return path
    path = path / name if path.is_dir() else path
    if not path.is_file():
        raise FileNotFoundError("no such file")
    if known_hash:
        pooch.hashes.hash_matches(path, known_hash, strict=True)
    return path


def _reason(error: Exception) -> str:
    """Say in a few words what went wrong with one address."""
    found = re.search(r"expected (\w+:?\w+) but got (\w+)", str(error))
    if found:
        return f"its hash should be {found[1]} but is {found[2]}"
    cause: BaseException = error
    while isinstance(error, requests.ConnectionError) and cause.__context__:
        cause = cause.__context__  # "Connection refused", which the outer ones wrap in a paragraph
    return " ".join(str(cause).split())[:160] or type(cause).__name__


def _link(source: Path, target: Path) -> None:
    with atomic_path(target) as temporary:
        try:
            os.link(source.resolve(), temporary)
        except OSError:
            shutil.copyfile(source, temporary)
