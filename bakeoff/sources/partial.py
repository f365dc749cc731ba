"""A download on its way: `name.incomplete`, and beside it what it is a part of.

Bytes go to the file as they come, so that a killed process loses none of them. The file gets its
name only when it is whole.
"""

import os
from pathlib import Path

from pydantic import ValidationError

from bakeoff.files import write_text
from bakeoff.params.types import Section


class Note(Section):
    """What a partial file is a part of.

    Attributes:
        url: where it came from.
        validator: what tells the server's file from a later one: a strong ETag, or else the date of
            its last change; None if the server gives neither.
        size: bytes of the whole file, if the server said so.
    """

    url: str
    validator: str | None
    size: int | None


class Partial:
    """The part of a file that has come.

    Attributes:
        path: of that part.
    """

    def __init__(self, stored: Path) -> None:
        """Look beside the place where the whole file is to stand."""
        self.stored = stored
        self.path = stored.with_name(f"{stored.name}.incomplete")
        self._note_path = stored.with_name(f"{self.path.name}.json")

    @property
    def size(self) -> int:
        """Count the bytes that are there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def note(self) -> Note | None:
        """Read what it is a part of; None if nobody can say."""
        try:
            return Note.model_validate_json(self._note_path.read_bytes())
        except (OSError, ValidationError):
            return None

    def fits(self, url: str, *, is_checked: bool) -> bool:
        """Tell whether what comes from `url` may go on where this part ends.

        Args:
            url: the address that is to be asked.
            is_checked: whether the whole file's hash is known, and will tell parts of two files.
        """
        note = self.note()
        if note is None or not 0 < self.size <= (note.size or self.size):
            return False
        return is_checked or (note.url == url and note.validator is not None)

    def begin(self, note: Note) -> None:
        """Begin a file anew, empty."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(b"")  # first: no byte may stand under a note that is not its own
        write_text(self._note_path, note.model_dump_json(indent=2) + "\n")

    def drop(self) -> None:
        """Forget it."""
        self.path.unlink(missing_ok=True)
        self._note_path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Give the file its name."""
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        self.path.replace(self.stored)
        self._note_path.unlink(missing_ok=True)
