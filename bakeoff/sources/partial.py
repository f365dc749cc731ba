"""An unfinished download: `name.incomplete`, and beside it a note that says what it is a part of.

Bytes are written as they arrive, so that a killed process loses none of them. The file gets its
name only when it is whole.
"""

import os
from pathlib import Path

from bakeoff.core.files import write_text
from bakeoff.core.settings import Section


class Note(Section):
    """What a partial file is a part of."""

    url: str
    validator: str | None  # a strong ETag, or else the date of the file's last change
    size: int | None  # bytes of the whole file


class Partial:
    """The part, at `path`, of the file that will be `stored`."""

    def __init__(self, stored: Path) -> None:
        """Look beside the path of the whole file."""
        self.stored = stored
        self.path = stored.with_name(f"{stored.name}.incomplete")
        self._note_path = stored.with_name(f"{self.path.name}.json")

    @property
    def size(self) -> int:
        """Count the bytes that have arrived."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def note(self) -> Note | None:
        """Read what it is a part of; None if the note is missing or damaged."""
        try:
            return Note.model_validate_json(self._note_path.read_bytes())
        except (OSError, ValueError):
            return None

    def fits(self, url: str, *, is_checked: bool) -> bool:
        """Tell whether the rest of the file may come from an address.

        Args:
            url: the address to be asked.
            is_checked: whether the whole file's hash is known, which detects parts of two files.
        """
        note = self.note()
        if note is None or not 0 < self.size <= (note.size or self.size):
            return False
        return is_checked or (note.url == url and note.validator is not None)

    def begin(self, note: Note) -> None:
        """Start a file anew, empty."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(b"")  # first, so that no byte is taken for one of another file
        write_text(self._note_path, note.model_dump_json(indent=2) + "\n")

    def drop(self) -> None:
        """Remove the part and its note."""
        self.path.unlink(missing_ok=True)
        self._note_path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Give the file its name."""
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        self.path.replace(self.stored)
        self._note_path.unlink(missing_ok=True)
