"""How well the vectors do without a task: likeness as people judge it, and analogies."""

from typing import Any, NamedTuple

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, listed, number
from bakeoff.report.charts import ACCENT, panels, rows, stack, tall, vertical
from bakeoff.report.inputs import Inputs


class Task(NamedTuple):
    """What a task is called, and where its score and its coverage stand."""

    title: str
    score: str
    covered: str
    of: str


TASKS = {
    "wordsim353": Task("WordSim-353, Spearman's ρ", "spearman", "pairs_covered", "pairs"),
    "simlex999": Task("SimLex-999, Spearman's ρ", "spearman", "pairs_covered", "pairs"),
    "analogies": Task("Analogies, accuracy", "accuracy", "covered", "questions"),
}


def _spec(lines: list[dict[str, Any]], order: list[str], tasks: list[str]) -> dict[str, Any]:
    x = alt.X("score:Q", title=None, axis=alt.Axis(tickCount=4))
    own = alt.Chart().encode(x=x, y=vertical("embedding"))
    layer = stack(
        own.mark_bar(color=ACCENT, opacity=0.25, height=7),
        own.mark_point(color=ACCENT, filled=True, size=65, opacity=1).encode(
            tooltip=["embedding:N", "task:N", alt.Tooltip("score:Q", format=".3f")]
        ),
        data=rows(lines, "task", tasks),
    )
    return panels(layer.properties(height=tall(order)), "task", tasks, panel=200, room=110)


def _table(title: str, found: dict[str, dict[str, Any]], tasks: dict[str, Task]) -> Table:
    """Set each score beside how many pairs or questions it is of, a line an embedding."""
    header, cells = ["embedding"], [[Cell(name)] for name in found]
    for key, task in tasks.items():
        header += [task.title, "covered"]
        for line, its in zip(cells, found.values(), strict=True):
            scores = its.get(key, {})
            count, of = scores.get(task.covered), scores.get(task.of)
            text = "–" if count is None else f"{count:,} of {of:,}"
            line += [number(scores.get(task.score)), Cell(text, count)]
    return Table(title, header, cells)


def intrinsic_section(inputs: Inputs) -> Section | None:
    """Make the section of intrinsic measures; none where no task has a score."""
    found = inputs.intrinsic
    tasks = {key: task for key, task in TASKS.items() if any(key in its for its in found.values())}
    lines = [
        {"embedding": name, "task": task.title, "score": its[key][task.score]}
        for name, its in found.items()
        for key, task in tasks.items()
        if its.get(key, {}).get(task.score) is not None
    ]
    if not lines:
        return None
    title = "Vectors without a task"
    table = _table(title, found, tasks)
    titles = [task.title for task in tasks.values()]
    said = f"Scores of {listed(found)} at {listed(titles)}. The table has the numbers."
    covered = "; ".join(
        f"{line[0].text} {listed([cell.text for cell in line[2::2]])}" for line in table.rows
    )
    return Section(
        "intrinsic",
        "Intrinsic measures",
        "How well cosines agree with what people call alike, and how often king − man + woman is "
        "queen. A file that covers few pairs was asked an easier or a harder question: compare "
        "within what is covered. Scores of a few dozen pairs are noise.",
        "Spearman's rank correlation over the pairs of which both words have a vector; analogies "
        "by the nearest vector to b − a + c.",
        ["metrics/intrinsic/"],
        [
            Figure(
                "intrinsic-scores",
                title,
                said,
                _spec(lines, list(found), titles),
                table,
                note=f"Covered: {covered}.",
            )
        ],
    )
