"""A saved model is a program: the hash of the one that may run is recorded beside it."""

from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import hash_folder, write_text

RECORD = ".sha256"  # follows the name of the folder


def record_path(module: Path) -> Path:
    """Name the file of a module's record: beside it, `<module>.sha256`."""
    return module.with_name(module.name + RECORD)


def record_module(module: Path) -> None:
    """Record a module as it is: after a download, after an export, or because a user trusts it."""
    if not module.is_dir():
        raise BakeoffError(f"{module}: expected the folder of a module, got none; name another")
    write_text(record_path(module), hash_folder(module) + "\n")


def expect_recorded(module: Path) -> None:
    """Refuse to run a module that differs from its record or has none."""
    record, found = record_path(module), hash_folder(module)
    if not record.is_file():
        raise BakeoffError(
            f"{record}: expected the hash of a module that is trusted, got no file; a module is a "
            f"program: if you trust it, run `bakeoff elmo trust {module}`"
        )
    expected = record.read_text(encoding="utf-8", errors="replace").strip()
    if found != expected:
        raise BakeoffError(
            f"{module}: expected the files of sha256 {expected[:16]}… that were recorded, got "
            f"{found[:16]}…; a module is a program, so download it again"
        )
