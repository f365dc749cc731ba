"""Tables as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from bakeoff.core.files import write_text

Line = Mapping[str, object]  # the cells of a line by column


def write_table(path: Path, lines: Iterable[Line], columns: Iterable[str]) -> None:
    """Write lines as CSV, floats to 6 significant digits, None as an empty cell."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(columns), lineterminator="\n")
    writer.writeheader()
    for line in lines:
        writer.writerow({key: f"{x:.6g}" if isinstance(x, float) else x for key, x in line.items()})
    write_text(path, buffer.getvalue())
