"""Train one model on ever more of the training rows: how many labels does it need?

In: what `train` reads, and the test messages. Out: F1 and accuracy on the test split for each size
and draw. A draw is a random order of the training rows, a size a prefix of it, so subsets are
nested; the seed of a draw is the network's too. With all rows it is `train`'s model of that seed.

Only labels of training rows grow fewer. The validation split keeps its size, a gift to all
networks alike; TF-IDF does not read it. The vocabulary and the matrices are those of the whole
training split, as if its words came from unlabelled text: no label leaks by them, but a learned
layer knows more words apart than a small labelled set would give. TF-IDF is fitted to the subset
alone.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.classifiers.subsets import Subset, draw_subsets
from bakeoff.evaluation.curves import Line, write_table
from bakeoff.evaluation.scores import Labels, score
from bakeoff.params.models import Encoded, Learned, Pretrained, Tfidf, TunedBilm
from bakeoff.params.reading import read_params
from bakeoff.params.schema import Params
from bakeoff.paths import CLASSES, LEARNING, PARAMS, split_path
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.stage import run
from bakeoff.texts.classes import Labelled, load_classes, number_labels
from bakeoff.texts.messages import load_messages

METRICS = ("f1", "pr_auc", "accuracy")
Found = Iterator[NDArray[np.float32]]  # for each subset (test messages, classes) probabilities


def learn_tfidf(
    params: Params, model: Tfidf, train: Labelled, subsets: list[Subset], test: list[str]
) -> Found:
    """Fit the baseline to each subset alone, its n-grams too."""
    from bakeoff.classifiers.tfidf import build_tfidf

    texts, labels = train
    for subset in subsets:
        pipeline = build_tfidf(model, params.heads.linear, lower=params.text.lower)
        pipeline.fit([texts[row] for row in subset.rows], labels[subset.rows])
        yield pipeline.predict_proba(test).astype(np.float32)


def learn_network(
    params: Params,
    model: Learned | Pretrained | Encoded | TunedBilm,
    texts: dict[str, list[str]],
    labels: dict[str, Labels],
    classes: int,
    subsets: list[Subset],
) -> Found:
    """Train a network on each subset. The test split comes without its labels."""
    from bakeoff.classifiers.designs import load_design
    from bakeoff.classifiers.encoded import encode_texts, load_encoders, load_features, load_recipes
    from bakeoff.classifiers.learning_curve import predict_from_subsets
    from bakeoff.classifiers.plan import plan_network
    from bakeoff.classifiers.tuned_bilm import plan_tuned
    from bakeoff.elmo.weights import load_bilm

    source = Path(model.input)
    if isinstance(model, TunedBilm):
        plan = plan_tuned(load_bilm(source), model, params.heads.dense, texts, classes)
    else:
        recipes = load_recipes(source) if isinstance(model, Encoded) else {}
        design = load_design(model, recipes, params.heads, params.text, classes)
        features = {split: load_features(source, list(recipes), split) for split in labels}
        features["test"] = encode_texts(recipes, load_encoders(recipes), texts["test"])
        plan = plan_network(design, texts, features)
    epoch_rows = params.learn.epoch_rows
    return predict_from_subsets(plan, labels, params.train, subsets, epoch_rows=epoch_rows)


def score_subsets(truth: Labels, subsets: list[Subset], found: Found, name: str) -> list[Line]:
    """Score what comes of each subset, with one half as the threshold; PR-AUC needs none."""
    lines = []
    bar = tqdm(subsets, desc=name, unit="training", disable=None)
    for subset, probabilities in zip(bar, found, strict=True):
        scores = score(truth, probabilities)
        line = {"rows": len(subset.rows), "draw": subset.seed}
        lines.append(line | {metric: scores.get(metric) for metric in METRICS})
    return lines


def main(name: Annotated[str, typer.Argument(help="a name in `models` of params.yaml")]) -> None:
    """Train one model on every subset, and score it on the test split."""
    params = read_params(PARAMS)
    model = params.models[name]
    limit_threads(params.threads)
    classes = load_classes(CLASSES)
    splits = {
        split: number_labels(load_messages(split_path(split)), classes)
        for split in ("train", "valid", "test")
    }
    texts = {split: its for split, (its, _) in splits.items()}
    labels = {split: its for split, (_, its) in splits.items()}
    truth = labels.pop("test")
    subsets = draw_subsets(
        labels["train"], smallest=params.learn.smallest, seeds=params.learn.seeds
    )
    if isinstance(model, Tfidf):
        found = learn_tfidf(params, model, splits["train"], subsets, texts["test"])
    else:
        set_up_tensorflow(params.threads, params.onednn)
        found = learn_network(params, model, texts, labels, len(classes), subsets)
    lines = score_subsets(truth, subsets, found, name)
    write_table(LEARNING / f"{name}.csv", lines, ["rows", "draw", *METRICS])
    for rows in sorted({line["rows"] for line in lines}):
        mean = np.mean([line["f1"] for line in lines if line["rows"] == rows])
        logging.info("%s, %d rows: F1 %.3f, mean over the draws", name, rows, mean)


if __name__ == "__main__":
    run(main)
