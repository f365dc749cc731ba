"""Read the user's files where they are, before the stage `copy` has copied them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import OWN_TEXTS


@contextmanager
def linked(files: Mapping[str, str]) -> Iterator[Path]:
    """Give a folder of links to files, laid out as `copy` lays out data/texts.

    Args:
        files: paths by name, as in params.yaml.

    Raises:
        BakeoffError: as the block raises it, with the user's paths in place of the links.
    """
    with TemporaryDirectory() as folder:
        shown: dict[str, str] = {}
        for name, path in files.items():
            link = Path(folder, name, Path(path).name)
            link.parent.mkdir()
            link.symlink_to(Path(path).resolve())
            shown[str(link)] = path
        try:
            yield Path(folder)
        except BakeoffError as error:
            shown[folder] = str(OWN_TEXTS)  # last: the links are in it
            raise BakeoffError(*(_replace(line, shown) for line in error.lines)) from None


def _replace(line: str, shown: Mapping[str, str]) -> str:
    """Replace paths by those that are shown, in their order."""
    for path, replacement in shown.items():
        line = line.replace(path, replacement)
    return line
