"""What a section of the report is made of. The template lays each kind of block out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

EMPTY = "–"


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    order: float | None = None  # what the column is sorted by; the text where there is none
    mark: str = ""  # a class of page.css

    @property
    def is_number(self) -> bool:
        """Whether it stands to the right."""
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
    """A chart, what it shows in words, and its data as a table."""

    kind: ClassVar[str] = "figure"
    name: str
    title: str
    alt: str
    spec: dict[str, Any]
    table: Table
    small: bool = False  # several stand side by side
    note: str = ""


class Guess(NamedTuple):
    """What one model says of a message."""

    model: str
    text: str
    verdict: str  # right, wrong, or nothing where that cannot be told


class Doubt(NamedTuple):
    """A message that is worth reading, and what every model says of it."""

    text: str
    label: str
    slice: str
    guesses: list[Guess]


@dataclass(frozen=True)
class Messages:
    """Messages that are worth reading."""

    kind: ClassVar[str] = "messages"
    title: str
    legend: str
    messages: list[Doubt]


@dataclass(frozen=True)
class Explorer:
    """The walk through the vectors; its data, and what its controls say."""

    kind: ClassVar[str] = "explorer"
    data: dict[str, Any]
    low: str
    high: str


Block = Table | Figure | Messages | Explorer


@dataclass(frozen=True)
class Section:
    """A part of the page.

    Attributes:
        name: its anchor.
        title: its heading.
        lead: what to see, in a sentence or two.
        made: how the figures were made, in a sentence.
        files: where they stand.
        blocks: what it shows.
    """

    name: str
    title: str
    lead: str
    made: str
    files: list[str]
    blocks: list[Block] = field(default_factory=list)


def number(value: float | None, digits: int = 3, mark: str = "", sign: bool = False) -> Cell:
    """Show a number; what is not defined as a dash."""
    if value is None:
        return Cell(EMPTY)
    return Cell(decimal(value, digits, sign), value, mark)


def decimal(value: float, digits: int = 3, sign: bool = False) -> str:
    """Write a number with a true minus, and none before a zero."""
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    if not any(digit in text for digit in "123456789"):
        text = text.lstrip("+-")
    return text.replace("-", "−")


def percent(value: float | None, digits: int = 1) -> Cell:
    """Show a share."""
    return Cell(EMPTY) if value is None else Cell(f"{decimal(100 * value, digits)} %", value)


def span(low: float | None, high: float | None, sign: bool = False) -> str:
    """Write an interval."""
    if low is None or high is None:
        return EMPTY
    return f"{decimal(low, sign=sign)} to {decimal(high, sign=sign)}"


def listed(words: Iterable[str]) -> str:
    """Write `a, b and c`."""
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
