"""What the page consists of: parts, sections, and the blocks that the template lays out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, NamedTuple

from bakeoff.texts.profile.tokens import Cut

Spec = dict[str, Any]  # a chart, as Vega-Lite describes it
Better = Literal["", "higher", "lower"]
TERMS = {  # what scores mean, shown where they appear
    "accuracy": "share of the texts whose class is right.",
    "macro F1": "the mean of every class's F1; each class counts the same, however rare it is.",
    "MCC": "Matthews correlation of predicted and true class: 1 is perfect, 0 is chance.",
    "PR-AUC": "area under the precision-recall curve; chance is the share of the class.",
    "ROC-AUC": "probability that a text of the class ranks above a text of another class.",
    "log loss": "mean of −log p of the true class; confident mistakes cost most.",
    "Brier": "mean squared error of the probabilities.",
    "ECE": "expected calibration error: mean gap between predicted probability and observed share.",
    "adjusted p": "p-value that allows for all comparisons of its family together.",
    "se, texts": "standard error from the choice of texts.",
    "se, training": "standard error from the texts and seeds that models were trained with.",
    "detectable": "the smallest true difference that is found in 80 of 100 cases.",
    "texts to call equal": "texts with which equal models are called equal as often.",
}


class Bar(NamedTuple):
    """An interval that a cell draws: places from 0 to 100 along the column, and its word."""

    low: float
    value: float
    high: float
    zero: float
    word: str


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    order: float | None = None  # what the column is sorted by; the text where there is none
    mark: str = ""  # a class of page.css
    note: str = ""  # a second line, in small print
    bar: Bar | None = None  # drawn in place of the text, which is read out
    tag: str = ""  # stands out beside the text


class Column(NamedTuple):
    """The heading of a column, and which way is good."""

    title: str
    better: Better = ""


@dataclass(frozen=True)
class Table:
    """Rows under a header; the first cell of a row is its name."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: list[Column]
    rows: list[list[Cell]]
    by_model: bool = True  # rows are models, which the page's filter hides
    shaded: str = ""  # the row that stands out
    words: dict[str, str] = field(default_factory=dict)  # further terms, and what they mean

    @property
    def numeric(self) -> list[bool]:
        """Tell which columns hold numbers, which are aligned to the right."""
        places = range(len(self.columns))
        return [
            any(row[i].order is not None and not row[i].bar for row in self.rows) for i in places
        ]

    @property
    def terms(self) -> dict[str, str]:
        """Explain the scores among its headings."""
        titles = [column.title for column in self.columns]
        found = {term: text for term, text in TERMS.items() if any(term in x for x in titles)}
        return found | self.words


@dataclass(frozen=True)
class Figure:
    """A chart, and its data as a table unless a table beside it has them."""

    kind: ClassVar[str] = "figure"
    name: str
    title: str
    spec: Spec
    table: Table | None = None
    note: str = ""

    @property
    def alt(self) -> str:
        """Describe the chart to screen readers."""
        return f"{self.title}. {self.note or 'A table has the data.'}"


class Pairing(NamedTuple):
    """A cell of the matrix: how the model of its row compares with that of its column."""

    word: str  # empty on the diagonal
    text: str
    difference: float | None


@dataclass(frozen=True)
class Matrix:
    """Every pair of models."""

    kind: ClassVar[str] = "matrix"
    caption: str
    names: list[str]
    cells: list[list[Pairing]]


class Guess(NamedTuple):
    """A class, and the models that predict it, each with a probability."""

    label: str
    right: bool
    models: list[tuple[str, str]]
    together: str = ""  # in place of the models, where all agree


class Doubt(NamedTuple):
    """A text that is worth reading, its class, and what the models predict."""

    text: str
    label: str
    slice: str
    guesses: list[Guess]


@dataclass(frozen=True)
class Texts:
    """Texts that are worth reading."""

    kind: ClassVar[str] = "texts"
    title: str
    note: str
    texts: list[Doubt]


@dataclass(frozen=True)
class Facts:
    """Names and values."""

    kind: ClassVar[str] = "facts"
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Cuts:
    """Some texts, and the tokens that the token rule makes of them."""

    kind: ClassVar[str] = "cuts"
    title: str
    note: str
    cuts: list[Cut]


@dataclass(frozen=True)
class Sentences:
    """A list of sentences."""

    kind: ClassVar[str] = "sentences"
    sentences: list[str]


@dataclass(frozen=True)
class Explorer:
    """The explorer of the vectors: its data."""

    kind: ClassVar[str] = "explorer"
    data: dict[str, object]


Block = Table | Figure | Matrix | Texts | Facts | Cuts | Sentences | Explorer


@dataclass(frozen=True)
class ReportSection:
    """A section of the page; a folded one shows its title and lead until it is opened."""

    name: str  # its anchor
    title: str
    lead: str  # what to see, in a sentence or two
    blocks: Sequence[Block]
    made: str = ""  # how the numbers were obtained
    folded: bool = False


@dataclass(frozen=True)
class Part:
    """One of the four parts of the page."""

    name: str
    title: str
    sections: list[ReportSection]


class Step(NamedTuple):
    """Something to do next: a name, what it is, code to copy, and a link."""

    title: str
    text: str
    code: str = ""
    link: str = ""
    target: str = ""


class Number(NamedTuple):
    """A number that leads, what belongs to it, and what it is."""

    value: str
    ends: str
    text: str


@dataclass(frozen=True)
class Headline:
    """The first screen."""

    banners: list[str]
    data: str  # what the models were scored on
    claim: str
    reason: str
    numbers: list[Number]
    chart: Figure | None
    steps: list[Step]
    table: Table
    missing: str = ""  # what this page leaves out, in one line
