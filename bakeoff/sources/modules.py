"""Fetch models that are published as a folder: in an archive, or as the folder itself."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output
from bakeoff.core.paths import MODEL
from bakeoff.core.trust import record_module
from bakeoff.sources.archives import unpack
from bakeoff.sources.fetch import fetched
from bakeoff.sources.settings import Download

ARCHIVE_QUERY = "tf-hub-format=compressed"  # https://www.tensorflow.org/hub/hosting


def fetch_module(folder: Path, wanted: Download) -> None:
    """Fetch a model's folder, with saved_model.pb at its top, and record it as trusted.

    An address is that of an archive, a handle on TensorFlow Hub or Kaggle, or the path of a folder
    that is the model.

    Raises:
        BakeoffError: no address gave the file, or it is no archive that can be unpacked.
    """
    with fetched(wanted, to_request=archive_address, is_wanted=_holds_model) as source:
        place_module(source, folder)
    record_module(folder)


def archive_address(url: str) -> str:
    """Turn a handle of a TF-Hub module into the address of its archive; keep other addresses."""
    parts = urlsplit(url)
    is_handle = parts.hostname in ("tfhub.dev", "www.tfhub.dev") or (
        parts.hostname in ("kaggle.com", "www.kaggle.com") and parts.path.startswith("/models/")
    )
    if not is_handle or "tf-hub-format" in parts.query:
        return url
    query = f"{parts.query}&{ARCHIVE_QUERY}" if parts.query else ARCHIVE_QUERY
    return parts._replace(query=query).geturl()


def _holds_model(folder: Path) -> bool:
    return (folder / MODEL).is_file()


def place_module(source: Path, folder: Path) -> None:
    """Replace `folder` by what an archive or another folder holds, whole or not at all.

    A single top folder that holds saved_model.pb is left out.

    Raises:
        BakeoffError: as `unpack`, or a folder holds a link or a device; `folder` is as it was.
    """
    with output(folder), TemporaryDirectory(dir=folder.parent, prefix=".") as workplace:
        whole = Path(workplace, "whole")
        whole.mkdir()
        (_copy_folder if source.is_dir() else unpack)(source, whole)
        (top, *others) = whole.iterdir()
        if folder.exists():
            shutil.rmtree(folder)
        (top if _holds_model(top) and not others else whole).rename(folder)


def _copy_folder(source: Path, folder: Path) -> None:
    """Copy a folder's files into an empty folder."""
    source = source.resolve()
    for path in sorted(source.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise BakeoffError(
                f"{path}: expected a file or a folder, got a link or a device; "
                "replace it by a copy of its target"
            )
        target = folder / path.relative_to(source)
        if path.is_dir():
            target.mkdir()
        else:
            shutil.copyfile(path, target)
