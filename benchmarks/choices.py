"""How the defaults were chosen: each against its neighbours, by the validation texts of all rounds.

`python -m benchmarks.choices` reads params.yaml, and what `dvc repro prepare build_vocabulary
embed` left in data/. No held-out text is read. Names choose candidates: `tfidf` all of a model,
`glove.hidden=64` one.
"""

import csv
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from bakeoff.core.commands import run_command
from bakeoff.core.parameters import declared, prune, read_yaml
from bakeoff.core.paths import GRAPH, PARAMS
from bakeoff.core.rounds import Outcome, Round, list_rounds
from bakeoff.core.settings import check
from bakeoff.core.task import FitParameters, Labels, load_task, set_up_fitting
from bakeoff.evaluation.scoring.scores import score
from bakeoff.evaluation.scoring.tables import write_table
from benchmarks.candidates import DEFAULTS, Candidate, list_candidates

CSV = Path("benchmarks/results/choices.csv")
Losses = NDArray[np.float64]


def validate(spec: Round, outcome: Outcome, labels: Labels) -> tuple[float, float]:
    """Give the mean loss of a round's validation texts in nats, and F1 (macro: of more classes)."""
    truth = labels[spec.valid]
    chances = outcome.valid[np.arange(len(truth)), truth].astype(np.float64)
    return -float(np.log(np.maximum(chances, 1e-7)).mean()), score(truth, outcome.valid)["f1"]


def fit(candidate: Candidate, params: dict[str, Any], most: int | None) -> Losses:
    """Fit a candidate in the first `most` rounds: (rounds, 2) losses and F1."""
    changed, name = candidate.change(params), candidate.model
    keys = declared(read_yaml(GRAPH), changed, "train", name)
    parameters = check(FitParameters, prune(changed, keys), f"{PARAMS}:")
    fitting, _ = set_up_fitting(name, parameters.models[name], parameters.runtime)
    task, table = load_task(parameters, name)
    rounds = list_rounds(table, fitting.seeds(task))[:most]
    blind = [replace(spec, test=spec.valid) for spec in rounds]  # held-out texts stay unread
    outcomes = fitting.fit_rounds(task, blind)
    return np.array(
        [validate(spec, found, task.labels) for spec, found in zip(blind, outcomes, strict=True)]
    )


def compare(
    candidates: list[Candidate], params: dict[str, Any], most: int | None
) -> Iterator[dict[str, Any]]:
    """Fit all candidates and print a line of the table for each."""
    print("| candidate | loss | F1 | change of loss | lower in | CPU-s |")
    print("| --- | --: | --: | --: | --: | --: |")
    for candidate in candidates:
        start = time.process_time()
        found = fit(candidate, params, most)
        if not candidate.key:
            base = found
        loss, f1 = found.mean(axis=0).round(4).tolist()
        change = round(float((found - base)[:, 0].mean()), 4) + 0.0  # no -0
        lower, rounds = int((found < base)[:, 0].sum()), len(found)
        row = {"candidate": candidate.name, "loss": loss, "f1": f1, "change": change}
        cells = f"{loss:.4f} | {f1:.4f} | {change:+.4f} | {lower} of {rounds}"
        seconds = time.process_time() - start
        print(f"| {candidate.name} | {cells} | {seconds:.0f} |", flush=True)
        yield {**row, "lower": lower, "rounds": rounds}


def read_rows(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Read the lines of earlier runs by data set and candidate."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {(line["dataset"], line["candidate"]): line for line in csv.DictReader(file)}


def lay_out(rows: dict[tuple[str, str], dict[str, Any]]) -> Iterator[str]:
    """Lay lines out as a table with a column per data set: the change of loss, or the loss."""
    datasets = sorted({dataset for dataset, _ in rows})
    yield f"| | {' | '.join(datasets)} |"
    yield "| --- |" + " --: |" * len(datasets)
    candidates = dict.fromkeys(candidate for _, candidate in rows)
    for candidate in sorted(candidates, key=lambda name: name.partition(".")[0]):
        found = [rows.get((dataset, candidate)) for dataset in datasets]
        yield f"| {candidate} | {' | '.join(show_cell(row) if row else '' for row in found)} |"


def show_cell(row: dict[str, Any]) -> str:
    """Show the loss of defaults; of others its change, and in how many rounds it is lower."""
    if row["candidate"].endswith(DEFAULTS):
        return f"{float(row['loss']):.4f}"
    return f"{float(row['change']):+.4f} ({row['lower']} of {row['rounds']})"


def main(
    names: Annotated[list[str] | None, typer.Argument(help="of models or candidates")] = None,
    dataset: Annotated[str, typer.Option(help="default: the preset of params.yaml")] = "",
    rounds: Annotated[int | None, typer.Option(help="the first ones only", min=1)] = None,
    table: Annotated[Path, typer.Option(help="CSV in which to replace or add lines")] = CSV,
    show: Annotated[bool, typer.Option("--show", help="fit nothing, show the table")] = False,
) -> None:
    """Compare each default with its neighbours by the loss of validation texts."""
    rows = read_rows(table)
    if show:
        print("\n".join(lay_out(rows)))
        return
    params = read_yaml(PARAMS)
    dataset = dataset or params["preset"]
    for row in compare(list_candidates(params, names or []), params, rounds):
        rows[dataset, row["candidate"]] = {"dataset": dataset, **row}
        write_table(table, rows.values(), ["dataset", *row])


if __name__ == "__main__":
    run_command(main)
