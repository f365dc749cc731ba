"""Fetch models that are published as a folder: in an archive, or as the folder itself."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import naming
from bakeoff.core.paths import MODEL
from bakeoff.core.trust import record_module
from bakeoff.sources.archives import unpack
from bakeoff.sources.fetch import fetched

ARCHIVE_QUERY = "tf-hub-format=compressed"  # https://www.tensorflow.org/hub/hosting


def fetch_module(
    folder: Path, *, file: str, urls: list[str], known_hash: str | None, record: Path
) -> None:
    """Fetch a model's folder and record its hash.

    Args:
        folder: where the model goes, saved_model.pb at its top.
        file: the archive's name.
        urls: http addresses of archives, or handles on TensorFlow Hub or Kaggle; paths of an
            archive, of a folder that holds it, or of a folder that is the model.
        known_hash: of the archive, or None to accept what comes first, and later only that.
        record: where downloads without a known hash are recorded.

    Raises:
        BakeoffError: no address gave the file, or it is no archive that can be unpacked.
    """
    with fetched(
        file,
        urls=urls,
        known_hash=known_hash,
        record=record,
        to_request=archive_address,
        is_wanted=holds_model,
    ) as source:
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


def holds_model(folder: Path) -> bool:
    """Tell whether a folder is a saved model."""
    return (folder / MODEL).is_file()


def place_module(source: Path, folder: Path) -> None:
    """Replace `folder` by what an archive or another folder holds, whole or not at all.

    A single top folder that holds saved_model.pb is left out.

    Raises:
        BakeoffError: as `unpack` and `copy_folder`; `folder` is as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with naming(folder), TemporaryDirectory(dir=folder.parent, prefix=".") as workplace:
        whole = Path(workplace, "whole")
        whole.mkdir()
        (copy_folder if source.is_dir() else unpack)(source, whole)
        (top, *others) = whole.iterdir()
        if folder.exists():
            shutil.rmtree(folder)
        (top if holds_model(top) and not others else whole).rename(folder)


def copy_folder(source: Path, folder: Path) -> None:
    """Copy a folder's files into an empty folder.

    Raises:
        BakeoffError: it holds a link or a device.
    """
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
