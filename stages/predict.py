"""Give the probabilities of one model for the validation and the test texts.

In: the saved models, the raw texts, and the features of encoders that the model reads. Out:
probabilities, and what a text costs. It is a stage of its own so that no stage that trains or
chooses depends on the test split.
"""

import logging
from typing import Any

from bakeoff.core.costs import measure_costs, measure_latency, write_costs
from bakeoff.core.messages import load_messages
from bakeoff.core.paths import MODELS, PREDICTIONS, split_path
from bakeoff.core.predictions import Predictions, save_predictions
from bakeoff.core.settings import Name, Section
from bakeoff.core.stage import run
from bakeoff.core.task import Entry, check_model, set_up_fitting


class Params(Section):
    """What the stage reads of params.yaml."""

    models: dict[Name, Entry]
    runtime: dict[Name, dict[str, Any]]


def main(params: Params, name: str) -> None:
    """Predict with every seed of one model."""
    fitting, _ = set_up_fitting(name, params.models[name], params.runtime)
    texts = {
        split: [message.text for message in load_messages(split_path(split))]
        for split in ("valid", "test")
    }
    model = check_model(name, params.models[name])
    predicted = fitting.predict(model, MODELS / name, texts)
    predictions = Predictions(**predicted.probabilities)
    save_predictions(PREDICTIONS / f"{name}.npz", predictions)
    costs = measure_costs()  # before the model is timed
    costs["model_bytes"] = predicted.model_bytes
    latency = measure_latency(predicted.classify, texts["valid"])
    write_costs("predict", name, {**costs, **latency})
    logging.info("%s: %d × %d test probabilities", name, *predictions.test.shape[:2])


if __name__ == "__main__":
    run(main, Params)
