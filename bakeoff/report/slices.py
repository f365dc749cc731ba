"""Where models differ: F1 within each slice of the test messages."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, number
from bakeoff.report.charts import ACCENT, INK, panels, rows, stack, tall, vertical
from bakeoff.report.inputs import Inputs


def _lines(inputs: Inputs) -> list[dict[str, Any]]:
    """One line a model and slice."""
    return [
        {
            "model": name,
            "slice": f"{one} · {scores['rows']} messages",
            "f1": scores["mean"]["f1"],
            "is_baseline": name == inputs.baseline,
            "low": max(0.0, scores["mean"]["f1"] - scores["sd"]["f1"]),
            "high": min(1.0, scores["mean"]["f1"] + scores["sd"]["f1"]),
        }
        for name, its in inputs.board["models"].items()
        for one, scores in its["slices"].items()
    ]


def _spec(lines: list[dict[str, Any]], order: list[str], baseline: str) -> dict[str, Any]:
    names = list(dict.fromkeys(line["slice"] for line in lines))
    x = alt.X("f1:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4))
    y = vertical()
    own = alt.Chart().encode(y=y)
    is_baseline = alt.FieldEqualPredicate(field="is_baseline", equal=True)
    layer = stack(
        alt.Chart()
        .mark_rule(color=INK, strokeDash=[4, 3])
        .transform_filter(is_baseline)
        .encode(x=x),
        own.mark_rule(color=ACCENT, strokeWidth=2).encode(
            x=alt.X("low:Q", title=None), x2="high:Q"
        ),
        own.mark_point(color=ACCENT, filled=True, size=60, opacity=1).encode(
            x=x,
            tooltip=[
                alt.Tooltip("model:N"),
                alt.Tooltip("slice:N"),
                alt.Tooltip("f1:Q", title="F1", format=".3f"),
            ],
        ),
        data=rows(lines, "slice", names),
    )
    return panels(layer.properties(height=tall(order)), "slice", names, panel=190, room=120)


def slices_section(inputs: Inputs) -> Section | None:
    """Make the section of slices; none where the messages have none."""
    lines = _lines(inputs)
    if not lines:
        return None
    table, said = _table(inputs)
    slices = inputs.board["models"][inputs.baseline]["slices"]
    smallest = min(its["rows"] for its in slices.values())
    return Section(
        "slices",
        "Slices",
        "One score hides where models differ. The bars are one deviation over seeds either way, "
        f"the dashed line is the baseline. The smallest slice holds {smallest} messages, so a "
        "few points within one are noise.",
        "The same predictions as in the leaderboard, scored within each slice of the test "
        "messages; the mean over seeds.",
        ["metrics/leaderboard.json"],
        [
            Figure(
                "by-slice",
                "F1 by slice",
                f"F1 by slice. {said}.",
                _spec(lines, inputs.models, inputs.baseline),
                table,
            )
        ],
    )


def _table(inputs: Inputs) -> tuple[Table, str]:
    """Say which F1 each model has on each slice: as a table, and in words the best of each."""
    board = inputs.board["models"]
    slices = list(board[inputs.baseline]["slices"])
    best = {
        one: max(board, key=lambda name: board[name]["slices"][one]["mean"]["f1"]) for one in slices
    }
    cells = [
        [
            Cell(name),
            *(
                number(its["slices"][one]["mean"]["f1"], mark="main" if best[one] == name else "")
                for one in slices
            ),
        ]
        for name, its in board.items()
    ]
    table = Table(
        "F1 by slice; the best of each stands out", ["model", *slices], cells, sortable=True
    )
    said = "; ".join(
        f"{one}: {best[one]} is best with {board[best[one]]['slices'][one]['mean']['f1']:.3f}"
        for one in slices
    )
    return table, said
