"""How many labelled texts a model needs: scores by number of labels."""

from bakeoff.evaluation.answer_format import FewLabels, SavedLine
from bakeoff.evaluation.formats import SCORES, Line
from bakeoff.report import charts
from bakeoff.report.blocks import Better, Cell, Column, Figure, ReportSection, Table
from bakeoff.report.cells import capitalise, spell_out, spread
from bakeoff.report.inputs import Inputs
from bakeoff.report.result.label_lines import Curves, draw_curves

LOWER = ("log_loss",)
THRESHOLD = "F1 is at a threshold of 0.5, rarely reached with few texts of a rare class."


def collect_curves(points: list[Line], metric: str) -> Curves:
    """Collect the scores of each model and size; leave out what is not defined."""
    curves: Curves = {}
    for point in points:
        if (score := point[metric]) is not None:
            curves.setdefault(point["model"], {}).setdefault(point["labels"], []).append(score)
    return curves


def choose_named(inputs: Inputs, curves: Curves) -> list[str]:
    """Choose three lines: the recommended model, the baseline, and one to set them against.

    That one is the model that is better with few labels, if there is one; else the best model on
    published vectors, if neither of the two reads any; else the best of the rest. A recommended
    model without a curve gives its place to the best that has one.
    """
    rest = [name for name in inputs.models if name in curves and name not in inputs.controls]
    few = inputs.answer["few_labels"]
    switch = few["switch"]["model"] if few and few["switch"] else ""
    named = [name for name in (inputs.chosen, inputs.baseline, switch) if name in curves]
    named = list(dict.fromkeys(named))
    read = {name for name in rest if inputs.board["models"][name]["licences"]}
    if not read & set(named):
        rest.sort(key=lambda name: name not in read)
    named += [name for name in rest if name not in named]
    return named[:3]


def label_chart(inputs: Inputs, few: FewLabels | None, metric: str = "") -> Figure | None:
    """Draw the scores of all models by number of labels, three of them by name."""
    metric = metric or (few["metric"] if few else "")
    if not metric or not (curves := collect_curves(inputs.learning, metric)):
        return None
    named = choose_named(inputs, curves)
    saved = find_saved(few, named[0]) if few and metric == few["metric"] else None
    title = f"{capitalise(SCORES[metric])} by number of labels"
    note = write_note(metric, saved, threshold=inputs.positive is not None)
    name = f"labels-{metric.replace('_', '-')}"
    colours = colour_lines(named, inputs.baseline)
    spec = draw_curves(curves, colours, SCORES[metric], saved)
    return Figure(name, title, spec, curve_table(curves, metric), note=note)


def write_note(metric: str, saved: SavedLine | None, *, threshold: bool) -> str:
    """Say what the chart shows, and what it does not."""
    parts = ["Bands: lowest to highest of the draws."]
    if threshold and metric in ("f1", "macro_f1"):
        parts.append(THRESHOLD)
    if saved:
        count = f"more than {saved['low']:,}"
        if saved["needed"] is not None:
            count = f"{saved['needed']:,} (95 %: {saved['low']:,} to {saved['high']:,})"
        parts.insert(
            0,
            f"With {saved['labels']:,} labels {saved['model']} scores what {saved['other']} "
            f"reaches with {count}.",
        )
    return " ".join(parts)


def colour_lines(named: list[str], baseline: str) -> dict[str, str]:
    """Choose the colours of the named lines: the baseline in ink, unless it comes first."""
    rest = [charts.ACCENT, charts.WARM, charts.COOL]
    return {
        name: charts.INK if place and name == baseline else rest.pop(0)
        for place, name in enumerate(named)
    }


def find_saved(few: FewLabels, model: str) -> SavedLine | None:
    """Find how many labels a model saves, if it saves any by every score that was asked."""
    lines = [
        next((x for x in found if x["model"] == model), None) for found in few["saved"].values()
    ]
    if not lines or not all(x and x["low"] is not None and x["low"] > x["labels"] for x in lines):
        return None
    return next((x for x in few["saved"].get(few["metric"], []) if x["model"] == model), None)


def curve_table(curves: Curves, metric: str) -> Table:
    """Show every point as numbers."""
    sizes = sorted({size for curve in curves.values() for size in curve})
    rows = [
        [Cell(name), *(spread(curve.get(size, [])) for size in sizes)]
        for name, curve in curves.items()
    ]
    caption = f"Mean {SCORES[metric]} by number of labels, and the lowest and highest draw"
    better: Better = "lower" if metric in LOWER else "higher"
    headings = [Column("model"), *(Column(f"{size:,}", better) for size in sizes)]
    return Table(caption, headings, rows)


def label_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of the other label curve, by PR-AUC, which needs no threshold."""
    few = inputs.answer["few_labels"]
    if not few or few["metric"] == "pr_auc" or not (chart := label_chart(inputs, few, "pr_auc")):
        return None
    return ReportSection(
        "few-labels",
        "Few labels, without a threshold",
        spell_out(few["sentence"]),
        [chart],
        "Every model was trained anew on random parts of the texts of a round and scored on the "
        "texts that the round held out. From metrics/learning.csv.",
        folded=True,
    )
