"""The table of all models: scores, differences drawn, words, costs and licences."""

from collections.abc import Mapping

from bakeoff.evaluation.answer_format import PairLine
from bakeoff.evaluation.formats import ModelBoard, score_titles
from bakeoff.report.blocks import Bar, Cell, Column, Table
from bakeoff.report.cells import EMPTY, amount, decimal, number, span
from bakeoff.report.inputs import Inputs

LOWER = ("log_loss", "brier")  # scores that are better where they are lower
UNSTATED = "none stated"


def board_table(inputs: Inputs) -> Table:
    """Lay the leaderboard out, the best score first."""
    title, baseline = inputs.title, inputs.baseline
    compared = inputs.against_baseline
    headings = [Column("model"), Column(title, inputs.better)]
    if compared:
        headings += [
            Column(f"{title} minus {baseline}, 95 % interval", "higher"),
            Column(f"against {baseline}"),
        ]
    headings += [
        Column("CPU-ms per text", "lower"),
        Column("CPU-s to build and train", "lower"),
        Column("MB, download and model", "lower"),
        Column("licence of its vectors"),
    ]
    if compared and inputs.sign < 0:
        headings[2] = Column(f"lower {title} than {baseline}, 95 % interval", "higher")
    bars = draw_bars(compared, inputs.controls)
    rows = [
        [
            Cell(name, note=model["description"], tag="use this" if name == inputs.chosen else ""),
            number(inputs.score(name), mark="main"),
            *(compared_cells(compared.get(name), bars.get(name)) if compared else ()),
            *cost_cells(inputs.costs.get(name, {})),
            licence_cell(model["licences"]),
        ]
        for name, model in sorted(
            inputs.board["models"].items(), key=lambda item: item[0] != inputs.chosen
        )
    ]
    caption = f"All models by {title}, after the recommended one"
    return Table(caption, headings, rows, shaded=baseline, words=explain_words(inputs))


def explain_words(inputs: Inputs) -> dict[str, str]:
    """Say what the words of the table and of the recommendation mean."""
    if not inputs.against_baseline:
        return {}
    words = {
        "Cheapest": "the fewest bytes to download, then the smallest saved model.",
        "Better, worse": "the interval excludes 0.",
    }
    if margin := inputs.answer["margin"]:
        within = f"the interval includes 0 and lies within ±{margin:g} {inputs.title}."
        words["Equal"] = within
    bounds = "The drawn intervals are simultaneous; the choice rests on one-sided bounds."
    return words | {"Undecided": f"the rest. {bounds}"}


def draw_bars(compared: Mapping[str, PairLine], controls: set[str]) -> dict[str, Bar]:
    """Place every interval on one scale from 0 to 100 that holds zero and all but the controls'.

    Controls are so much worse that the others could not be told apart; theirs end at the edge.
    """
    shown = [pair for name, pair in compared.items() if name not in controls]
    low = min([0.0, *(pair["low"] for pair in shown)])
    high = max([0.0, *(pair["high"] for pair in shown)])

    def place(value: float) -> float:
        inside = (value - low) / ((high - low) or 1.0)
        return round(3 + 94 * min(1.0, max(0.0, inside)), 2)

    return {
        name: Bar(
            place(pair["low"]),
            place(pair["difference"]),
            place(pair["high"]),
            place(0),
            pair["word"],
        )
        for name, pair in compared.items()
    }


def compared_cells(pair: PairLine | None, bar: Bar | None) -> list[Cell]:
    """Draw the difference of a model to the baseline, and give its word."""
    if pair is None or bar is None:
        return [Cell(EMPTY), Cell("baseline", mark="baseline")]
    ends = span(pair["low"], pair["high"], sign=True)
    text = f"{decimal(pair['difference'], sign=True)} ({ends})"
    near = pair["within_margin"] and pair["word"] in ("better", "worse")
    note = "by less than the margin" if near else ""
    return [
        Cell(text, pair["difference"], bar=bar),
        Cell(pair["word"], mark=pair["word"], note=note),
    ]


def cost_cells(costs: Mapping[str, float]) -> list[Cell]:
    """Show what a model costs: a text alone, all of its training, and its bytes."""
    if not costs:
        return [Cell(EMPTY)] * 3
    seconds = costs["build_cpu_seconds"] + costs["train_cpu_seconds"]
    megabytes = (costs["download_bytes"] + costs["model_bytes"]) / 1e6
    return [Cell(amount(value), value) for value in (costs["ms_one"], seconds, megabytes)]


def licence_cell(licences: Mapping[str, str | None]) -> Cell:
    """Name the licences of a model's vectors; flag those that state none."""
    if not licences:
        return Cell(EMPTY)
    texts = {source: text or UNSTATED for source, text in licences.items()}
    alike = len(set(texts.values())) == 1
    shown = [text if alike else f"{source}: {text}" for source, text in texts.items()]
    flag = "flag" if UNSTATED in texts.values() else ""
    return Cell("; ".join(dict.fromkeys(shown)), mark=flag)


def score_table(inputs: Inputs) -> Table:
    """Lay out every score of every model, and the interval of the verdict's."""
    titles = score_titles(inputs.board)
    first, *others = titles
    headings = [Column("model"), Column(titles[first], inputs.better), Column("95 % interval")]
    headings += [Column(titles[score], "lower" if score in LOWER else "higher") for score in others]
    rows = [
        [Cell(name), *own_cells(model, first), *(number(model["mean"].get(x)) for x in others)]
        for name, model in inputs.board["models"].items()
    ]
    return Table("Every score of every model, the mean over repeats", headings, rows)


def own_cells(model: ModelBoard, metric: str) -> list[Cell]:
    """Show a score and the interval that holds for it alone."""
    ends = model["intervals"].get(metric)
    shown = span(ends["low"], ends["high"]) if ends else EMPTY
    return [number(model["mean"][metric], mark="main"), Cell(shown, ends["low"] if ends else None)]
