"""Read a published file of labelled texts, repair the texts, and count the repairs."""

from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.core.messages import Message
from bakeoff.texts.repair import undo_entities, undo_mojibake
from bakeoff.texts.rows import read_rows, read_slices
from bakeoff.texts.settings import Table


def read_messages(
    path: Path, table: Table
) -> tuple[list[Message], list[str] | None, dict[str, int]]:
    """Read labelled texts, repair them, and count the repairs.

    Args:
        path: the file; that of the slices is beside it.
        table: how it is read.

    Returns:
        The messages in file order; the group of each, if the table has a column of groups; and
        the counts by name.

    Raises:
        BakeoffError: as `read_rows` and `read_slices`; or a text is not valid Unicode.
    """
    rows = read_rows(path, table)
    count = len(rows.texts)
    slices = read_slices(path.with_name(table.slices), count) if table.slices else [""] * count
    counts = {"rows": count, "ran_over": rows.ran_over}
    counts |= dict.fromkeys(("mojibake_undone", "entities_undone", "not_ascii"), 0)
    counts |= dict.fromkeys(("empty", "with_nul"), 0)
    messages = []
    for row, (raw, label, name) in enumerate(zip(rows.texts, rows.labels, slices, strict=True)):
        repaired = undo_mojibake(raw, [table.encoding, *table.mojibake])
        text = undo_entities(repaired) if table.html else repaired
        try:
            text.encode()
        except UnicodeEncodeError:  # encodings such as UTF-7 may yield what UTF-8 cannot hold
            raise BakeoffError(
                f"{path}: row {row}: expected characters of Unicode, got half of a surrogate "
                "pair; set the right `encoding` and `mojibake` in prepare.table"
            ) from None
        counts["mojibake_undone"] += repaired != raw
        counts["entities_undone"] += text != repaired
        counts["not_ascii"] += not text.isascii()
        counts["empty"] += not text.strip()
        counts["with_nul"] += "\x00" in text
        messages.append(Message(row, text, label, name))
    return messages, rows.groups, counts
