"""The experiments of a commit as JSON, for programs."""

from collections import Counter
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.runs.changes import list_changes
from bakeoff.runs.experiments import UNFINISHED, Experiment, list_experiments
from bakeoff.runs.places import find_place, list_refs
from bakeoff.runs.results import Run, read_run, summarize


def experiments_json(rev: str) -> dict[str, Any]:
    """Give the base commit, the workspace and the experiments; and how many start elsewhere."""
    base = find_place(rev)
    first, *others = list_experiments(base)
    elsewhere = Counter(start for _, start, _ in list_refs() if start != base.commit)
    return {
        "base": base.commit,
        "experiments": [_describe(first, experiment) for experiment in [first, *others]],
        "elsewhere": dict(elsewhere),
    }


def _describe(base: Experiment, experiment: Experiment) -> dict[str, Any]:
    """Give an experiment and all that it changed; `results` are null where `trouble` says why."""
    place, results = experiment.place, None
    trouble = UNFINISHED.get(experiment.state, "").format(place.name) or experiment.trouble
    if not trouble:
        try:
            results = _give_results(read_run(place))
        except BakeoffError as error:
            trouble = str(error)
    changes = [] if experiment.trouble else [*list_changes(base.params, experiment.params)]
    return {
        "name": place.name,
        "commit": place.commit,
        "state": experiment.state,
        "results": results,
        "trouble": trouble or None,
        "parameters": changes,
    }


def _give_results(run: Run) -> dict[str, Any]:
    metric = run.results.metric
    scores = {model: run.score(model, metric) for model in run.results.scores}
    return {"metric": metric, "scores": scores, **summarize(run)}
