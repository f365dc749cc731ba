"""What each round picked on its validation texts, and how often the rule picks each model."""

from collections import Counter

from bakeoff.report.blocks import Block, Cell, Column, ReportSection, Table
from bakeoff.report.cells import EMPTY, columns, listed, percent
from bakeoff.report.inputs import Inputs
from bakeoff.report.method.layers import layer_table


def candidate_section(inputs: Inputs) -> ReportSection:
    """Make the section of candidates."""
    blocks: list[Block] = [pick_table(inputs), choice_table(inputs)]
    layers = layer_table(inputs)
    return ReportSection(
        "candidates",
        "Candidates picked",
        "What rounds chose on their own validation texts, and how often the rule behind the "
        "recommendation chooses each model when the texts are drawn anew.",
        [*blocks, layers] if layers else blocks,
        "From metrics/training/, metrics/leaderboard.json and metrics/answer.json.",
        folded=True,
    )


def pick_table(inputs: Inputs) -> Table:
    """Show what the rounds of each model picked."""
    rows = [[Cell(name), Cell(describe_picks(inputs, name))] for name in inputs.models]
    headings = [Column("model"), Column("picked, and in how many rounds")]
    return Table("Picked on the validation texts of each round", headings, rows)


def describe_picks(inputs: Inputs, name: str) -> str:
    """Say what the rounds of a model picked: members, C and class weights, or epochs."""
    if chosen := inputs.board["models"][name]["chosen"]:
        return listed(f"{member} in {count}" for member, count in chosen.items())
    runs = inputs.runs.get(name, [])
    linear = Counter(describe_pick(run["C"], run["class_weight"]) for run in runs if "C" in run)
    if linear:
        return "; ".join(f"{pick}: {count}" for pick, count in linear.most_common())
    epochs = [run["kept_epoch"] for run in runs if "kept_epoch" in run]
    ends = dict.fromkeys((min(epochs), max(epochs))) if epochs else {}
    return f"epoch {' to '.join(map(str, ends))}" if ends else EMPTY


def describe_pick(penalty: float, class_weight: str) -> str:
    """Write what a linear model picked: `C = 100, balanced`."""
    return f"C = {penalty:g}{', balanced' if class_weight == 'balanced' else ''}"


def choice_table(inputs: Inputs) -> Table:
    """Show in which share of the draws the rule recommends each model."""
    shares = inputs.answer["recommendation"]["chosen"]
    rows = [
        [Cell(name), percent(share)]
        for name, share in sorted(shares.items(), key=lambda item: -item[1])
        if share >= 0.0005
    ]
    return Table("How often the rule recommends each model", columns("model", "of the draws"), rows)
