"""Which content a file has: its SHA-256, which is not computed again while nothing has changed.

A file is not hashed again as long as its status (size, dates, inode) stands: a content cannot
change without the date of its change of status (ctime), which no program can set. A file that
changed within two seconds before it was hashed is hashed every time, because dates are no finer
than that everywhere.
"""

import hashlib
import time
from pathlib import Path

from bakeoff.files import read_json, write_json

SETTLED = 2_000_000_000  # nanoseconds after which a file's dates can be told from new ones


def identify(path: Path, folder: Path) -> str:
    """Give the SHA-256 of a file, from a record in `folder` if the file did not change since.

    Args:
        path: the file.
        folder: of the records, one a file, under a name made of its path.
    """
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]
    record = folder / f"{name}.json"
    status = _status(path)
    try:
        known = read_json(record)
        if known["status"] == status:
            return str(known["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no record that could be read
    now = time.time_ns()
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    if status == _status(path) and now - max(status[1:3]) > SETTLED:
        write_json(record, {"status": status, "sha256": content})
    return content


def _status(path: Path) -> list[int]:
    status = path.stat()
    dates = status.st_mtime_ns, status.st_ctime_ns
    return [status.st_size, *dates, status.st_ino, status.st_dev]
