"""Train one model from every seed, in one process.

In: the training messages, the validation messages (to stop early and keep the best epoch), and
what the model is built from. Out: a saved model a seed, from raw strings to probabilities; the
course of the training; what it cost. The test split is not read.
"""

import logging
from pathlib import Path
from typing import Annotated, Any

import typer

from bakeoff.costs import measure_costs
from bakeoff.elmo.encoders import save_recipe
from bakeoff.files import write_json
from bakeoff.params.models import Encoded, Learned, Pretrained, Tfidf, TunedBilm
from bakeoff.params.reading import read_params
from bakeoff.params.schema import Params
from bakeoff.paths import CLASSES, COSTS, MODELS, PARAMS, TRAINING, split_path
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.stage import run
from bakeoff.texts.classes import Labelled, load_classes, number_labels
from bakeoff.texts.messages import load_messages


def train_tfidf(
    params: Params, model: Tfidf, train: Labelled, valid: Labelled, folder: Path
) -> list[dict[str, Any]]:
    """Fit the baseline once: no chance is in it."""
    from bakeoff.classifiers.tfidf import fit_and_save

    return fit_and_save(model, params.heads.linear, params.text, train, valid, folder)


def train_network(
    params: Params,
    model: Learned | Pretrained | Encoded,
    train: Labelled,
    valid: Labelled,
    classes: int,
    folder: Path,
) -> list[dict[str, Any]]:
    """Train a network from every seed."""
    from bakeoff.classifiers.designs import load_design
    from bakeoff.classifiers.encoded import load_features, load_recipes
    from bakeoff.classifiers.seeds import train_from_seeds

    recipes = load_recipes(Path(model.input)) if isinstance(model, Encoded) else {}
    design = load_design(model, recipes, params.heads, params.text, classes)
    for name, recipe in recipes.items():
        save_recipe(folder / f"{name}.json", recipe)
    features = {
        split: load_features(Path(model.input), list(recipes), split)
        for split in ("train", "valid")
    }
    return train_from_seeds(design, params.train, train, valid, folder, features)


def train_bilm(
    params: Params,
    model: TunedBilm,
    train: Labelled,
    valid: Labelled,
    classes: int,
    folder: Path,
) -> list[dict[str, Any]]:
    """Fine-tune a biLM from every seed."""
    from bakeoff.classifiers.tuned_bilm import train_tuned

    return train_tuned(model, params.heads.dense, params.train, train, valid, classes, folder)


def main(name: Annotated[str, typer.Argument(help="a name in `models` of params.yaml")]) -> None:
    """Train one model from every seed."""
    params = read_params(PARAMS)
    model = params.models[name]
    limit_threads(params.threads)
    classes = load_classes(CLASSES)
    train, valid = (
        number_labels(load_messages(split_path(split)), classes) for split in ("train", "valid")
    )
    if isinstance(model, Tfidf):
        runs = train_tfidf(params, model, train, valid, MODELS / name)
    else:
        set_up_tensorflow(params.threads, params.onednn)
        if isinstance(model, TunedBilm):
            runs = train_bilm(params, model, train, valid, len(classes), MODELS / name)
        else:
            runs = train_network(params, model, train, valid, len(classes), MODELS / name)
    write_json(TRAINING / f"{name}.json", {"threads": params.threads, "runs": runs})
    write_json(COSTS / f"{name}.json", measure_costs())
    for record in runs:
        logging.info(
            "%s, seed %s: validation loss %.4f, accuracy %.4f",
            *(name, record["seed"], record["valid_loss"], record["valid_accuracy"]),
        )


if __name__ == "__main__":
    run(main)
