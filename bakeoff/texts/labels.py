"""The order of the classes, and texts of equal content that have several labels."""

from collections import Counter, defaultdict
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Table, Text
from bakeoff.texts.shingles import Numbers


def order_classes(texts: list[Text], positive: str | None) -> list[str]:
    """Name the classes in the order of the probabilities: sorted, a positive class last.

    Raises:
        BakeoffError: there is only one class, or the positive class is not among two.
    """
    classes = sorted({text.label for text in texts})
    if len(classes) < 2:
        raise BakeoffError(f"labels: expected two classes or more, got only {classes!r:.200}")
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
            f"{name!r:.60}; correct their labels, remove them, or add training texts of the class"
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


def find_conflicts(
    texts: list[Text], contents: Numbers, among: NDArray[np.bool_]
) -> list[list[int]]:
    """List the texts that have equal content and several labels, by content.

    Args:
        texts: n of them.
        contents: (n,) equal for texts of equal content.
        among: (n,) whether a text is looked at.
    """
    rows: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(among).tolist():
        rows[int(contents[row])].append(row)
    return [same for same in rows.values() if len({texts[row].label for row in same}) > 1]


def settle_conflicts(
    texts: list[Text], conflicts: list[list[int]], rule: str
) -> tuple[list[Text], NDArray[np.bool_]]:
    """Settle which label texts of equal content have.

    Args:
        texts: n of them.
        conflicts: as `find_conflicts` lists them.
        rule: "keep" lets each text have its own; "majority" gives all of them the most frequent
            label, of equally frequent ones that which comes first; "drop" keeps none of the texts.

    Returns:
        The texts, and whether each is kept, (n,).
    """
    settled, kept = list(texts), np.ones(len(texts), bool)
    if rule == "drop":
        kept[[*chain(*conflicts)]] = False
    elif rule == "majority":
        for rows in conflicts:
            label = Counter(texts[row].label for row in rows).most_common(1)[0][0]
            for row in rows:
                settled[row] = texts[row]._replace(label=label)
    return settled, kept
