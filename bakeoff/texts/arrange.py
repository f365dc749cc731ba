"""From published texts to the table: labels settled, copies dropped, groups found, roles given."""

from collections import Counter
from dataclasses import replace
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
from bakeoff.texts.held_out import expect_rows_left, expect_some_held_out, find_held_out
from bakeoff.texts.labels import expect_known_classes, expect_one_label_each, order_classes
from bakeoff.texts.rare import expect_classes_left, expect_groups, find_rare, pool
from bakeoff.texts.roles import give_roles
from bakeoff.texts.settings import BALANCED, Prepare
from bakeoff.texts.spellings import settle_positive, settle_spellings, spell_number
from bakeoff.texts.table import Published

Counts = dict[str, Any]


def arrange(published: Published, prepare: Prepare) -> tuple[Table, list[str], Counts]:
    """Lay out the table, and count all that was done.

    Texts that a split is told to hold out are neither dropped nor relabelled, unless a parameter
    asks for it. Training texts that copy one of them are left out.

    Returns:
        The table; the classes in the order of the probabilities; the counts by name.

    Raises:
        BakeoffError: the texts do not allow the split.
    """
    published, merged = _settle_labels(published, prepare)
    expect_rows_left(prepare, len(published.texts))
    told = find_held_out(published, prepare)
    held_out = np.zeros(len(published.texts), bool) if told is None else told
    if prepare.rare == "refuse":
        expect_known_classes(published.texts, held_out)
    positive = settle_positive(
        prepare.table.positive, {text.label for text in published.texts}, prepare.labels
    )
    if prepare.rare == "refuse":
        order_classes(published.texts, positive)
    copies = find_copies([text.text for text in published.texts], prepare)
    texts, kept, counts = _settle(published.texts, copies, held_out, prepare)
    if prepare.split != "given":
        kept &= drop_copies(copies, prepare.duplicates, held_out)
    column = published.columns[prepare.group] if prepare.group else [""] * len(texts)
    names = [spell_number(name) for name in column]
    dropped = int((~kept).sum())
    texts, more = _group_without_rare(texts, copies, names, kept, held_out, prepare)
    held_out = held_out[[text.row for text in texts]]
    if told is not None:
        expect_some_held_out(held_out)
    left_out = _left_out(texts, held_out)
    classes = order_classes(texts, positive)
    if prepare.split in BALANCED:
        expect_groups(texts, prepare, Counter(text.label for text in published.texts))
    table = give_roles(texts, classes, prepare, held_out, left_out)
    counts |= {"labels_merged": merged, "dropped": dropped, **more, "kept": len(texts)}
    counts |= {"left_out": int(left_out.sum()), "split": prepare.split, **count_groups(texts)}
    counts["slices"] = count_names(text.slice for text in texts if text.slice)
    counts["partitions"] = count_partitions(table)
    counts["leaks_with_duplicates"] = count_leaks(published.texts, copies, prepare, told)
    return table, classes, published.counts | counts


def _settle_labels(
    published: Published, prepare: Prepare
) -> tuple[Published, dict[str, dict[str, int]]]:
    """Settle which labels are one class; also give the spellings of those that were merged."""
    if prepare.labels != "keep":
        expect_one_label_each([text.label for text in published.texts])
    texts, merged = settle_spellings(published.texts, prepare.labels)
    return replace(published, texts=texts), merged


def _settle(
    texts: list[Text], copies: Copies, held_out: Mask, prepare: Prepare
) -> tuple[list[Text], Mask, Counts]:
    """Settle the labels of training texts; count duplicates and all texts with several labels."""
    everywhere = find_conflicts(texts, copies["normalised"], np.ones(len(texts), bool))
    in_training = find_conflicts(texts, copies["normalised"], ~held_out)
    settled, kept = settle_conflicts(texts, in_training, prepare.conflicts)
    return settled, kept, count_copies(copies) | {"conflicts": count_conflicts(texts, everywhere)}


def _group_without_rare(
    texts: list[Text],
    copies: Copies,
    names: list[str],
    kept: Mask,
    held_out: Mask,
    prepare: Prepare,
) -> tuple[list[Text], Counts]:
    """Group the texts that are kept; drop or pool the classes that are too rare for the split.

    Fewer texts may be grouped otherwise, so that another class is rare: each is found in turn.
    """
    gone: dict[str, int] = {}
    while True:
        grouped, reduced = _group(texts, copies, names, kept, prepare)
        counts = {"reduced": reduced, "rare_dropped": gone, "rare_pooled": {}}
        told = held_out[[text.row for text in grouped]]
        training = ~(told | _left_out(grouped, told))
        rare = {} if prepare.rare == "refuse" else find_rare(grouped, prepare, training)
        sizes = count_names(text.label for text in grouped if text.label in rare)
        if not rare:
            return grouped, counts
        if prepare.rare == "pool":
            return pool(grouped, rare), counts | {"rare_pooled": sizes}
        expect_classes_left(grouped, rare, prepare)
        gone |= sizes
        kept = kept & np.array([text.label not in rare for text in texts])


def _group(
    texts: list[Text], copies: Copies, names: list[str], kept: Mask, prepare: Prepare
) -> tuple[list[Text], int]:
    """Give the texts that are kept with their groups, and count those that a group is reduced by.

    Only where held-out texts are drawn does a group have to fit into a fold.
    """
    rows = np.flatnonzero(kept)
    if prepare.split in BALANCED:
        near, names_kept = copies[prepare.duplicates][rows], [names[row] for row in rows]
        rows = rows[reduce_groups(near, names_kept, prepare.share(len(rows)))]
    groups = find_groups(copies[prepare.duplicates][rows], [names[row] for row in rows])
    found = [
        texts[row]._replace(group=group)
        for row, group in zip(rows.tolist(), groups.tolist(), strict=True)
    ]
    return found, int(kept.sum()) - len(rows)


def _left_out(texts: list[Text], held_out: Mask) -> Mask:
    """Tell which training texts copy a held-out one, (n,)."""
    return ~held_out & in_both(np.array([text.group for text in texts], np.int64), held_out)
