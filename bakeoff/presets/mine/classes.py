"""The classes of the user's texts: equivalent labels are merged, one of two is positive."""

from collections import Counter

from bakeoff.core.errors import BakeoffError
from bakeoff.look.oddities import find_nothing
from bakeoff.look.warnings import warn_of_nothing
from bakeoff.presets.mine.texts import OwnTexts
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.spellings import find_alike
from bakeoff.texts.table import Published


def settle_classes(own: OwnTexts, published: Published) -> None:
    """Count the classes, equivalent labels as one.

    Raises:
        BakeoffError: there is only one class.
    """
    counts = Counter(text.label for text in published.texts)
    for labels in find_alike(counts):
        own.prepare["labels"] = "merge"
        shown = " and ".join(f"{quote(label)} ({counts[label]})" for label in labels)
        own.notes.append(
            f"equivalent labels are merged: {shown} (prepare.labels: merge; keep separates them)"
        )
        for label in labels[1:]:
            counts[labels[0]] += counts.pop(label)
    own.classes = counts
    if nothing := find_nothing(counts):
        own.notes.append(f"warning: {warn_of_nothing(nothing)}")
    if len(counts) < 2:
        raise BakeoffError(
            f"labels: expected two classes or more, got only {[*counts]!r:.100}; name another "
            "column with --label"
        )


def choose_positive(own: OwnTexts, positive: str) -> None:
    """Choose the positive class of two: the rarer one, unless the user names it.

    Raises:
        BakeoffError: the named one is none of two.
    """
    counts = own.classes
    if positive and (len(counts) > 2 or positive not in counts):
        listed = ", ".join(map(quote, [*counts][:10]))
        raise BakeoffError(
            f"--positive: expected one of two classes, got {quote(positive)}; there are {listed}"
        )
    if len(counts) == 2:
        rarer = min(sorted(counts, reverse=True), key=counts.__getitem__)  # of equals 1, pos, yes
        own.prepare["table"]["positive"] = positive or rarer
