"""Bring a model that is published as a folder: from an archive, or a folder as it is."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from bakeoff.elmo.trust import record_module
from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_folder
from bakeoff.paths import MODEL
from bakeoff.sources.archives import unpack
from bakeoff.sources.fetch import fetched

ARCHIVE_QUERY = "tf-hub-format=compressed"  # https://www.tensorflow.org/hub/hosting


def fetch_module(
    folder: Path, *, file: str, urls: list[str], known_hash: str | None, record: Path
) -> None:
    """Bring a model's folder to `folder`, whole or not at all, and record it as it came.

    Args:
        folder: where the model is to stand, saved_model.pb at its top.
        file: the archive's name.
        urls: http addresses of archives, or handles on TensorFlow Hub or Kaggle; paths of an
            archive, of a folder that holds it, or of a folder that is the model.
        known_hash: of the archive, or None to take what comes, and then always the same.
        record: where downloads without a known hash are recorded.

    Raises:
        BakeoffError: no address gave it, or what came is no archive that can be unpacked.
    """
    with fetched(
        file,
        urls=urls,
        known_hash=known_hash,
        record=record,
        requested=as_archive,
        is_wanted=holds_model,
    ) as source:
        if source.is_dir():
            copy_folder(source, folder)
        else:
            unpack(source, folder)
        record_module(folder)


def as_archive(url: str) -> str:
    """Make a handle of a TF-Hub module the address of its archive; leave other addresses alone."""
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


def copy_folder(source: Path, folder: Path) -> None:
    """Copy a folder's files, whole or not at all.

    Raises:
        BakeoffError: a link or a device is in it.
    """
    source = source.resolve()
    with atomic_folder(folder) as whole:
        for parent, folders, files in os.walk(source):
            target = whole / Path(parent).relative_to(source)
            target.mkdir(exist_ok=True)
            for path in (Path(parent, name) for name in sorted(folders + files)):
                if path.is_symlink() or not (path.is_file() or path.is_dir()):
                    raise BakeoffError(
                        f"{path}: expected a file or a folder, got a link or a device; "
                        "copy what it stands for in its place"
                    )
                if path.is_file():
                    shutil.copyfile(path, target / path.name)
