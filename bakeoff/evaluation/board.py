"""The leaderboard as a table: in the terminal, and as Markdown for a page."""

import re
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from bakeoff.errors import printable

METRICS = {
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "mcc": "MCC",
    "pr_auc": "PR-AUC",
    "roc_auc": "ROC-AUC",
    "log_loss": "log loss",
}


WIDE = 150  # columns that all scores and four slices take
NARROW = {name: METRICS[name] for name in ("precision", "recall", "pr_auc")}  # for 80 columns
# What Markdown takes for more than a sign.
MARKDOWN = re.compile(r"[\\`*{}\[\]|~&$]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])")
Cells = tuple[list[str], list[list[str]]]  # names of columns; a row a model


def verdict_rows(board: dict[str, Any]) -> Cells:
    """Lay out how each model compares with the baseline in F1, the best F1 first.

    Args:
        board: what metrics/leaderboard.json holds.
    """
    header = ["model", "F1", "95 %", "to the baseline", "95 %", "p (Holm)", ""]
    rows = []
    for name, its in board["models"].items():
        f1 = its["intervals"]["f1"]
        cells = [_mark(board, name), _with_deviation(its), _interval(f1["low"], f1["high"])]
        if name == board["baseline"]:
            cells += ["", "", "", ""]
        else:
            cells += [
                f"{f1['difference']:+.3f}",
                _interval(f1["difference_low"], f1["difference_high"], "+.3f"),
                f"{its['p_f1_holm']:.3f}" if its["p_f1_holm"] >= 0.001 else "<.001",
                its["verdict"],
            ]
        rows.append(cells)
    return header, rows


def score_rows(board: dict[str, Any], metrics: dict[str, str] = METRICS) -> Cells:
    """Lay out the mean scores of each model, and F1 of each slice.

    Args:
        board: what metrics/leaderboard.json holds.
        metrics: which scores are shown, and their names.
    """
    slices = list(next(iter(board["models"].values()))["slices"])
    header = ["model", *metrics.values(), *(f"F1 {name}" for name in slices)]
    rows = []
    for name, its in board["models"].items():
        scores = [its["mean"].get(metric) for metric in metrics]
        scores += [its["slices"][one]["mean"]["f1"] for one in slices]
        rows.append([_mark(board, name), *("–" if x is None else f"{x:.3f}" for x in scores)])
    return header, rows


def _mark(board: dict[str, Any], name: str) -> str:
    return name + (" (baseline)" if name == board["baseline"] else "")


def _with_deviation(its: dict[str, Any]) -> str:
    text = f"{its['mean']['f1']:.3f}"
    return f"{text}±{its['sd']['f1']:.3f}" if its["seeds"] > 1 else text


def _interval(low: float | None, high: float | None, form: str = ".3f") -> str:
    return "–" if low is None or high is None else f"{low:{form}} to {high:{form}}"


def board_title(board: dict[str, Any]) -> str:
    """Say what the scores are of."""
    what = f"{board['rows']} test messages"
    if board["split"] == "none":
        what = f"{board['rows']} messages, THE SAME THAT THE MODELS WERE TRAINED ON"
    seeds = max(its["seeds"] for its in board["models"].values())
    return f"Profile {board['profile']}: {what}, mean ± deviation over {seeds} seeds"


def board_tables(board: dict[str, Any], width: int) -> list[Table]:
    """Make the tables for a terminal of `width` columns; a narrow one gets fewer scores."""
    scores = score_rows(board, METRICS if width >= WIDE else NARROW)
    return [_table(board_title(board), verdict_rows(board)), _table("Mean scores", scores)]


def _table(title: str, cells: Cells) -> Table:
    table = Table(title=plain(title, "table.title"), box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    header, rows = cells
    for name in header:
        left = name == "model"
        table.add_column(plain(name), justify="left" if left else "right", no_wrap=left)
    for row in rows:
        table.add_row(*map(plain, row))
    return table


def plain(text: str, style: str = "") -> Text:
    """Let a terminal show a text as it is: no markup in it, and nothing that steers."""
    return Text(printable(text), style)


def coverage_table(coverage: dict[str, dict[str, Any]]) -> Table:
    """Make the table of what each file of vectors covers of the training text."""
    table = Table(title="Words of the training split that have a vector", box=box.SIMPLE_HEAD)
    for name in ("vectors", "dimension", "of words", "of tokens", "most frequent without"):
        left = name in ("vectors", "most frequent without")
        table.add_column(name, justify="left" if left else "right")
    for name, its in coverage.items():
        shares = [f"{its[key]:.1%}" for key in ("types_share", "tokens_share")]
        without = " ".join(list(its["most_frequent_without"])[:8])
        table.add_row(name, str(its["dimension"]), *shares, plain(without))
    return table


def board_markdown(board: dict[str, Any]) -> str:
    """Write the leaderboard as Markdown: the verdict, then two tables."""
    tables = []
    for header, rows in (verdict_rows(board), score_rows(board)):
        lines = [_literal(header), ["---", *["--:"] * (len(header) - 1)], *map(_literal, rows)]
        tables.append("".join(f"| {' | '.join(cells)} |\n" for cells in lines))
    (verdict,) = _literal([board["verdict"]])
    return "\n".join([f"{verdict}\n", *tables])


def _literal(texts: list[str]) -> list[str]:
    """Write texts so that Markdown shows them as they are, each in one line."""
    return [MARKDOWN.sub(r"\\\g<0>", printable(text)) for text in texts]
