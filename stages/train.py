"""Train one model, once per seed if training is random, in one process.

In: the training texts, the validation texts (to stop early on them and keep the best epoch), and
what the model is built from. Out: a saved model per seed, from raw strings to probabilities; how
the training went; what it cost. The test split is not read.
"""

import logging

from bakeoff.core.costs import measure_costs, write_costs
from bakeoff.core.files import write_json
from bakeoff.core.paths import MODELS, TRAINING
from bakeoff.core.stage import run
from bakeoff.core.task import FitParameters, load_task, set_up_fitting


def main(params: FitParameters, name: str) -> None:
    """Train one model from every seed."""
    fitting, runtime = set_up_fitting(name, params.models[name], params.runtime)
    task = load_task(params, name, ("train", "valid"))
    records = fitting.fit(task, MODELS / name)
    write_json(TRAINING / f"{name}.json", {"threads": runtime.threads, "runs": records})
    write_costs("train", name, measure_costs())
    for record in records:
        logging.info(
            "%s, seed %s: validation loss %.4f, accuracy %.4f",
            *(name, record["seed"], record["valid_loss"], record["valid_accuracy"]),
        )


if __name__ == "__main__":
    run(main, FitParameters)
