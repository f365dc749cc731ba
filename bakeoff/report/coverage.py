"""What the vectors know of the training text, and what it costs where they know little."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, number, percent
from bakeoff.report.charts import (
    ACCENT,
    COOL,
    EDGE,
    INK,
    QUIET,
    WARM,
    panels,
    rows,
    stack,
    tall,
    vertical,
    wide,
)
from bakeoff.report.inputs import Inputs
from bakeoff.report.unknown import unknown_figure

NONE = "no vector"
MEASURES = {"types_share": "words, each once", "tokens_share": "words as they occur"}


def _dots(lines: list[dict[str, Any]], order: list[str], groups: list[str]) -> dict[str, Any]:
    """Draw shares as dots, a panel a group."""
    x = alt.X(
        "share:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=4, labelSeparation=6),
    )
    own = alt.Chart().encode(y=vertical("embedding"))
    layer = stack(
        own.mark_bar(color=ACCENT, opacity=0.25, height=7, cornerRadiusEnd=3).encode(x=x),
        own.mark_point(color=ACCENT, filled=True, size=65, opacity=1).encode(
            x=x,
            tooltip=[
                alt.Tooltip("embedding:N"),
                alt.Tooltip("group:N", title="of"),
                alt.Tooltip("share:Q", format=".1%"),
            ],
        ),
        data=rows(lines, "group", groups),
    )
    return panels(layer.properties(height=tall(order)), "group", groups, panel=180, room=110)


def _shares(inputs: Inputs) -> Figure:
    """Show the share of types, of tokens, and of the tokens of each class."""
    lines, groups = [], list(MEASURES.values())
    for name, its in inputs.coverage.items():
        found = {MEASURES[key]: its[key] for key in MEASURES}
        found |= {f"in {label}": share for label, share in (its.get("by_class") or {}).items()}
        groups += [group for group in found if group not in groups]
        lines += [
            {"embedding": name, "group": group, "share": share} for group, share in found.items()
        ]
    cells = []
    for name, its in inputs.coverage.items():
        at = {line["group"]: line["share"] for line in lines if line["embedding"] == name}
        without = " ".join(list(its.get("most_frequent_without", {}))[:8])
        cells.append(
            [
                Cell(name),
                number(its["dimension"], 0),
                *(percent(at.get(group)) for group in groups),
                Cell(without, mark="words"),
            ]
        )
    header = ["embedding", "dimension", *groups, "most frequent without a vector"]
    title = "Share of the training text that has a vector"
    said = "; ".join(
        f"{name} {100 * its['types_share']:.0f} % of words, {100 * its['tokens_share']:.0f} % of "
        "their occurrences"
        for name, its in inputs.coverage.items()
    )
    spec = _dots(lines, list(inputs.coverage), groups)
    return Figure("covered", title, f"{title}: {said}.", spec, Table(title, header, cells))


def _rules(inputs: Inputs) -> Figure:
    """Show by which rule words found their vectors, and how many found none."""
    found = {name: _by_rule(its) for name, its in inputs.coverage.items()}
    rules = [rule for its in found.values() for rule in its if rule != NONE]
    rules = [*dict.fromkeys(rules), NONE]
    lines = [
        {"embedding": name, "rule": rule, "words": its[rule], "order": rules.index(rule)}
        for name, its in found.items()
        for rule in rules
        if rule in its
    ]
    shades = [ACCENT, WARM, COOL, QUIET, INK]
    colours = [shades[place % len(shades)] for place in range(len(rules) - 1)]
    scale = alt.Scale(domain=rules, range=[*colours, EDGE])
    chart = (
        alt.Chart(rows(lines))
        .mark_bar(height=13, stroke="var(--paper)", strokeWidth=1)
        .encode(
            x=alt.X("words:Q", title=None, axis=alt.Axis(tickCount=5)),
            y=vertical("embedding"),
            color=alt.Color("rule:N", scale=scale, legend=alt.Legend(title=None, columns=4)),
            order="order:Q",
            tooltip=["embedding:N", "rule:N", alt.Tooltip("words:Q", format=",")],
        )
        .properties(height=tall(list(found)))
    )
    cells = [
        [Cell(name), *(number(its.get(rule), 0) for rule in rules)] for name, its in found.items()
    ]
    title = "Words of the training split, by the rule that found their vector"
    said = f"{title}, a bar an embedding: {', '.join(rules)}."
    return Figure("rules", title, said, wide(chart), Table(title, ["embedding", *rules], cells))


def _by_rule(coverage: dict[str, Any]) -> dict[str, int]:
    """Count words by rule, and those that no rule found."""
    counts = {rule: int(its["types"]) for rule, its in coverage["by_rule"].items()}
    return counts | {NONE: coverage["types"] - sum(counts.values())}


def coverage_section(inputs: Inputs) -> Section | None:
    """Make the section of coverage; none without an embedding that is read from a file."""
    blocks = [_shares(inputs), _rules(inputs)] if inputs.coverage else []
    found = [block for block in [*blocks, unknown_figure(inputs)] if block]
    if not found:
        return None
    return Section(
        "coverage",
        "Coverage",
        "A word without a vector is noise to a frozen model. What counts is how often such words "
        "occur, in which class, and whether messages full of them are judged worse; larger points "
        "hold more messages.",
        "Words of the training split were looked up in each file of vectors; test messages are "
        "grouped by the share of their words that a model has no vector of its own for.",
        ["metrics/coverage/", "metrics/plots/unknown_words.csv"],
        list(found),
    )
