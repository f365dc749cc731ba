"""Who wins: the table of all models, and their F1 with intervals beside the baseline's."""

from typing import Any

from bakeoff.evaluation.board import METRICS
from bakeoff.report.blocks import EMPTY, Cell, Figure, Section, Table, number, span
from bakeoff.report.forest import count_verdicts, forest_figure, interval_lines
from bakeoff.report.inputs import Inputs

OTHERS = METRICS | {"brier": "Brier"}


def verdict(inputs: Inputs) -> str:
    """Give the result in a sentence."""
    said = inputs.board["verdict"]
    return f"{said[0].upper()}{said[1:]}".rstrip(".") + "."


def facts(inputs: Inputs) -> list[tuple[str, str]]:
    """Say what was measured: pairs of a name and a value."""
    board = inputs.board
    seeds = max(its["seeds"] for its in board["models"].values())
    tested = f"{board['rows']:,}"
    if board["split"] == "none":
        tested += ", the same that the models were trained on"
    found = [("Profile", board["profile"]), ("Tested on", tested)]
    splits = inputs.data.get("splits", {})
    if "train" in splits and board["split"] != "none":
        found.append(("Trained on", f"{splits['train']['rows']:,}"))
    return [
        *found,
        ("Split", board["split"].replace("_", " ")),
        ("Classes", " / ".join(board["classes"])),
        ("Models", str(len(board["models"]))),
        ("Seeds a model", str(seeds)),
        ("Baseline", board["baseline"]),
    ]


def board_table(inputs: Inputs) -> Table:
    """Lay the leaderboard out, the best mean F1 first."""
    board = inputs.board["models"]
    others = [key for key in OTHERS if any(key in its["mean"] for its in board.values())]
    header = ["model", "F1", "95 % interval", "to the baseline", "its 95 % interval", "p (Holm)"]
    header += ["verdict", *(OTHERS[key] for key in others)]
    lines = [
        [
            *(Cell(name), number(its["mean"]["f1"], mark="main"), *_tested(its)),
            *(number(its["mean"].get(key)) for key in others),
        ]
        for name, its in board.items()
    ]
    return Table("The models by mean F1 on the test messages", header, lines, sortable=True)


def _tested(its: dict[str, Any]) -> list[Cell]:
    """What the tests say of one model."""
    f1, verdict = its["intervals"]["f1"], its["verdict"]
    own, word = Cell(span(f1["low"], f1["high"]), f1["low"]), Cell(verdict, mark=verdict)
    if verdict == "baseline":
        return [own, Cell(EMPTY), Cell(EMPTY), Cell(EMPTY), word]
    low, high, p = f1["difference_low"], f1["difference_high"], its["p_f1_holm"]
    chance = Cell("< 0.001", p) if p < 0.001 else number(p)
    apart = Cell(span(low, high, sign=True), low)
    return [own, number(f1["difference"], sign=True), apart, chance, word]


def leaderboard_section(inputs: Inputs) -> Section:
    """Make the section of the leaderboard."""
    board = inputs.board["models"]
    base = board[inputs.baseline]["mean"]["f1"]
    scores = interval_lines(inputs, "f1", "low", "high")
    best, last = scores[0], scores[-1]
    said = (
        f"F1 of {len(scores)} models, from {best['model']} with {best['value']:.3f} to "
        f"{last['model']} with {last['value']:.3f}; a line marks the baseline's {base:.3f}."
    )
    blocks: list[Table | Figure] = [
        board_table(inputs),
        forest_figure("forest", "F1 and its 95 % interval", "F1", scores, base, said),
    ]
    apart = interval_lines(inputs, "difference", "difference_low", "difference_high")
    apart = [line for line in apart if line["model"] != inputs.baseline]
    if apart:
        title = "F1 minus that of the baseline"
        said = f"{title}, with intervals: {count_verdicts(apart)}. A line marks no difference."
        blocks.append(forest_figure("difference", title, title, apart, 0.0, said))
    return Section(
        "leaderboard",
        "Leaderboard",
        "The intervals say how far a score would move with other test messages and other seeds. A "
        "model is called better or worse only where the difference stands out from chance, "
        "corrected for the number of models; all else is a tie."
        if apart
        else "The baseline stands alone: there is nothing to hold against it.",
        _made(inputs),
        ["metrics/leaderboard.json"],
        list(blocks),
    )


def _made(inputs: Inputs) -> str:
    return (
        f"Every model is scored on the {inputs.board['rows']:,} test messages, once a seed; a "
        f"score is the mean over seeds. Intervals are from {inputs.board['draws']:,} bootstrap "
        "draws of messages and seeds, p-values from swapping a model's predictions with those of "
        "the baseline."
    )
