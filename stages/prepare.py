"""Read the labelled texts, repair them, drop duplicates and split.

Reads the published file. Writes three CSV files of texts, the names of the classes, and counts of
everything that was done. Only `encode`, `predict`, `learn` and
`evaluate` read the test split.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

from bakeoff.core.classes import write_classes
from bakeoff.core.files import write_json
from bakeoff.core.messages import Message, in_training, write_messages
from bakeoff.core.paths import CLASSES, DATA_METRICS, RAW, split_path
from bakeoff.core.settings import File, Name, Section
from bakeoff.core.stage import run
from bakeoff.texts.settings import Prepare
from bakeoff.texts.splits import (
    count_duplicates,
    count_leaks,
    drop_duplicates,
    order_classes,
    split_messages,
)
from bakeoff.texts.table import read_messages


class SourceFile(Section):
    """The key of a source that this stage reads."""

    file: File


class Params(Section):
    """What the stage reads of params.yaml."""

    prepare: Prepare
    sources: dict[Name, SourceFile]  # pruned to the one that `prepare` names


def describe_splits(splits: dict[str, list[Message]]) -> dict[str, Any]:
    """Count rows by split and class, test rows by slice, and test rows that training holds."""
    return {
        "splits": {
            name: {"rows": len(part), "labels": _count(message.label for message in part)}
            for name, part in splits.items()
        },
        "test_slices": _count(message.slice for message in splits["test"] if message.slice),
        "test_rows_in_training": sum(in_training(splits)),
    }


def _count(names: Iterable[str]) -> dict[str, int]:
    """Count names, in their order."""
    return dict(sorted(Counter(names).items()))


def main(params: Params) -> None:
    """Read, repair and split the labelled texts."""
    prepare = params.prepare
    path = RAW / prepare.source / params.sources[prepare.source].file
    messages, groups, counts = read_messages(path, prepare.table)
    counts |= count_duplicates(messages)
    kept = drop_duplicates(messages, prepare.duplicates)
    classes = order_classes(kept, prepare.table.positive)
    splits = split_messages(kept, prepare, groups)
    for name, part in splits.items():
        write_messages(split_path(name), part)
    write_classes(CLASSES, classes)
    write_json(
        DATA_METRICS,
        {**counts, "dropped": len(messages) - len(kept), "kept": len(kept)}
        | {"split": prepare.split, **describe_splits(splits)}
        | {"leaks_with_duplicates": count_leaks(messages, prepare, groups)},
    )
    logging.info("%d rows read, %d kept, split %s", len(messages), len(kept), prepare.split)


if __name__ == "__main__":
    run(main, Params)
