"""Train one model in every round, then once more on all texts, in one process.

In: the table of texts with their roles, and what the model is built from. Out: the probabilities of
the texts that each round validates on or holds out; how the trainings went; one saved model, from
raw strings to probabilities, trained on all texts; what all of it cost.

A round sees the labels and the words of its own training and validation texts alone. The saved
model has no score of its own: the scores are those of the procedure that made it.
"""

import logging
from pathlib import Path

from tqdm import tqdm

from bakeoff.core.classes import load_classes
from bakeoff.core.costs import measure_costs, measure_latency, write_costs
from bakeoff.core.files import write_json
from bakeoff.core.paths import CLASSES, MODELS, PREDICTIONS, TRAINING
from bakeoff.core.predictions import lay_out, save_predictions
from bakeoff.core.rounds import list_rounds
from bakeoff.core.stage import run
from bakeoff.core.task import FitParameters, load_task, set_up_fitting


def main(params: FitParameters, name: str) -> None:
    """Train one model in every round, and on all texts."""
    fitting, runtime = set_up_fitting(name, params.models[name], params.runtime)
    task, table = load_task(params, name)
    rounds = list_rounds(table, fitting.seeds(task))
    trained = fitting.fit_rounds(task, rounds)
    outcomes = list(tqdm(trained, name, len(rounds), unit="round", disable=None))
    predictions = lay_out(rounds, outcomes, len(task.texts), task.classes)
    save_predictions(PREDICTIONS / f"{name}.npz", predictions)
    costs = measure_costs()
    final = fitting.fit_final(task, rounds, outcomes, MODELS / name)
    describe(MODELS / name, params, load_classes(CLASSES))
    latency = measure_latency(final.classify, task.texts[:1000])
    write_costs("train", name, {**costs, "model_bytes": final.model_bytes, **latency})
    histories = [
        {"partition": table.partitions[spec.partition].name, "seed": spec.seed}
        | {"steps": outcome.steps, **outcome.choice, **outcome.history}
        for spec, outcome in zip(rounds, outcomes, strict=True)
    ]
    write_json(
        TRAINING / f"{name}.json",
        {"threads": runtime.threads, "final": final.description, "runs": histories},
    )
    logging.info(
        "%s: %d round%s; trained on all %d texts",
        *(name, len(rounds), "s" * (len(rounds) != 1), len(task.texts)),
    )


def describe(folder: Path, params: FitParameters, classes: list[str]) -> None:
    """Write what a saved model is beside it: classes in the order of its probabilities."""
    (kind,) = (entry.kind for entry in params.models.values())
    text = params.text.model_dump()
    description = {"name": folder.name, "kind": kind, "classes": classes, "text": text}
    write_json(folder / "model.json", description)


if __name__ == "__main__":
    run(main, FitParameters)
