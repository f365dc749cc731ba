"""What the vectors know of the texts, and what it costs where they know little."""

import altair as alt

from bakeoff.evaluation.formats import UNKNOWN_SHARES, Coverage, Line
from bakeoff.report import charts
from bakeoff.report.blocks import Block, Cell, Column, Figure, ReportSection, Spec, Table
from bakeoff.report.cells import EMPTY, columns, decimal, number, percent
from bakeoff.report.inputs import Inputs

MOST_WORDS = 8  # words without a vector that are shown
FEWEST = 30  # texts of which an error rate is shown
MOST_CLASSES = 6  # whose share is shown; of more, none


def word_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of coverage; None where neither embeddings nor models read words."""
    blocks: list[Block] = [coverage_table(inputs), rule_table(inputs)] if inputs.coverage else []
    if any(point["texts"] >= FEWEST for point in inputs.unknown_words):
        blocks.append(unknown_figure(inputs))
    if not blocks:
        return None
    return ReportSection(
        "coverage",
        "Words without a vector",
        write_lead(inputs),
        blocks,
        f"All words were looked up in each file of vectors; {inputs.tested} are grouped by the "
        "share of their words that a model has no vector of its own for. From metrics/coverage/ "
        "and metrics/plots/unknown_words.csv.",
        folded=True,
    )


def write_lead(inputs: Inputs) -> str:
    """Say what a word without a vector is, and how many words the files know."""
    lead = "A frozen model learns nothing from a word without a vector."
    shares = [coverage["tokens_share"] for coverage in inputs.coverage.values()]
    if not shares:
        return lead
    ends = [percent(share).text for share in (min(shares), max(shares))]
    known = " to ".join(dict.fromkeys(ends))
    return f"{lead} The files of vectors know {known} of the words as they occur."


def coverage_table(inputs: Inputs) -> Table:
    """Show the share of types, of tokens and of the tokens of each class that have a vector."""
    classes = list(next(iter(inputs.coverage.values()))["by_class"])
    classes = classes if len(classes) <= MOST_CLASSES else []
    rows = []
    for name, coverage in inputs.coverage.items():
        shares = [coverage["types_share"], coverage["tokens_share"]]
        shares += [coverage["by_class"][label] for label in classes]
        words = " ".join([*coverage["most_frequent_without"]][:MOST_WORDS])
        dimension = number(coverage["dimension"], 0)
        rows.append([Cell(name), dimension, *map(percent, shares), Cell(words, mark="words")])
    headings = [Column("embedding"), Column("dimension")]
    titles = ("words, each once", "words as they occur", *(f"in {label}" for label in classes))
    headings += [Column(title, "higher") for title in titles]
    headings.append(Column("most frequent without a vector"))
    return Table("Share of the words that have a vector", headings, rows, by_model=False)


def count_rules(coverage: Coverage) -> dict[str, int]:
    """Count words by the rule that found their vector, and those that no rule found."""
    counts = {rule: found["types"] for rule, found in coverage["by_rule"].items()}
    return counts | {"no vector": coverage["types"] - sum(counts.values())}


def rule_table(inputs: Inputs) -> Table:
    """Show by which rule words found their vectors, and how many found none."""
    found = {name: count_rules(coverage) for name, coverage in inputs.coverage.items()}
    rules = list(dict.fromkeys(rule for counts in found.values() for rule in counts))
    rules.sort(key="no vector".__eq__)  # the last
    rows = [
        [Cell(name), *(number(counts.get(rule), 0) for rule in rules)]
        for name, counts in found.items()
    ]
    caption = "Words, each once, by the rule that found their vector"
    return Table(caption, columns("embedding", *rules), rows, by_model=False)


def unknown_figure(inputs: Inputs) -> Figure:
    """Show the error rate by the share of a text's words that a model has no vector for."""
    found: dict[str, dict[str, Line]] = {}
    for point in inputs.unknown_words:
        found.setdefault(point["model"], {})[point["unknown_share"]] = point
    bins = [name for name in UNKNOWN_SHARES if any(name in x for x in found.values())]
    rows = [[Cell(name), *(rate_cell(x.get(share)) for share in bins)] for name, x in found.items()]
    title = "Error rate, by share of words that the model has no vector for"
    table = Table(title, columns("model", *bins, better="lower"), rows)
    return Figure("unknown", title, draw_unknown(inputs.unknown_words), table)


def rate_cell(point: Line | None) -> Cell:
    """Show an error rate, and of how many texts it is."""
    if point is None:
        return Cell(EMPTY)
    if point["texts"] < FEWEST:
        return Cell(f"too few ({point['texts']:,.0f})")
    rate = decimal(100 * point["error_rate"], 1)
    return Cell(f"{rate} % of {point['texts']:,.0f}", point["error_rate"])


def draw_unknown(points: list[Line]) -> Spec:
    """Draw one panel per model; none for a model without a rate that is shown."""
    lines = [
        {**point, "place": UNKNOWN_SHARES.index(point["unknown_share"])}
        for point in points
        if point["texts"] >= FEWEST
    ]
    order = list(dict.fromkeys(str(line["model"]) for line in lines))
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy")
    by_place = alt.EncodingSortField("place", op="min")
    x = alt.X("unknown_share:O", sort=by_place, title=None, axis=axis)
    y = alt.Y("error_rate:Q", title=None, axis=alt.Axis(format=".0%", tickCount=4))
    numbers = {"error_rate": ("error rate", ".1%"), "texts": ("texts", ",.0f")}
    shown = charts.tooltip("model", "unknown_share", **numbers)
    layers = [charts.line(x, y), charts.dots(sized_by="texts", x=x, y=y, tooltip=shown)]
    return charts.panels(layers, lines, "model", order, height=120, panel=230)
