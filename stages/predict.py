"""Give the probabilities of one model for the validation and the test messages.

In: the saved models, loaded as a user would load them, and the raw texts. Out: probabilities. It
is a stage of its own so that no stage that trains or chooses depends on the test split.
"""

import logging
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from bakeoff.classifiers.predictions import Predictions, save_predictions
from bakeoff.classifiers.runtime import limit_threads, set_up_tensorflow
from bakeoff.params.reading import read_params
from bakeoff.paths import MODELS, PARAMS, PREDICTIONS, split_path
from bakeoff.stage import run
from bakeoff.texts.messages import load_messages

Texts = dict[str, list[str]]


def predict_tfidf(path: Path, texts: Texts) -> dict[str, NDArray[np.float32]]:
    """Load the baseline and give (n, classes) probabilities of each split."""
    from bakeoff.classifiers.tfidf import load_tfidf

    pipeline = load_tfidf(path)
    return {split: pipeline.predict_proba(its).astype(np.float32) for split, its in texts.items()}


def predict_network(path: Path, texts: Texts) -> dict[str, NDArray[np.float32]]:
    """Load one seed's network and give (n, classes) probabilities of each split."""
    from bakeoff.classifiers.network import load_network, predict

    network = load_network(path)
    return {split: predict(network, its) for split, its in texts.items()}


def main(name: Annotated[str, typer.Argument(help="a name in `models` of params.yaml")]) -> None:
    """Predict with every seed of one model."""
    params = read_params(PARAMS)
    texts = {
        split: [message.text for message in load_messages(split_path(split))]
        for split in ("valid", "test")
    }
    limit_threads(params.threads)
    if params.models[name].kind == "tfidf":
        found = [predict_tfidf(MODELS / name / "model.skops", texts)]
    else:
        set_up_tensorflow(params.threads, params.onednn)
        paths = [MODELS / name / f"seed-{seed}.keras" for seed in params.train.seeds]
        found = [predict_network(path, texts) for path in paths]
    predictions = Predictions(*(np.stack([of[split] for of in found]) for split in texts))
    save_predictions(PREDICTIONS / f"{name}.npz", predictions)
    logging.info("%s: %d × %d test probabilities", name, *predictions.test.shape[:2])


if __name__ == "__main__":
    run(main)
