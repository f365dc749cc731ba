"""Fetch a published file: several addresses in turn, checked, kept once per user.

pooch does the work: temporary file, hash, rename, progress bar.
"""

import hashlib
import logging
import os
import re
import shutil
from pathlib import Path

import pooch
import requests
from tqdm import tqdm

from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_path

TIMEOUT = 30  # seconds of silence after which the next address is tried
CHUNK = 1 << 20  # bytes written at a time


def store_folder() -> Path:
    """Name the folder that keeps downloads: BAKEOFF_STORE, or the user's cache."""
    named = os.environ.get("BAKEOFF_STORE")
    return Path(named) if named else Path(pooch.os_cache("embedding-bakeoff"))


def fetch(target: Path, *, urls: list[str], known_hash: str | None) -> None:
    """Bring a file to `target`, from the user's store or from the first address that has it.

    Args:
        target: where it is to stand. It shares its bytes on disk with the store where the file
            system can (a hard link).
        urls: http addresses, or paths of a file or of a folder that holds a file of target's name.
        known_hash: "sha256:..." or "md5:...", or None to take what comes.

    Raises:
        BakeoffError: no address gave a file of this hash; it says why for each.
    """
    failures = []
    for url in urls:
        try:
            if url.startswith(("http://", "https://")):
                source = _download(url, target.name, known_hash)
            else:
                source = _local(url, target.name, known_hash)
        except (OSError, ValueError, requests.RequestException) as error:
            failures.append(f"{url}: {_reason(error)}")
            logging.warning("%s", failures[-1])
            continue
        _link(source, target)
        return
    raise BakeoffError(
        f"{target.name}: none of {len(urls)} addresses gave it ({'; '.join(failures)}); "
        "check the network, or name another address in params.yaml"
    )


def _download(url: str, name: str, known_hash: str | None) -> Path:
    """Download to the store, unless it is there; a folder for each content, or else address."""
    key = known_hash or f"url:{hashlib.sha256(url.encode()).hexdigest()}"
    # pooch sets the total; a bar without one has no truth value, and pooch asks for it.
    with tqdm(desc=name, total=1, unit="B", unit_scale=True, disable=None) as bar:
        path = pooch.retrieve(
            url,
            known_hash,
            fname=name,
            path=store_folder() / key.replace(":", "-")[:24],
            downloader=pooch.HTTPDownloader(progressbar=bar, chunk_size=CHUNK, timeout=TIMEOUT),
        )
    return Path(path)


def _local(url: str, name: str, known_hash: str | None) -> Path:
    path = Path(url).expanduser()
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
