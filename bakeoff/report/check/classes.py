"""What models make of each class: its F1, and the classes that are taken for one another."""

from bakeoff.evaluation.formats import ClassScores
from bakeoff.report.blocks import Block, Cell, Column, ReportSection, Table
from bakeoff.report.cells import decimal, isolate, number, percent
from bakeoff.report.inputs import Inputs

TOP = 10  # confusions that are listed


def class_section(inputs: Inputs) -> ReportSection:
    """Make the section of classes."""
    several = len(inputs.board["classes"]) > 2
    blocks: list[Block] = [class_table(inputs)]
    if several and inputs.confusion:
        blocks.append(confusion_table(inputs, inputs.chosen))
    lead = (
        "A mean over classes hides the ones that fail."
        if several
        else "What is missed, and what is flagged wrongly."
    )
    return ReportSection(
        "classes",
        "Classes",
        lead,
        blocks,
        f"Counts of {inputs.tested}, the mean over repeats. From metrics/leaderboard.json and "
        "metrics/plots/confusion.csv.",
        folded=not several,
    )


def class_table(inputs: Inputs) -> Table:
    """Show F1 by class and model; with two classes precision and recall of both."""
    counts, models = inputs.board["class_counts"], inputs.board["models"]
    if len(counts) <= 2:
        titles = [
            f"{isolate(label)}: {part}"
            for label in counts
            for part in ("precision", "recall", "F1")
        ]
        rows = [
            [
                Cell(name),
                *(number(x) for label in counts for x in list_parts(model["by_class"][label])),
            ]
            for name, model in models.items()
        ]
        headings = [Column("model"), *(Column(title, "higher") for title in titles)]
        return Table("Precision, recall and F1 of each class", headings, rows)
    own = models[inputs.chosen]["by_class"]
    shown = sorted(counts, key=lambda label: own[label]["f1"])
    caption = f"F1 by class and model; those that {inputs.chosen} does worst come first"
    rows = [
        [Cell(name), *(number(model["by_class"][label]["f1"], 2) for label in shown)]
        for name, model in models.items()
    ]
    headings = [Column(f"{isolate(label)} ({counts[label]:,})", "higher") for label in shown]
    return Table(caption, [Column("model"), *headings], rows)


def list_parts(scores: ClassScores) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    return scores["precision"], scores["recall"], scores["f1"]


def confusion_table(inputs: Inputs, model: str) -> Table:
    """List the pairs of classes that a model confuses most."""
    counts = inputs.board["class_counts"]
    # The table's cells are made harmless for spreadsheets; its classes are in their usual order.
    labels = dict(zip(dict.fromkeys(x["actual"] for x in inputs.confusion), counts, strict=True))
    wrong = [
        line
        for line in inputs.confusion
        if line["model"] == model and line["actual"] != line["predicted"] and line["texts"]
    ]
    wrong.sort(key=lambda line: -line["texts"])
    digits = int(inputs.board["models"][model]["repeats"] > 1)  # a mean, or a count
    rows = [
        [
            Cell(labels[line["actual"]]),
            Cell(labels[line["predicted"]]),
            Cell(decimal(line["texts"], digits), line["texts"]),
            percent(line["texts"] / counts[labels[line["actual"]]]),
        ]
        for line in wrong[:TOP]
    ]
    headings = [Column("class"), Column("taken for"), Column("texts", "lower")]
    headings.append(Column("of the class", "lower"))
    return Table(f"What {model} confuses most", headings, rows, by_model=False)
