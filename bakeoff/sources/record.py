"""Trust a download without a stated hash on first use: later it must be the same.

The record is a committed file, so that everyone who runs the project gets the same bytes.
"""

import json
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from bakeoff.errors import BakeoffError
from bakeoff.files import read_json, write_json
from bakeoff.lock import alone
from bakeoff.params.types import Section
from bakeoff.sources.hashes import hash_of


class Content(Section):
    """What came from one address."""

    bytes: Annotated[int, Field(ge=0, strict=True)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


CONTENTS = TypeAdapter(dict[str, Content])


def recorded(url: str, *, record: Path) -> Content | None:
    """Look up what is recorded for an address, as it is written in params.yaml.

    Raises:
        BakeoffError: the record cannot be read.
    """
    return _read(record).get(url)


def check_or_record(path: Path, url: str, *, record: Path) -> None:
    """Compare a file with what is recorded for its address, or record it if nothing is.

    Args:
        path: the file that came.
        url: its address, as it is written in params.yaml.
        record: the record; made if it is not there.

    Raises:
        BakeoffError: another content is recorded, or the record cannot be read.
    """
    came = Content(bytes=path.stat().st_size, sha256=hash_of(path).removeprefix("sha256:"))
    with alone(record):
        contents = _read(record)
        if url not in contents:
            contents[url] = came
            write_json(record, {key: contents[key].model_dump() for key in sorted(contents)})
    if contents[url] != came:
        raise changed(path.name, url, contents[url], came, record=record)


def changed(name: str, url: str, expected: Content, came: Content, *, record: Path) -> BakeoffError:
    """Make the error of an address that gives another content than the recorded one."""
    return BakeoffError(
        f"{url}: expected for {name} what {record} recorded, sha256 {expected.sha256} "
        f"({expected.bytes} bytes), got sha256 {came.sha256} ({came.bytes} bytes); if the "
        f"change is expected, remove its entry from {record}, or state the new hash in "
        "params.yaml"
    )


def _read(record: Path) -> dict[str, Content]:
    try:
        return CONTENTS.validate_python(read_json(record))
    except FileNotFoundError:
        return {}
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        came = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        came = str(error)
    raise BakeoffError(
        f"{record}: expected JSON of the form {{url: {{bytes, sha256}}}}, got {came}; "
        "restore it from Git"
    )
