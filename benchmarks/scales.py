"""How features of encoders are scaled for a linear model: ways compared by validation loss.

`python -m benchmarks.scales` reads params.yaml, and what `dvc repro prepare build_vocabulary
encode` left in data/. Each encoder of the section `encode` gets a linear model. No held-out text is
read. docs/decisions/0007-encoders.md has the results.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.preprocessing import FunctionTransformer, Normalizer, StandardScaler

from bakeoff.core.commands import run_command
from bakeoff.core.parameters import declared, prune, read_yaml
from bakeoff.core.paths import FEATURES, GRAPH, PARAMS
from bakeoff.core.rounds import Round, list_rounds
from bakeoff.core.settings import check
from bakeoff.core.task import FitParameters, Task, load_task, set_up_fitting
from bakeoff.models.fit.lbfgs.encoded import fit_scaler
from bakeoff.models.fit.lbfgs.fitting import fit_round, read_texts

LABELS = (None, 100)  # training texts that are fitted to; None: all
Values = NDArray[np.float32]
Ways = dict[str, Callable[[Values], Any]]  # from the features of training texts to a fitted scaler
WAYS: Ways = {
    "one scale": lambda values: fit_scaler(values, [values.shape[1]]),
    "unscaled": lambda values: FunctionTransformer().fit(values),
    "length 1 per text": lambda values: Normalizer().fit(values),
    "variance 1 per column": lambda values: StandardScaler().fit(values),
    "the same, divided by √columns": lambda values: divide(StandardScaler().fit(values)),
}


def divide(scaler: StandardScaler) -> StandardScaler:
    """Let a text's squared length be 1 on average."""
    scaler.scale_ *= np.sqrt(scaler.n_features_in_)
    return scaler


def load_linear(params: dict[str, Any], encoder: str) -> tuple[Task, list[Round]]:
    """Load the task of a linear model on an encoder's features, with rounds whose texts are seen.

    A round's held-out texts are replaced by its validation texts.
    """
    entry = {"kind": "encoded", "head": "linear", "fit": "lbfgs"}
    params["models"][encoder] = {**entry, "input": str(FEATURES / encoder)}
    keys = declared(read_yaml(GRAPH), params, "train", encoder)
    parameters = check(FitParameters, prune(params, keys), f"{PARAMS}:")
    fitting, _ = set_up_fitting(encoder, parameters.models[encoder], parameters.runtime)
    task, table = load_task(parameters, encoder)
    rounds = list_rounds(table, fitting.seeds(task))
    return task, [replace(spec, test=spec.valid) for spec in rounds]


def draw(spec: Round, labels: int | None) -> Round:
    """Keep so many of a round's training texts, drawn at random; None keeps all."""
    if labels is None:
        return spec
    drawn = np.random.default_rng(spec.partition).permutation(spec.train)[:labels]
    return replace(spec, train=np.sort(drawn))


def measure(task: Task, rounds: list[Round], way: str) -> Iterator[float]:
    """Give the mean validation loss for each number of labels."""
    values = read_texts(task).values  # type: ignore[union-attr]  # of encoders
    for labels in LABELS:
        losses = []
        for spec in rounds:
            scaled = WAYS[way](values[spec.train]).transform(values)
            losses.append(fit_round(task, scaled, draw(spec, labels)).history["valid_loss"])
        yield float(np.mean(np.array(losses, np.float64)))


def main(
    rounds: Annotated[int, typer.Option(help="the first ones", min=1)] = 4,
) -> None:
    """Print the validation loss of a linear model on each encoder, by how features are scaled."""
    params = read_yaml(PARAMS)
    print(f"| {params['preset']} | scaled | all labels | {LABELS[1]} labels |")
    print("| --- | --- | --: | --: |")
    for encoder in list(params["encode"]):
        task, specs = load_linear(params, encoder)
        for way in WAYS:
            found = " | ".join(f"{loss:.3f}" for loss in measure(task, specs[:rounds], way))
            print(f"| {encoder} | {way} | {found} |", flush=True)


if __name__ == "__main__":
    run_command(main)
