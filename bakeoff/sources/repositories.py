"""Fetch files of a repository of the Hugging Face hub, by plain https and without a token.

HF_ENDPOINT names a mirror that is asked in place of the hub. downloads.lock records the address on
the hub, so that users of another mirror, or of none, must get the same bytes.
"""

import os
import shutil
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlsplit

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output
from bakeoff.core.paths import PARAMS
from bakeoff.sources.fetch import Unfetched, fetch
from bakeoff.sources.secrets import hide
from bakeoff.sources.session import LOOPBACK, MIRROR
from bakeoff.sources.settings import Download, Repository

HUB = "https://huggingface.co"
CLOSED = (401, 403)  # the hub answers 401 for a repository that does not exist, too


def fetch_repository(folder: Path, source: Repository) -> None:
    """Replace `folder` by the files of a repository, each at its path there; all or none.

    Raises:
        BakeoffError: a file cannot be fetched, or it differs from the record.
    """
    with output(folder), TemporaryDirectory(dir=folder.parent, prefix=".") as workplace:
        whole = Path(workplace, "whole")
        for path in source.files:
            try:
                _fetch(whole, source, PurePosixPath(path))
            except Unfetched as error:
                place = f"{PARAMS}: sources.{folder.name}"
                raise BakeoffError(f"{place}: {_explain(error, source, path)}") from None
        shutil.rmtree(folder, ignore_errors=True)
        whole.rename(folder)


def _fetch(folder: Path, source: Repository, path: PurePosixPath) -> None:
    """Fetch one file, or copy it from the folder on this machine."""
    address = str(Path(source.folder, path)) if source.folder else file_address(source, str(path))
    wanted = Download(file=path.name, urls=[address], hash=None)
    fetch(folder / path.parent, wanted, to_request=mirror_address)


def file_address(source: Repository, path: str) -> str:
    """Give the address of a file on the hub."""
    return f"{HUB}/{source.repository}/resolve/{source.revision}/{quote(path)}"


def mirror_address(address: str) -> str:
    """Turn an address on the hub into one on the mirror, if HF_ENDPOINT names one.

    Raises:
        BakeoffError: HF_ENDPOINT is neither an https address nor an http one on this machine.
    """
    mirror = os.environ.get(MIRROR, "").rstrip("/")
    if not mirror:
        return address
    parts = urlsplit(mirror)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not (is_safe and parts.hostname):
        raise BakeoffError(
            f"{MIRROR}: expected an address of https, such as {HUB}, got {hide(mirror)!r:.100}; "
            "correct or unset it"
        )
    return mirror + address.removeprefix(HUB)


def _explain(error: Unfetched, source: Repository, path: str) -> str:
    """Say in one line why a file could not be fetched, and what to do."""
    if source.folder:
        return (
            f"expected {path} in {source.folder}, but {error.reasons}; put it there, or correct "
            "`files` or `folder`"
        )
    where = f"{source.repository} at revision {source.revision}"
    answer: Any = getattr(error.last, "response", None)
    status = None if answer is None else answer.status_code
    yourself = "fetch its files yourself and name their folder in the key `folder` of this entry"
    if status in CLOSED:
        return (
            f"expected {path} of {where}, got status {status}: the repository is gated or private, "
            f"or does not exist, and no token is sent; correct its name, or {yourself}"
        )
    if status == 404:
        is_revision = answer.headers.get("X-Error-Code") == "RevisionNotFound"
        missing, key = ("revision", "revision") if is_revision else ("file", "files")
        return f"expected {path} of {where}, got status 404: no such {missing}; correct `{key}`"
    return (
        f"expected {path} of {where}, but {error.reasons}; check the network, name a mirror in "
        f"{MIRROR}, or {yourself}"
    )
