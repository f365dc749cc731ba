"""Show the experiments of a commit, their answers and what they changed."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from bakeoff.core.errors import BakeoffError, printable
from bakeoff.core.paths import PARAMS
from bakeoff.evaluation.board import make_table, open_console
from bakeoff.evaluation.board_columns import EMPTY, Columns
from bakeoff.runs.changes import list_changes
from bakeoff.runs.places import SHORT, WORKSPACE, Place, find_place, list_refs
from bakeoff.runs.results import Run, read_run

Params = dict[str, Any]
SHOW = [sys.executable, "-m", "dvc", "exp", "show", "--json", "--rev"]
BEST = 3  # models of each experiment that are shown
EXAMPLE = "dvc exp run -S train.learning_rate=0.01"
WIDE = 120  # columns where the output is no terminal
MOST = 8  # changed parameters that are shown
USE, SCORE, MODELS, CHANGED = "use", "score", "best models", "changed parameters"
UNFINISHED = {
    "queued": "queued: dvc queue start",
    "running": "running: dvc queue logs {}",
    "failed": "failed: dvc queue logs {}",
}


@dataclass(frozen=True)
class Experiment:
    """An experiment, its base commit, or the workspace.

    Attributes:
        place: where its results are.
        state: queued, running, failed, or success: it has results.
        params: its parameters.
        trouble: why DVC cannot read it; empty: it can.
    """

    place: Place
    state: str
    params: Params
    trouble: str


def show_experiments(rev: str) -> None:
    """Show the experiments that start from a commit, beside that commit and the workspace."""
    base = find_place(rev)
    first, second, *others = list_experiments(base)
    console = open_console(WIDE)
    if others:
        columns = lay_out([first, second, *others])
        title = printable(f"Experiments that start from {base.title}")
        table = make_table(title, columns, texts=(USE, SCORE, MODELS, CHANGED))
        table.show_lines = True
        console.print(table, "")
    else:
        console.print(
            Text(f"No experiment starts from {printable(base.title)}; run one: {EXAMPLE}")
        )
    for line in describe_others(base):
        console.print(line)


def list_experiments(base: Place) -> list[Experiment]:
    """List the base commit, the workspace and the experiments, as DVC lists them.

    Raises:
        BakeoffError: DVC cannot list them, and has said why.
    """
    done = subprocess.run([*SHOW, str(base.commit)], check=False, stdout=subprocess.PIPE)
    if done.returncode:
        raise BakeoffError("dvc exp show: failed (above); run from the root")
    workspace, commit, *_ = json.loads(done.stdout)
    found = [describe(base, commit), describe(WORKSPACE, workspace)]
    for listed in commit["experiments"] or []:
        last, executor = listed["revs"][0], listed["executor"] or {}
        name = listed["name"] or last["name"] or last["rev"][:SHORT]
        found.append(describe(Place(name, last["rev"]), last, executor.get("state", "success")))
    return found


def describe(place: Place, listed: dict[str, Any], state: str = "success") -> Experiment:
    """Take what is shown of an experiment from what DVC lists."""
    error = (listed["error"] or {}).get("msg", "")
    params = listed["data"]["params"].get(str(PARAMS), {}) if listed["data"] else {}
    trouble = "" if "data" in params else (params.get("error") or {}).get("msg", error)
    return Experiment(place, state, params.get("data", {}), trouble)


def lay_out(experiments: list[Experiment]) -> Columns:
    """Lay out each experiment: its answer, its best models, and what differs from the base."""
    rows = [["experiment", USE, SCORE, MODELS, CHANGED]]
    for experiment in experiments:
        changes = list_changed(experiments[0], experiment)
        cells = [experiment.place.title, *show_answer(experiment), "\n".join(changes)]
        rows.append(["\n".join(map(printable, cell.split("\n"))) for cell in cells])
    return list(map(list, zip(*rows, strict=True)))


def list_changed(base: Experiment, experiment: Experiment) -> list[str]:
    """List the parameters that differ from the base; of many, some, and how many more there are."""
    if experiment.trouble:
        return [printable(f"cannot be read: {experiment.trouble}")]
    changes = [printable(line) for line in list_changes(base.params, experiment.params)]
    more = len(changes) - MOST
    return [*changes[:MOST], f"and {more} more"] if more > 0 else changes


def show_answer(experiment: Experiment) -> list[str]:
    """Give the recommended model, its score and the best models; or why there is no answer."""
    if experiment.state in UNFINISHED:
        return [UNFINISHED[experiment.state].format(experiment.place.name), "", ""]
    try:
        run = read_run(experiment.place)
    except BakeoffError as error:
        return [str(error).removeprefix(f"{experiment.place.title}: "), "", ""]
    label, recommended = run.results.label, run.results.recommendation
    best = [f"{model} {show_score(run, model)}" for model in [*run.results.scores][:BEST]]
    return [recommended.model, f"{recommended.score:.3f} {label}", "\n".join(map(printable, best))]


def show_score(run: Run, model: str) -> str:
    """Write the verdict's score of a model."""
    score = run.score(model, run.results.metric)
    return EMPTY if score is None else f"{score:.3f}"


def describe_others(base: Place) -> Iterator[str]:
    """Say how many experiments start from other commits, and how to show them."""
    counts = Counter(start for _, start, _ in list_refs())
    for start, count in counts.items():
        if start != base.commit:
            yield f"Of {start[:SHORT]}, {count} more: make experiments REV={start[:SHORT]}"
