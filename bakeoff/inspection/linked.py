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
        shown = {}
        for name, path in files.items():
            link = Path(folder, name, Path(path).name)
            link.parent.mkdir()
            link.symlink_to(Path(path).resolve())
            shown[str(link)] = path
        try:
            yield Path(folder)
        except BakeoffError as error:
            text = str(error)
            for link_path, path in shown.items():
                text = text.replace(link_path, path)
            raise BakeoffError(text.replace(folder, str(OWN_TEXTS))) from None
