"""Give the probabilities of one model for the validation and the test messages.

In: the saved models, loaded as a user would load them, and the raw texts. Out: probabilities, and
what a message costs. It is a stage of its own so that no stage that trains or chooses depends on
the test split.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from bakeoff.classifiers.predictions import Predictions, save_predictions
from bakeoff.costs import measure_costs
from bakeoff.files import size_of, write_json
from bakeoff.params.models import Tfidf, TunedBilm
from bakeoff.params.reading import read_params
from bakeoff.paths import MODELS, PARAMS, PREDICTING_COSTS, PREDICTIONS, split_path
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.stage import run
from bakeoff.texts.messages import load_messages

Texts = dict[str, list[str]]
Probabilities = dict[str, NDArray[np.float32]]
Classify = Callable[[list[str]], NDArray[np.float32]]
ALONE, THOUSAND = 20, 1000  # messages that are timed one by one, and together


def predict_tfidf(path: Path, texts: Texts) -> tuple[list[Probabilities], Classify]:
    """Load the baseline; give (n, classes) probabilities of each split, and how it classifies."""
    from bakeoff.classifiers.tfidf import load_tfidf

    pipeline = load_tfidf(path)

    def classify(its: list[str]) -> NDArray[np.float32]:
        return np.asarray(pipeline.predict_proba(its), np.float32)

    return [{split: classify(its) for split, its in texts.items()}], classify


def predict_networks(paths: list[Path], texts: Texts) -> tuple[list[Probabilities], Classify]:
    """Load every seed's network, encode the texts if it asks for that; as `predict_tfidf`."""
    from bakeoff.classifiers.encoded import encode_texts, load_encoders, load_recipes
    from bakeoff.classifiers.network import load_network, predict

    recipes = load_recipes(paths[0].parent)
    encoders = load_encoders(recipes)
    features = {split: encode_texts(recipes, encoders, its) for split, its in texts.items()}
    networks = [load_network(path) for path in paths]
    found = [
        {split: predict(network, its, features[split]) for split, its in texts.items()}
        for network in networks
    ]
    return found, lambda its: predict(networks[0], its, encode_texts(recipes, encoders, its))


def predict_tuned(paths: list[Path], texts: Texts) -> tuple[list[Probabilities], Classify]:
    """Load every seed's fine-tuned biLM; as `predict_tfidf`."""
    from bakeoff.classifiers.tuned_bilm import load_tuned

    classify = load_tuned(paths)
    found = {split: classify(its) for split, its in texts.items()}
    first = load_tuned(paths[:1])
    return [
        {split: found[split][seed] for split in texts} for seed in range(len(paths))
    ], lambda its: first(its)[0]


def measure_latency(classify: Classify, texts: list[str]) -> dict[str, float]:
    """Measure CPU-milliseconds a message, from the raw text to the probability.

    Args:
        classify: of one seed.
        texts: real ones; they are repeated if they are too few.

    Returns:
        `ms_one`, the median of messages classified alone; `ms_thousand`, among a thousand.
    """
    many = (texts * (THOUSAND // len(texts) + 1))[:THOUSAND]
    classify(many[:1]), classify(many)  # traces the graph
    alone = []
    for text in many[:ALONE]:
        start = time.process_time()
        classify([text])
        alone.append(time.process_time() - start)
    start = time.process_time()
    classify(many)
    together = time.process_time() - start
    return {
        "ms_one": round(1000 * median(alone), 3),
        "ms_thousand": round(1000 * together / THOUSAND, 4),
    }


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
        paths = [MODELS / name / "model.skops"]
        found, classify = predict_tfidf(paths[0], texts)
    else:
        set_up_tensorflow(params.threads, params.onednn)
        paths = [MODELS / name / f"seed-{seed}.keras" for seed in params.train.seeds]
        predict_all = predict_tuned if isinstance(model, TunedBilm) else predict_networks
        found, classify = predict_all(paths, texts)
    predictions = Predictions(*(np.stack([of[split] for of in found]) for split in texts))
    save_predictions(PREDICTIONS / f"{name}.npz", predictions)
    costs = measure_costs() | measure_latency(classify, texts["valid"])
    write_json(PREDICTING_COSTS / f"{name}.json", costs | {"model_bytes": size_of(paths[0])})
    logging.info("%s: %d × %d test probabilities", name, *predictions.test.shape[:2])


if __name__ == "__main__":
    run(main)
