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
from bakeoff.params.models import Tfidf, TunedBilm
from bakeoff.params.reading import read_params
from bakeoff.paths import MODELS, PARAMS, PREDICTIONS, split_path
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.stage import run
from bakeoff.texts.messages import load_messages

Texts = dict[str, list[str]]


def predict_tfidf(path: Path, texts: Texts) -> dict[str, NDArray[np.float32]]:
    """Load the baseline and give (n, classes) probabilities of each split."""
    from bakeoff.classifiers.tfidf import load_tfidf

    pipeline = load_tfidf(path)
    return {split: pipeline.predict_proba(its).astype(np.float32) for split, its in texts.items()}


def predict_networks(paths: list[Path], texts: Texts) -> list[dict[str, NDArray[np.float32]]]:
    """Load every seed's network, encode the texts if it asks for that; (n, classes) of each."""
    from bakeoff.classifiers.encoded import encode_texts, load_encoders, load_recipes
    from bakeoff.classifiers.network import load_network, predict

    recipes = load_recipes(paths[0].parent)
    encoders = load_encoders(recipes)
    features = {split: encode_texts(recipes, encoders, its) for split, its in texts.items()}
    networks = map(load_network, paths)
    return [
        {split: predict(network, its, features[split]) for split, its in texts.items()}
        for network in networks
    ]


def predict_tuned(paths: list[Path], texts: Texts) -> list[dict[str, NDArray[np.float32]]]:
    """Load every seed's fine-tuned biLM; give (n, classes) probabilities of each split."""
    from bakeoff.classifiers.tuned_bilm import load_tuned

    classify = load_tuned(paths)
    found = {split: classify(its) for split, its in texts.items()}
    return [{split: found[split][seed] for split in texts} for seed in range(len(paths))]


def main(name: Annotated[str, typer.Argument(help="a name in `models` of params.yaml")]) -> None:
    """Predict with every seed of one model."""
    params = read_params(PARAMS)
    texts = {
        split: [message.text for message in load_messages(split_path(split))]
        for split in ("valid", "test")
    }
    model = params.models[name]
    limit_threads(params.threads)
    if isinstance(model, Tfidf):
        found = [predict_tfidf(MODELS / name / "model.skops", texts)]
    else:
        set_up_tensorflow(params.threads, params.onednn)
        paths = [MODELS / name / f"seed-{seed}.keras" for seed in params.train.seeds]
        if isinstance(model, TunedBilm):
            found = predict_tuned(paths, texts)
        else:
            found = predict_networks(paths, texts)
    predictions = Predictions(*(np.stack([of[split] for of in found]) for split in texts))
    save_predictions(PREDICTIONS / f"{name}.npz", predictions)
    logging.info("%s: %d × %d test probabilities", name, *predictions.test.shape[:2])


if __name__ == "__main__":
    run(main)
