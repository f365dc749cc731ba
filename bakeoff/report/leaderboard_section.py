"""Which model wins: the table of all models, and their F1 with intervals."""

from bakeoff.evaluation.formats import SCORES, ModelBoard
from bakeoff.report.blocks import EMPTY, Block, Cell, Figure, ReportSection, Table, number, span
from bakeoff.report.forest import forest, interval_lines
from bakeoff.report.inputs import Inputs

OTHERS = SCORES | {"brier": "Brier"}


def facts(inputs: Inputs) -> list[tuple[str, str]]:
    """Say what was measured: pairs of a name and a value."""
    board = inputs.board
    seeds = max(model["seeds"] for model in board["models"].values())
    tested, trained = f"{board['rows']:,}", f"{inputs.data['splits']['train']['rows']:,}"
    texts = [("Tested on", tested), ("Trained on", trained)]
    if board["split"] == "none":
        texts = [("Tested on", f"{tested}, the same that the models were trained on")]
    return [
        ("Preset", board["preset"]),
        *texts,
        ("Split", board["split"].replace("_", " ")),
        ("Classes", " / ".join(board["classes"])),
        ("Models", str(len(board["models"]))),
        ("Seeds per model", str(seeds)),
        ("Baseline", board["baseline"]),
    ]


def board_table(inputs: Inputs) -> Table:
    """Lay the leaderboard out, the best mean F1 first."""
    models = inputs.board["models"]
    others = [key for key in OTHERS if any(key in model["mean"] for model in models.values())]
    header = ["model", "F1", "95 % interval", "to the baseline", "its 95 % interval", "p (Holm)"]
    header += ["verdict", *(OTHERS[key] for key in others)]
    lines = [
        [
            *(Cell(name), number(model["mean"]["f1"], mark="main"), *_tested(model)),
            *(number(model["mean"].get(key)) for key in others),
        ]
        for name, model in models.items()
    ]
    return Table("The models by mean F1 on the test messages", header, lines, sortable=True)


def _tested(model: ModelBoard) -> list[Cell]:
    """Show the intervals of one model, and how it compares with the baseline."""
    f1, verdict, p = model["intervals"]["f1"], model["verdict"], model.get("p_f1_holm")
    own, word = Cell(span(f1["low"], f1["high"]), f1["low"]), Cell(verdict, mark=verdict)
    if p is None:
        return [own, Cell(EMPTY), Cell(EMPTY), Cell(EMPTY), word]
    low, high = f1["difference_low"], f1["difference_high"]
    chance = Cell("< 0.001", p) if p < 0.001 else number(p)
    apart = Cell(span(low, high, sign=True), low)
    return [own, number(f1["difference"], sign=True), apart, chance, word]


def leaderboard_section(inputs: Inputs) -> ReportSection:
    """Make the section of the leaderboard."""
    base = inputs.board["models"][inputs.baseline]["mean"]["f1"]
    spec, apart = (
        forest(interval_lines(inputs, "f1"), base, "F1"),
        interval_lines(inputs, "difference"),
    )
    blocks: list[Block] = [board_table(inputs)]
    blocks.append(Figure("forest", "F1 and its 95 % interval", spec, small=True))
    lead = "The baseline is the only model: there is nothing to compare it with."
    if apart:
        title = "F1 minus that of the baseline"
        blocks.append(Figure("difference", title, forest(apart, 0.0, title), small=True))
        lead = (
            "The intervals say how far a score would move with other test messages and other "
            "seeds. A model is called better or worse only where the difference stands out from "
            "chance, corrected for the number of models; all else is a tie."
        )
    return ReportSection(
        "leaderboard",
        "Leaderboard",
        lead,
        f"Every model is scored on the {inputs.board['rows']:,} test messages, once per seed; a "
        f"score is the mean over seeds. Intervals are from {inputs.board['draws']:,} bootstrap "
        "draws of messages and seeds, p-values from swapping a model's predictions with those of "
        "the baseline.",
        ["metrics/leaderboard.json"],
        blocks,
    )
