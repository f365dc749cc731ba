"""Which model to use: the table of all models, and their scores with intervals."""

from bakeoff.evaluation.answer_format import PairLine
from bakeoff.evaluation.formats import ModelBoard, score_titles
from bakeoff.report.blocks import EMPTY, Block, Cell, Figure, ReportSection, Table, number, span
from bakeoff.report.forest import difference_lines, forest, score_lines
from bakeoff.report.inputs import Inputs


def facts(inputs: Inputs) -> list[tuple[str, str]]:
    """Say what was measured: pairs of a name and a value."""
    board = inputs.board
    rounds = max(model["rounds"] for model in board["models"].values())
    repeats = max(model["repeats"] for model in board["models"].values())
    sizes = [roles["train"]["rows"] for roles in inputs.data["partitions"].values()]
    tested, trained = f"{board['rows']:,}", f"{max(sizes):,} in a round"
    texts = [("Tested on", tested), ("Trained on", trained)]
    if board["split"] == "none":
        texts = [("Tested on", f"{tested}, the same that the models were trained on")]
    return [
        ("Preset", board["preset"]),
        *texts,
        ("Split", board["split"].replace("_", " ")),
        ("Classes", " / ".join(board["classes"])),
        ("Models", str(len(board["models"]))),
        ("Repeats", str(repeats)),
        ("Rounds per model", str(rounds)),
        ("Baseline", board["baseline"]),
    ]


def board_table(inputs: Inputs) -> Table:
    """Lay the leaderboard out, the best score first."""
    models = inputs.board["models"]
    (_, title), *others = score_titles(inputs.board).items()
    header = ["model", inputs.answer["label"], "95 % interval", "to the baseline"]
    header += ["its 95 % interval", "is", "found from", *(shown for _, shown in others)]
    lines = [
        [
            *(Cell(name), number(model["mean"][inputs.metric], mark="main")),
            *_compared(model, inputs.metric, inputs.against_baseline.get(name)),
            *(number(model["mean"].get(score)) for score, _ in others),
        ]
        for name, model in models.items()
    ]
    return Table(f"The models by {title} on the held-out texts", header, lines, sortable=True)


def _compared(model: ModelBoard, metric: str, pair: PairLine | None) -> list[Cell]:
    """Show the interval of one model, and how it compares with the baseline."""
    ends, word = model["intervals"][metric], Cell(model["word"], mark=model["word"])
    own = Cell(span(ends["low"], ends["high"]), ends["low"])
    if pair is None:
        return [own, Cell(EMPTY), Cell(EMPTY), word, Cell(EMPTY)]
    apart = Cell(span(pair["low"], pair["high"], sign=True), pair["low"])
    smallest = number(pair["smallest_difference"])
    return [own, number(pair["difference"], sign=True), apart, word, smallest]


def leaderboard_section(inputs: Inputs) -> ReportSection:
    """Make the section of the leaderboard."""
    label, answer = inputs.answer["label"], inputs.answer
    base = inputs.board["models"][inputs.baseline]["mean"][inputs.metric]
    blocks: list[Block] = [board_table(inputs)]
    own = forest(score_lines(inputs), base, label)
    blocks.append(Figure("forest", f"{label} and its 95 % interval", own, small=True))
    if apart := difference_lines(inputs):
        title = f"{label}: by how much a model is better than the baseline"
        blocks.append(Figure("difference", title, forest(apart, 0.0, title), small=True))
    return ReportSection(
        "leaderboard",
        "Leaderboard",
        " ".join(answer["sentences"][:-1]) or answer["sentences"][-1],
        "Every text is predicted by models that were not trained on it; a score is the mean over "
        f"repeats. Intervals are from {answer['draws']:,} bootstrap draws of texts, widened for "
        "what other training rows would change; those of differences hold together. “Found from” "
        "is the smallest true difference that is found in 80 of 100 cases.",
        ["metrics/answer.json", "metrics/leaderboard.json"],
        blocks,
    )
