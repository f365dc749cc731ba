"""What a section of the report consists of; the template lays out each kind of block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

Spec = dict[str, Any]  # a chart, as Vega-Lite describes it
EMPTY = "–"


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    order: float | None = None  # what the column is sorted by; the text where there is none
    mark: str = ""  # a class of page.css

    @property
    def is_number(self) -> bool:
        """Whether it is aligned to the right."""
        return self.order is not None or self.text == EMPTY


@dataclass(frozen=True)
class Table:
    """Rows under a header; the first cell of a row is its name."""

    kind: ClassVar[str] = "table"
    caption: str
    header: list[str]
    rows: list[list[Cell]]
    sortable: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart, and its data as a table unless a table beside it has them."""

    kind: ClassVar[str] = "figure"
    name: str
    title: str
    spec: Spec
    table: Table | None = None
    small: bool = False  # several stand side by side
    note: str = ""

    @property
    def alt(self) -> str:
        """Describe the chart to screen readers."""
        return f"{self.title}. {self.note or 'A table has the data.'}"


class Guess(NamedTuple):
    """What one model predicts for a text."""

    model: str
    text: str
    verdict: str  # right, wrong, or empty where that is unknown


class Doubt(NamedTuple):
    """A text that is worth reading, and what every model predicts for it."""

    text: str
    label: str
    slice: str
    guesses: list[Guess]


@dataclass(frozen=True)
class Messages:
    """Texts that are worth reading."""

    kind: ClassVar[str] = "messages"
    title: str
    legend: str
    messages: list[Doubt]


@dataclass(frozen=True)
class Explorer:
    """The explorer of the vectors: its data, and the ends of its scale of colours."""

    kind: ClassVar[str] = "explorer"
    data: dict[str, object]
    low: str
    high: str


Block = Table | Figure | Messages | Explorer


@dataclass(frozen=True)
class ReportSection:
    """A part of the page."""

    name: str  # its anchor
    title: str
    lead: str  # what to see, in a sentence or two
    method: str  # how the numbers were obtained, in a sentence
    files: list[str]  # that hold the numbers
    blocks: Sequence[Block]


def number(value: float | None, digits: int = 3, mark: str = "", sign: bool = False) -> Cell:
    """Show a number, or a dash if it is not defined."""
    if value is None:
        return Cell(EMPTY)
    return Cell(decimal(value, digits, sign), value, mark)


def decimal(value: float, digits: int = 3, sign: bool = False) -> str:
    """Write a number with a true minus, and none before a zero."""
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    if not any(digit in text for digit in "123456789"):
        text = text.lstrip("+-")
    return text.replace("-", "−")


def percent(value: float | None) -> Cell:
    """Show a share."""
    return Cell(EMPTY) if value is None else Cell(f"{decimal(100 * value, 1)} %", value)


def span(low: float | None, high: float | None, sign: bool = False) -> str:
    """Write an interval."""
    if low is None or high is None:
        return EMPTY
    return f"{decimal(low, sign=sign)} to {decimal(high, sign=sign)}"


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
