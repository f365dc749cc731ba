"""Read the labelled texts, repair them, find duplicates, and give each text its role.

Reads the published files, or your own. Writes one table of all texts that are kept, with their
groups and with their role in each partition; the names of the classes; and counts of everything
that was done.
"""

import logging
from pathlib import Path
from typing import Any

from bakeoff.core.classes import write_classes
from bakeoff.core.files import write_json
from bakeoff.core.paths import CLASSES, DATA_METRICS, TEXTS
from bakeoff.core.settings import Section
from bakeoff.core.stage import run
from bakeoff.core.table import write_table
from bakeoff.texts.arrange import arrange
from bakeoff.texts.groups import expect_tested_groups
from bakeoff.texts.labels import expect_tested_classes
from bakeoff.texts.profile.facts import profile
from bakeoff.texts.settings import Prepare
from bakeoff.texts.table import read_published


class Verdict(Section):
    """The key of `evaluate` that this stage reads: which classes have to be tested."""

    metric: str


class Params(Section):
    """What the stage reads of params.yaml."""

    evaluate: Verdict
    prepare: Prepare


def describe(counts: dict[str, Any]) -> list[str]:
    """Say in lines what was done, and show the first texts of equal content and several labels."""
    lines = [
        f"{counts['rows']} rows read, {counts['kept']} kept in {counts['groups']} groups; "
        f"split: {counts['split']}, partitions: {len(counts['partitions'])}"
    ]
    if counts["unlabelled"]:
        lines.append(
            f"rows without a label left out (prepare.table.unlabelled): {counts['unlabelled']}"
        )
    if counts["reduced"] or counts["left_out"]:
        lines.append(
            f"{counts['reduced']} near duplicates dropped, because their group exceeds a fold; "
            f"{counts['left_out']} copies of held-out texts left out of training"
        )
    for name, treatment in (("rare_dropped", "dropped"), ("rare_pooled", "pooled in one class")):
        if counts[name]:
            shown = ", ".join(f"{label} ({n})" for label, n in counts[name].items())
            lines.append(
                f"classes too rare for the split, {treatment} (prepare.rare): {shown:.300}"
            )
    for label, alike in counts["labels_merged"].items():
        shown = ", ".join(f"{name!r} ({n})" for name, n in alike.items())
        lines.append(f"merged in the class {label!r} (prepare.labels): {shown:.300}")
    conflicts = counts["conflicts"]
    if conflicts["contents"]:
        shown = ", ".join(str(example["rows"]) for example in conflicts["examples"][:3])
        lines.append(
            f"{conflicts['contents']} texts occur with several labels (prepare.conflicts), "
            f"in rows {shown}"
        )
    return lines


def main(params: Params) -> None:
    """Read and repair the labelled texts, and give each text its role."""
    prepare = params.prepare
    table, classes, counts = arrange(read_published(Path(prepare.input), prepare), prepare)
    expect_tested_classes(table, classes, params.evaluate.metric)
    expect_tested_groups(table)
    write_table(TEXTS, table)
    write_classes(CLASSES, classes)
    write_json(DATA_METRICS, counts | {"look": profile(table.texts)})
    for line in describe(counts):
        logging.info("%s", line)


if __name__ == "__main__":
    run(main, Params)
