"""The leaderboard as a table: in the terminal, and as Markdown for a page."""

from typing import Any

from rich import box
from rich.table import Table

METRICS = {
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "mcc": "MCC",
    "pr_auc": "PR-AUC",
    "roc_auc": "ROC-AUC",
    "log_loss": "log loss",
}


WIDE = 150  # columns that all scores and four slices take
NARROW = {name: METRICS[name] for name in ("f1", "pr_auc")}  # for 80 columns


def board_rows(
    board: dict[str, Any], metrics: dict[str, str] = METRICS
) -> tuple[list[str], list[list[str]]]:
    """Lay a leaderboard out as a header and a row for each model, the best F1 first.

    Args:
        board: what metrics/leaderboard.json holds.
        metrics: which scores are shown, and their names.

    Returns:
        Names of columns, and cells. F1 carries the deviation over seeds.
    """
    slices = list(next(iter(board["models"].values()))["slices"])
    header = ["model", *metrics.values(), *(f"F1 {name}" for name in slices)]
    rows = []
    for name, its in board["models"].items():
        cells = [name + (" (baseline)" if name == board["baseline"] else "")]
        for metric in metrics:
            text = f"{its['mean'][metric]:.3f}" if metric in its["mean"] else "–"
            if metric == "f1" and its["seeds"] > 1:
                text += f"±{its['sd'][metric]:.3f}"
            cells.append(text)
        cells += [f"{its['slices'][one]['mean']['f1']:.3f}" for one in slices]
        rows.append(cells)
    return header, rows


def board_title(board: dict[str, Any]) -> str:
    """Say what the scores are of."""
    what = f"{board['rows']} test messages"
    if board["split"] == "none":
        what = f"{board['rows']} messages, THE SAME THAT THE MODELS WERE TRAINED ON"
    seeds = max(its["seeds"] for its in board["models"].values())
    return f"Profile {board['profile']}: {what}, mean ± deviation over {seeds} seeds"


def board_table(board: dict[str, Any], width: int) -> Table:
    """Make the table for a terminal of `width` columns; a narrow one gets fewer scores."""
    header, rows = board_rows(board, METRICS if width >= WIDE else NARROW)
    table = Table(title=board_title(board), box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in header:
        table.add_column(
            name, justify="left" if name == "model" else "right", no_wrap=name == "model"
        )
    for cells in rows:
        table.add_row(*cells)
    return table


def coverage_table(coverage: dict[str, dict[str, Any]]) -> Table:
    """Make the table of what each file of vectors covers of the training text."""
    table = Table(title="Words of the training split that have a vector", box=box.SIMPLE_HEAD)
    for name in ("vectors", "dimension", "of words", "of tokens", "most frequent without"):
        left = name in ("vectors", "most frequent without")
        table.add_column(name, justify="left" if left else "right")
    for name, its in coverage.items():
        shares = [f"{its[key]:.1%}" for key in ("types_share", "tokens_share")]
        without = " ".join(list(its["most_frequent_without"])[:8])
        table.add_row(name, str(its["dimension"]), *shares, without)
    return table


def board_markdown(board: dict[str, Any]) -> str:
    """Write the leaderboard as a table of Markdown."""
    header, rows = board_rows(board)
    lines = [header, ["---", *["--:"] * (len(header) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
