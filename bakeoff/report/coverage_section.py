"""What the vectors know of the texts, and what it costs where they know little."""

import altair as alt

from bakeoff.evaluation.formats import UNKNOWN_SHARES, Coverage, Line
from bakeoff.report import charts
from bakeoff.report.blocks import (
    EMPTY,
    Block,
    Cell,
    Figure,
    ReportSection,
    Spec,
    Table,
    decimal,
    number,
    percent,
)
from bakeoff.report.inputs import Inputs

NONE = "no vector"
SHADES = [charts.ACCENT, charts.WARM, charts.COOL, charts.QUIET, charts.INK]
MOST_WORDS = 8  # words without a vector that are shown


def _shares(coverage: Coverage) -> dict[str, float]:
    """Give the share of types, of tokens, and of the tokens of each class that have a vector."""
    found = {"words, each once": coverage["types_share"]}
    found["words as they occur"] = coverage["tokens_share"]
    return found | {f"in {label}": share for label, share in coverage["by_class"].items()}


def _covered(inputs: Inputs) -> Figure:
    """Show how much of the texts each file covers."""
    found = {name: _shares(coverage) for name, coverage in inputs.coverage.items()}
    groups = [*next(iter(found.values()))]
    lines: list[charts.Row] = [
        {"embedding": name, "group": group, "share": share}
        for name, shares in found.items()
        for group, share in shares.items()
    ]
    cells = []
    for name, coverage in inputs.coverage.items():
        words = " ".join([*coverage["most_frequent_without"]][:MOST_WORDS])
        shares = map(percent, found[name].values())
        cells.append(
            [Cell(name), number(coverage["dimension"], 0), *shares, Cell(words, mark="words")]
        )
    header = ["embedding", "dimension", *groups, "most frequent without a vector"]
    title = "Share of the text that has a vector"
    axis = alt.Axis(format=".0%", tickCount=4, labelSeparation=6)
    x = alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=axis)
    tip = charts.tooltip("embedding", "group", share=("share", ".1%"))
    layers = charts.bars_and_dots(x, charts.vertical("embedding"), tip)
    height = charts.STEP * len(found)
    spec = charts.panels(layers, lines, "group", groups, height=height, panel=180, room=110)
    return Figure("covered", title, spec, Table(title, header, cells))


def _by_rule(coverage: Coverage) -> dict[str, int]:
    """Count words by rule, and those that no rule found."""
    counts = {rule: found["types"] for rule, found in coverage["by_rule"].items()}
    return counts | {NONE: coverage["types"] - sum(counts.values())}


def _rules(inputs: Inputs) -> Figure:
    """Show by which rule words found their vectors, and how many found none."""
    found = {name: _by_rule(coverage) for name, coverage in inputs.coverage.items()}
    rules = list(dict.fromkeys(rule for counts in found.values() for rule in counts))
    rules.sort(key=NONE.__eq__)  # the last
    lines: list[charts.Row] = [
        {"embedding": name, "rule": rule, "words": words, "order": rules.index(rule)}
        for name, counts in found.items()
        for rule, words in counts.items()
    ]
    colours = [SHADES[place % len(SHADES)] for place in range(len(rules) - 1)]
    scale = alt.Scale(domain=rules, range=[*colours, charts.EDGE])
    chart = alt.Chart(charts.rows(lines), height=charts.STEP * len(found)).encode(
        x=alt.X("words:Q", title=None, axis=alt.Axis(tickCount=5)),
        y=charts.vertical("embedding"),
        color=alt.Color("rule:N", scale=scale, legend=alt.Legend(title=None, columns=4)),
        order="order:Q",
        tooltip=charts.tooltip("embedding", "rule", words=("words", ",")),
    )
    spec = charts.specify(chart.mark_bar(height=13, stroke="var(--paper)", strokeWidth=1))
    cells = [
        [Cell(name), *(number(counts.get(rule), 0) for rule in rules)]
        for name, counts in found.items()
    ]
    title = "Words of the texts, by the rule that found their vector"
    return Figure("rules", title, spec, Table(title, ["embedding", *rules], cells))


def _unknown(inputs: Inputs) -> Figure:
    """Show the error rate by the share of a text's words that a model has no vector for."""
    found: dict[str, dict[str, Line]] = {}
    for point in inputs.unknown_words:
        found.setdefault(point["model"], {})[point["unknown_share"]] = point
    bins = [name for name in UNKNOWN_SHARES if any(name in x for x in found.values())]
    cells = [[Cell(name), *(_rate(x.get(share)) for share in bins)] for name, x in found.items()]
    title = "Error rate, by share of words that the model has no vector for"
    table = Table(title, ["model", *bins], cells)
    return Figure("unknown", title, _unknown_spec(inputs.unknown_words, [*found]), table)


def _rate(point: Line | None) -> Cell:
    if point is None:
        return Cell(EMPTY)
    rate = decimal(100 * point["error_rate"], 1)
    return Cell(f"{rate} % of {point['texts']:,.0f}", point["error_rate"])


def _unknown_spec(points: list[Line], order: list[str]) -> Spec:
    lines = [{**point, "place": UNKNOWN_SHARES.index(point["unknown_share"])} for point in points]
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy")
    by_place = alt.EncodingSortField("place", op="min")
    x = alt.X("unknown_share:O", sort=by_place, title=None, axis=axis)
    y = alt.Y("error_rate:Q", title=None, axis=alt.Axis(format=".0%", tickCount=4))
    numbers = {"error_rate": ("error rate", ".1%"), "texts": ("texts", ",.0f")}
    tip = charts.tooltip("model", "unknown_share", **numbers)
    layers = [charts.line(x, y), charts.dots(sized_by="texts", x=x, y=y, tooltip=tip)]
    return charts.panels(layers, lines, "model", order, height=120, panel=230)


def coverage_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of coverage; None where neither embeddings nor models read words."""
    blocks: list[Block] = [_covered(inputs), _rules(inputs)] if inputs.coverage else []
    if inputs.unknown_words:
        blocks.append(_unknown(inputs))
    if not blocks:
        return None
    return ReportSection(
        "coverage",
        "Coverage",
        "A word without a vector is noise to a frozen model. What counts is how often such words "
        "occur, in which class, and whether texts full of them are judged worse; larger points "
        "hold more texts.",
        "All words were looked up in each file of vectors; held-out texts are "
        "grouped by the share of their words that a model has no vector of its own for.",
        ["metrics/coverage/", "metrics/plots/unknown_words.csv"],
        blocks,
    )
