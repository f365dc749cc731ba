"""Read the labelled texts, mend them, drop duplicates and split.

In: the published file. Out: three CSV files of messages, the names of the classes, and counts of
all that was done. The test split is read by `predict`, `learn` and `evaluate` alone.
"""

import logging
from collections import Counter
from typing import Any

from bakeoff.errors import BakeoffError
from bakeoff.files import write_json
from bakeoff.params.reading import read_params
from bakeoff.params.sources import MadeBilm, Table
from bakeoff.paths import CLASSES, DATA_METRICS, PARAMS, RAW, split_path
from bakeoff.stage import run
from bakeoff.texts.classes import write_classes
from bakeoff.texts.messages import Message, write_messages
from bakeoff.texts.splits import (
    count_duplicates,
    count_leaks,
    drop_duplicates,
    in_training,
    order_classes,
    split_messages,
)
from bakeoff.texts.table import read_messages

KINDS = ["stratified", "group", "file_order"]  # splits whose leaks are counted


def describe_splits(splits: dict[str, list[Message]]) -> dict[str, Any]:
    """Count rows by split and class, by slice of the test, and test rows that stand in train."""
    slices = Counter(message.slice for message in splits["test"] if message.slice)
    return {
        "splits": {
            name: {"rows": len(part), "labels": sorted_counts(message.label for message in part)}
            for name, part in splits.items()
        },
        "test_slices": dict(sorted(slices.items())),
        "test_rows_in_training": sum(in_training(splits)),
    }


def sorted_counts(labels: Any) -> dict[str, int]:
    """Count labels, in the order of their names."""
    return dict(sorted(Counter(labels).items()))


def main() -> None:
    """Read, mend and split the labelled texts."""
    params = read_params(PARAMS)
    prepare = params.prepare
    source = params.source(prepare.source)
    table: Table | None = getattr(source, "table", None)
    if table is None or isinstance(source, MadeBilm):
        raise BakeoffError(
            f"params.yaml: sources.{params.profile}.{prepare.source}: expected a source with "
            "a `table`, got none; say which columns hold text and label"
        )
    folder = RAW / prepare.source
    messages, groups, counts = read_messages(
        folder / source.file,
        text=table.text,
        label=table.label,
        encoding=table.encoding,
        mojibake=table.mojibake,
        unescape=table.html,
        slices=folder / table.slices if table.slices else None,
        group=table.group,
    )
    counts |= count_duplicates(messages)
    kept = drop_duplicates(messages, prepare.duplicates)
    classes = order_classes(kept, table.positive)
    settings: dict[str, Any] = {
        **{"valid": prepare.valid, "test": prepare.test, "seed": prepare.seed},
        "groups": groups,
    }
    splits = split_messages(kept, kind=prepare.split, **settings)
    for name, part in splits.items():
        write_messages(split_path(name), part)
    write_classes(CLASSES, classes)
    write_json(
        DATA_METRICS,
        {**counts, "dropped": len(messages) - len(kept), "kept": len(kept)}
        | {"split": prepare.split, **describe_splits(splits)}
        | {"leaks_with_duplicates": count_leaks(messages, KINDS, **settings)},
    )
    logging.info("%d rows read, %d kept, split %s", len(messages), len(kept), prepare.split)


if __name__ == "__main__":
    run(main)
