"""A small project with trained models, and the metrics that name them."""

import json

from bakeoff.core.files import write_json
from bakeoff.models.counts import Settings as Counts
from bakeoff.models.fit.lbfgs import fitting as lbfgs
from bakeoff.models.heads import linear, pool
from tests.models.tasks import (
    TEXT,
    draw_texts,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_words,
)

TEXTS, LABELS = draw_texts(40)
ROUNDS = [make_round(range(30), range(30, 35), range(35, 40))]
CLASSES = ["without", "with a"]


def save_linear(folder):
    """Fit and save a linear model."""
    model = Counts(
        kind="counts",
        input="data/prepared/texts.csv",
        words=[1, 1],
        characters=None,
        weights="binary",
        min_count=1,
        sublinear=False,
        head="linear",
        fit="lbfgs",
    )
    head = linear.Settings(C=[1.0], class_weight=["none"])
    task = make_task(model, head, lbfgs.Settings(max_iter=100), TEXTS, LABELS)
    return save(folder, task, lbfgs, lbfgs.fit_rounds(task, ROUNDS))


def save_network(folder, data):
    """Train and save a network on words."""
    write_words(data, TEXTS)
    model = pretrained(data)
    task = make_task(model, pool.Settings(hidden=8, dropout=0.0), train_settings(), TEXTS, LABELS)
    return save(folder, task, model, model.fit_rounds(task, ROUNDS))


def save(folder, task, fitting, outcomes):
    """Save a model, and describe it."""
    final = fitting.fit_final(task, ROUNDS, list(outcomes), folder)
    described = {"name": folder.name, "kind": "any", "classes": CLASSES, "text": TEXT.model_dump()}
    write_json(folder / "model.json", described)
    return final


def line(threshold=0.5, members=(), **chosen):
    """Give what is read of a line of the leaderboard."""
    return {"threshold": threshold, "members": [*members], "chosen": chosen}


def make_project(folder):
    """Train the models `tfidf` and `glove`; list them, an ensemble and a choice."""
    models = folder / "models"
    finals = {
        "tfidf": save_linear(models / "tfidf"),
        "glove": save_network(models / "glove", folder),
    }
    board = {"both": line(0.4, finals), "best": line(tfidf=2, glove=3)}
    board |= {"tfidf": line(0.3), "glove": line()}
    write_json(folder / "metrics/leaderboard.json", {"models": board})
    write_json(folder / "metrics/answer.json", {"recommendation": {"model": "tfidf"}})
    return finals


def change(path, **values):
    """Change keys of a JSON file."""
    write_json(path, {**json.loads(path.read_text(encoding="utf-8")), **values})
