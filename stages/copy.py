"""Copy one of the user's own files to data/texts/<name>, so that an edit of it reruns the rest.

DVC compares the file itself, wherever it is; the copy is what `prepare` reads.
"""

import logging
import shutil
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output, size_of
from bakeoff.core.paths import OWN_TEXTS
from bakeoff.core.settings import Name, OwnFile, Section
from bakeoff.core.stage import run


class Params(Section):
    """What the stage reads of params.yaml."""

    files: dict[Name, OwnFile]  # pruned to one entry


def main(params: Params, name: str) -> None:
    """Copy one of your own files."""
    source = Path(params.files[name])
    if not source.is_file():
        raise BakeoffError(
            f"params.yaml: files.{name}: expected a file, got {str(source)!r:.200}; correct the "
            "path, or put the file there"
        )
    with output(OWN_TEXTS / name / source.name) as path:
        shutil.copyfile(source, path)
    logging.info("%s: %s bytes", path, f"{size_of(path):,}")


if __name__ == "__main__":
    run(main, Params)
