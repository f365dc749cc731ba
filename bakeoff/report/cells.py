"""Cells of tables, and how numbers are written."""

import re
from collections.abc import Iterable, Sequence

from bakeoff.evaluation.answer_format import raise_bound
from bakeoff.report.blocks import Better, Cell, Column

EMPTY = "–"
LONGEST = 60  # characters of a name in a sentence or a chart


def number(value: float | None, digits: int = 3, mark: str = "", sign: bool = False) -> Cell:
    """Show a number, or a dash if it is not defined."""
    if value is None:
        return Cell(EMPTY)
    return Cell(decimal(value, digits, sign), value, mark)


def bound(value: float | None) -> Cell:
    """Show a bound, rounded up as sentences do it, or a dash if it is not defined."""
    return Cell(EMPTY) if value is None else Cell(decimal(raise_bound(value)), value)


def decimal(value: float, digits: int = 3, sign: bool = False) -> str:
    """Write a number with a true minus, and none before a zero."""
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    if not any(digit in text for digit in "123456789"):
        text = text.lstrip("+-")
    return text.replace("-", "−")


def amount(value: float) -> str:
    """Write a cost: the larger it is, the fewer decimals."""
    return decimal(value, 0 if value >= 100 or value == 0 else 1 if value >= 10 else 2)


def percent(value: float | None) -> Cell:
    """Show a share."""
    return Cell(EMPTY) if value is None else Cell(f"{decimal(100 * value, 1)} %", value)


def span(low: float | None, high: float | None, sign: bool = False, digits: int = 3) -> str:
    """Write an interval."""
    if low is None or high is None:
        return EMPTY
    return f"{decimal(low, digits, sign)} to {decimal(high, digits, sign)}"


def mean(values: Sequence[float]) -> float:
    """Average some numbers."""
    return round(sum(values) / len(values), 6)


def spread(values: Sequence[float], digits: int = 3) -> Cell:
    """Show the mean of some numbers, and the lowest and the highest."""
    if not values:
        return Cell(EMPTY)
    text = decimal(mean(values), digits)
    if len(values) > 1:
        text += f" ({decimal(min(values), 2)} to {decimal(max(values), 2)})"
    return Cell(text, mean(values))


def listed(words: Iterable[str]) -> str:
    """Write `a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def capitalise(text: str) -> str:
    """Begin with a capital, as titles and sentences do."""
    return text[:1].upper() + text[1:]


def abridge(text: str) -> str:
    """Cut a text that is too long for a sentence or a chart."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def isolate(text: str) -> str:
    """Keep a text of any script from turning what stands beside it (Unicode, annex 9)."""
    return text if text.isascii() else f"\u2068{text}\u2069"


def spell_out(sentence: str) -> str:
    """Write numbers of a sentence as tables do: 0.02 in place of .02."""
    return re.sub(r"(?<![\w.])\.(?=\d)", "0.", sentence)


def columns(first: str, *titles: str, better: Better = "") -> list[Column]:
    """Make headings; all but the first are good the same way."""
    return [Column(first), *(Column(title, better) for title in titles)]
