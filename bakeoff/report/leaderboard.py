"""Who wins: the table of all models, and their F1 with intervals beside the baseline's."""

from typing import Any

from bakeoff.report.blocks import EMPTY, Cell, Figure, Section, Table, decimal, number, span
from bakeoff.report.forest import count_verdicts, f1_interval, forest_figure, interval_lines
from bakeoff.report.inputs import Inputs

OTHERS = {
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "mcc": "MCC",
    "pr_auc": "PR-AUC",
    "roc_auc": "ROC-AUC",
    "log_loss": "log loss",
    "brier": "Brier",
}


def verdict(inputs: Inputs) -> str:
    """Give the result in a sentence; without tests, which mean is the highest."""
    said = inputs.board.get("verdict")
    if said:
        return f"{said[0].upper()}{said[1:]}".rstrip(".") + "."
    best = inputs.models[0]
    f1 = decimal(inputs.board["models"][best]["mean"]["f1"])
    return f"{best} has the highest mean F1, {f1}; whether that is more than chance was not tested."


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
    tested = any(its.get("verdict") for its in board.values())
    others = [key for key in OTHERS if any(key in its["mean"] for its in board.values())]
    header = ["model", "F1"]
    if tested:
        header += ["95 % interval", "to the baseline", "its 95 % interval", "p (Holm)", "verdict"]
    lines = []
    for name, its in board.items():
        line = [Cell(name), number(its["mean"]["f1"], mark="main")]
        lines.append(line + (_tested(its) if tested else []))
        lines[-1] += [number(its["mean"].get(key)) for key in others]
    caption = "The models by mean F1 on the test messages"
    return Table(caption, header + [OTHERS[key] for key in others], lines, sortable=True)


def _tested(its: dict[str, Any]) -> list[Cell]:
    """What the tests say of one model."""
    is_baseline = its.get("verdict") == "baseline"
    found = f1_interval(its)
    p = None if is_baseline else its.get("p_f1_holm")
    chance = number(p)
    if p is not None and p < 0.001:
        chance = Cell("< 0.001", p)
    return [
        Cell(span(found.get("low"), found.get("high")), found.get("low")),
        Cell(EMPTY) if is_baseline else number(found.get("difference"), sign=True),
        Cell(EMPTY)
        if is_baseline
        else Cell(
            span(found.get("difference_low"), found.get("difference_high"), sign=True),
            found.get("difference_low"),
        ),
        chance,
        Cell(its.get("verdict") or EMPTY, mark=its.get("verdict") or ""),
    ]


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
        else "The best mean comes first; the dashed line is the baseline.",
        _made(inputs, bool(apart)),
        ["metrics/leaderboard.json"],
        list(blocks),
    )


def _made(inputs: Inputs, tested: bool) -> str:
    said = f"Every model is scored on the {inputs.board['rows']:,} test messages, once a seed"
    if not tested:
        return f"{said}; a score is the mean over seeds."
    return (
        f"{said}; a score is the mean over seeds. Intervals are from {inputs.board['draws']:,} "
        "bootstrap draws of messages and seeds, p-values from swapping a model's predictions with "
        "the baseline's."
    )
