"""Two families of intervals, and what these texts could have shown."""

from bakeoff.evaluation.answer_format import PairLine
from bakeoff.report.blocks import Cell, Column, ReportSection, Table
from bakeoff.report.cells import bound, decimal, number, span
from bakeoff.report.draws import describe_draws
from bakeoff.report.inputs import Inputs


def family_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of families and power; None where nothing is compared."""
    if not inputs.against_baseline:
        return None
    margin = inputs.answer["margin"]
    equal = f"Equal: it includes 0 and lies within ±{margin:g} {inputs.title}. " if margin else ""
    draws = describe_draws(inputs, inputs.answer["against_baseline"])
    return ReportSection(
        "families",
        "Intervals and power",
        f"The intervals against {inputs.baseline} are simultaneous: all of them together are meant "
        "to be right in 95 of 100 data sets. Those of the other pairs are a second such family. "
        f"Better and worse: the interval excludes 0. {equal}Undecided: the rest.",
        [family_table(inputs)],
        f"{draws}; docs/answer.md has the formulas. From metrics/answer.json.",
        folded=True,
    )


def family_table(inputs: Inputs) -> Table:
    """Show what stands behind the word of each model."""
    title, baseline = inputs.title, inputs.baseline
    headings = [
        Column("model"),
        Column(
            f"{title} minus {baseline}" if inputs.sign > 0 else f"lower {title} than {baseline}"
        ),
        Column("95 % interval"),
        Column("adjusted p"),
        Column("se, texts"),
        Column("se, training"),
        Column("detectable", "lower"),
        Column("texts to call equal"),
    ]
    alone, pairs = inputs.answer["one_training_set"], inputs.against_baseline
    rows = [family_row(name, pair, one_training_set=alone) for name, pair in pairs.items()]
    return Table("Comparisons with the baseline", headings, rows)


def family_row(name: str, pair: PairLine, *, one_training_set: bool) -> list[Cell]:
    """Show one comparison; a single training says nothing of the error from training."""
    p_value, training = pair["p_value"], pair["se_training"]
    return [
        Cell(name),
        number(pair["difference"], sign=True),
        Cell(span(pair["low"], pair["high"], sign=True), pair["low"]),
        Cell("< 0.001" if p_value < 0.001 else decimal(p_value), p_value),
        number(pair["se_texts"], 4),
        number(None if one_training_set and not training else training, 4),
        bound(pair["smallest_difference"]),
        number(pair["texts_needed"], 0),
    ]
