"""Trust a download without a known hash on first use; later downloads must be the same.

The record is a committed file, so that everyone who runs the project gets the same bytes.
"""

import logging
from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import hash_of, read_json, whole_file, write_json
from bakeoff.core.paths import DOWNLOADS_LOCK
from bakeoff.core.settings import Section, check
from bakeoff.sources.store import file_lock


class Content(Section):
    """What one address gave."""

    bytes: Annotated[int, Field(ge=0, strict=True)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Record(RootModel[dict[str, Content]]):
    """The whole record, by address as written in params.yaml."""


def read_record() -> dict[str, Content]:
    """Read the record; it is empty if there is no such file.

    Raises:
        BakeoffError: the record cannot be read.
    """
    try:
        value = read_json(DOWNLOADS_LOCK)
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise BakeoffError(
            f"{DOWNLOADS_LOCK}: expected JSON, got {error}; restore it from Git"
        ) from None
    return check(Record, value, f"{DOWNLOADS_LOCK}:").root


def check_or_record(path: Path, url: str) -> None:
    """Compare a downloaded file with the record of its address, or record it if there is none.

    Raises:
        BakeoffError: another content is recorded, or the record cannot be read.
    """
    found = Content(bytes=path.stat().st_size, sha256=hash_of(path).removeprefix("sha256:"))
    with file_lock(DOWNLOADS_LOCK):
        contents = read_record()
        if url not in contents:
            contents[url] = found
            with whole_file(DOWNLOADS_LOCK) as temporary:
                write_json(temporary, {key: contents[key].model_dump() for key in sorted(contents)})
            logging.info(
                "%s: not checked, because no hash is known; recorded sha256 %s of %s in %s: "
                "commit that file, and later downloads must match it",
                *(path.name, found.sha256, url, DOWNLOADS_LOCK),
            )
    if contents[url] != found:
        raise changed(path.name, url, contents[url], found)


def changed(name: str, url: str, expected: Content, found: Content) -> BakeoffError:
    """Make the error of an address that gives another content than the recorded one."""
    return BakeoffError(
        f"{url}: expected for {name} what {DOWNLOADS_LOCK} recorded, sha256 {expected.sha256} "
        f"({expected.bytes} bytes), got sha256 {found.sha256} ({found.bytes} bytes); if the "
        f"change is expected, remove its entry from {DOWNLOADS_LOCK}, or state the new hash in "
        "params.yaml"
    )
