"""From published texts to the table: labels settled, copies dropped, groups found, roles given."""

from typing import Any

import numpy as np

from bakeoff.core.table import Table, Text
from bakeoff.texts.conflicts import find_conflicts, settle_conflicts
from bakeoff.texts.counts import (
    count_conflicts,
    count_groups,
    count_leaks,
    count_names,
    count_partitions,
)
from bakeoff.texts.duplicates import Copies, Mask, count_copies, drop_copies, find_copies, in_both
from bakeoff.texts.groups import find_groups, reduce_groups
from bakeoff.texts.held_out import find_held_out
from bakeoff.texts.labels import expect_known_classes, order_classes
from bakeoff.texts.roles import give_roles
from bakeoff.texts.settings import BALANCED, Prepare
from bakeoff.texts.table import Published


def arrange(published: Published, prepare: Prepare) -> tuple[Table, list[str], dict[str, Any]]:
    """Lay out the table, and count all that was done.

    Texts that a split is told to hold out are neither dropped nor relabelled. Training texts that
    copy one of them are left out.

    Returns:
        The table; the classes in the order of the probabilities; the counts by name.

    Raises:
        BakeoffError: the texts do not allow the split.
    """
    told = find_held_out(published, prepare)
    held_out = np.zeros(len(published.texts), bool) if told is None else told
    expect_known_classes(published.texts, held_out)
    order_classes(published.texts, prepare.table.positive)
    copies = find_copies([text.text for text in published.texts], prepare.similarity)
    texts, kept, counts = _settle(published.texts, copies, held_out, prepare)
    kept &= drop_copies(copies, prepare.duplicates, held_out)
    names = published.columns[prepare.group] if prepare.group else [""] * len(texts)
    texts, reduced = _group(texts, copies, names, kept, prepare)
    held_out = held_out[[text.row for text in texts]]
    left_out = ~held_out & in_both(np.array([text.group for text in texts]), held_out)
    classes = order_classes(texts, prepare.table.positive)
    table = give_roles(texts, classes, prepare, held_out, left_out)
    counts |= {"dropped": int((~kept).sum()), "reduced": reduced, "kept": len(texts)}
    counts |= {"left_out": int(left_out.sum()), "split": prepare.split, **count_groups(texts)}
    counts["slices"] = count_names(text.slice for text in texts if text.slice)
    counts["partitions"] = count_partitions(table)
    counts["leaks_with_duplicates"] = count_leaks(published.texts, copies, prepare, told)
    return table, classes, published.counts | counts


def _settle(
    texts: list[Text], copies: Copies, held_out: Mask, prepare: Prepare
) -> tuple[list[Text], Mask, dict[str, Any]]:
    """Settle the labels of training texts; count duplicates and all texts with several labels."""
    everywhere = find_conflicts(texts, copies["normalised"], np.ones(len(texts), bool))
    in_training = find_conflicts(texts, copies["normalised"], ~held_out)
    settled, kept = settle_conflicts(texts, in_training, prepare.conflicts)
    return settled, kept, count_copies(copies) | {"conflicts": count_conflicts(texts, everywhere)}


def _group(
    texts: list[Text], copies: Copies, names: list[str], kept: Mask, prepare: Prepare
) -> tuple[list[Text], int]:
    """Give the texts that are kept with their groups, and count those that a group is reduced by.

    Only where held-out texts are drawn does a group have to fit into a fold.
    """
    rows = np.flatnonzero(kept)
    if prepare.split in BALANCED:
        near, names_kept = copies[prepare.duplicates][rows], [names[row] for row in rows]
        rows = rows[reduce_groups(near, names_kept, prepare.held_out)]
    groups = find_groups(copies[prepare.duplicates][rows], [names[row] for row in rows])
    found = [
        texts[row]._replace(group=group)
        for row, group in zip(rows.tolist(), groups.tolist(), strict=True)
    ]
    return found, int(kept.sum()) - len(rows)
