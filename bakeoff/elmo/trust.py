"""A module is a program: the one that may run is recorded beside it, by the hash of its files."""

from pathlib import Path

from bakeoff.errors import BakeoffError
from bakeoff.files import hash_folder, write_text
from bakeoff.paths import MODULE_HASH


def record_path(module: Path) -> Path:
    """Name the file of a module's record: beside it, `<module>.sha256`."""
    return module.with_name(module.name + MODULE_HASH)


def record_module(module: Path) -> None:
    """Record a module as it is; for what brought or made it, and for who trusts it.

    Raises:
        BakeoffError: there is no such folder.
    """
    if not module.is_dir():
        raise BakeoffError(f"{module}: expected the folder of a module, got none; name another")
    write_text(record_path(module), hash_folder(module) + "\n")


def expect_recorded(module: Path) -> None:
    """Compare a module, before it runs, with its record.

    Raises:
        BakeoffError: it has none, or it is another one.
    """
    record, came = record_path(module), hash_folder(module)
    if not record.is_file():
        raise BakeoffError(
            f"{record}: expected the hash of a module that is trusted, got no file; a module is a "
            f"program: if you trust it, run `python -m bakeoff.elmo trust {module}`"
        )
    expected = record.read_text(encoding="utf-8", errors="replace").strip()
    if came != expected:
        raise BakeoffError(
            f"{module}: expected the files of sha256 {expected[:16]}… that were recorded, got "
            f"{came[:16]}…; a module is a program, so bring it again"
        )
