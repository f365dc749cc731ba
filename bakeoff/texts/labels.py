"""The classes: their order, and labels that no comparison can be made of."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Table, Text

SEPARATORS = "|;,/+"
AROUND = "[](){}'\" "  # of a part of a list, as programs write one
DECIMAL = re.compile(r"[-+]?[0-9]+,([0-9]+)")
FRACTIONS = frozenset(("0", "5", "00", "25", "50", "75"))  # of grades; 1,2 may be two labels
MANY = 0.05  # of the rows hold several labels


class SeveralLabels(NamedTuple):
    """A column whose cells hold several labels each."""

    separator: str
    example: str  # the most frequent cell of several labels
    rows: int  # with several labels
    labels: int  # distinct ones, taken apart


def order_classes(texts: list[Text], positive: str | None) -> list[str]:
    """Name the classes in the order of the probabilities: sorted, a positive class last.

    Raises:
        BakeoffError: there is only one class, or the positive class is not among two.
    """
    classes = sorted({text.label for text in texts})
    if len(classes) < 2:
        raise BakeoffError(
            f"labels: expected two classes or more, got only {classes!r:.200}; correct the labels, "
            "or name another column of them"
        )
    if positive is None:
        return classes
    if len(classes) > 2 or positive not in classes:
        raise BakeoffError(
            f"labels: expected two classes with {positive!r} (`positive`) among them, got "
            f"{classes[:10]!r:.200}; set `positive` to one of two, or to null for more"
        )
    return [*(name for name in classes if name != positive), positive]


def expect_known_classes(texts: list[Text], held_out: NDArray[np.bool_]) -> None:
    """Check that training texts have every class that held-out texts have.

    Raises:
        BakeoffError: the class, and how many held-out texts have it.
    """
    labels = np.array([text.label for text in texts])
    unknown = Counter(labels[held_out & ~np.isin(labels, labels[~held_out])].tolist())
    if unknown:
        name, count = unknown.most_common(1)[0]
        raise BakeoffError(
            f"prepare: expected held-out texts of the classes of training texts, got {count} of "
            f"{name!r:.60}; correct their labels, drop the class (prepare.rare, or `bakeoff init "
            "--rare drop`), or add training texts of it"
        )


def expect_tested_classes(table: Table, classes: list[str], metric: str) -> None:
    """Check that texts of every class are tested, if the metric of the verdict ranks each class.

    `evaluate` checks the same; here it is found before any model is trained.

    Raises:
        BakeoffError: a class that no tested text has.
    """
    tested = {table.texts[row].label for row in table.tested}
    missing = [name for name in classes if name not in tested]
    if missing and metric == "pr_auc":
        raise BakeoffError(
            "evaluate.metric: pr_auc expects texts of every class among the held-out ones, got "
            f"none of {missing[0]!r:.60}; use accuracy or log_loss, or change prepare.split"
        )


def find_several_labels(labels: Iterable[str]) -> SeveralLabels | None:
    """Tell whether many cells of a column of labels hold several, such as `a|b`.

    A cell `sci/space` is one label: there a part always has the same place, and few parts are
    labels by themselves. Where half of the parts of cells are labels by themselves, or stand at
    several places, cells are combinations.
    """
    counts = Counter(cell.strip(AROUND) for cell in labels)
    for separator in SEPARATORS:
        cells = {cell: parts for cell in counts if len(parts := _split(cell, separator)) > 1}
        if separator == "," and _are_decimals(cells):
            continue
        rows = sum(counts[cell] for cell in cells)
        places: dict[str, set[int]] = defaultdict(set)
        for parts in cells.values():
            for place, part in enumerate(parts):
                places[part].add(place)
        free = [part for part in places if part in counts or len(places[part]) > 1]
        if cells and rows >= MANY * counts.total() and 2 * len(free) >= len(places):
            alone = {cell for cell in counts if cell not in cells}
            example = max(cells, key=lambda cell: counts[cell])
            return SeveralLabels(separator, example, rows, len(alone | {*places}))
    return None


def _are_decimals(cells: Iterable[str]) -> bool:
    """Tell whether cells are numbers with a decimal comma, such as 1,0 or 4,5."""
    found = [DECIMAL.fullmatch(cell) for cell in cells]
    return all(number and number[1] in FRACTIONS for number in found)


def _split(cell: str, separator: str) -> list[str]:
    parts = (part.strip(AROUND) for part in cell.split(separator))
    return [part for part in parts if part]


def expect_one_label_each(labels: list[str]) -> None:
    """Check that no column of several labels is taken for a column of classes.

    Raises:
        BakeoffError: the separator, an example, and how many rows hold several.
    """
    found = find_several_labels(labels)
    if found:
        raise BakeoffError(
            f"prepare.table.label: expected one label per text, got several in {found.rows} of "
            f"{len(labels)} rows, separated by {found.separator!r}, such as {found.example!r:.60}; "
            "choose a column of one label each, or set prepare.labels: keep to take each "
            "combination for a class"
        )
