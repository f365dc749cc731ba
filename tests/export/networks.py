"""Small networks of every head, and a project around some models."""

import shutil

import numpy as np
import yaml

from bakeoff.core.files import read_json, write_json
from bakeoff.core.tokens import Text
from bakeoff.models.heads import cnn, flatten, pool
from tests.conftest import ROOT
from tests.inference.small import save_linear
from tests.models.tasks import (
    draw_texts,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_words,
)

ROUNDS = [make_round(range(30), range(30, 35), range(35, 40))]
HEADS = {
    "pool": pool.Settings(hidden=8, dropout=0.1),
    "cnn": cnn.Settings(widths=[1, 2, 5], filters=4, dropout=0.1),
    "flatten": flatten.Settings(dropout=0.0),
}
RULE = yaml.safe_load((ROOT / "presets/sample.yaml").read_text(encoding="utf-8"))["text"]
WILD = ["", "---", "a b c d e f g h " * 3, "A-b! h", "👍👍 a", "안녕하세요 a", "\x00", "𝒳 ÀÉ e"]
MODELS = {  # of the sample: head, and whether the vectors are trained
    "fasttext": ("pool", False),
    "word2vec": ("cnn", False),
    "keras": ("pool", True),
    "glove_cnn": ("flatten", True),
}


def train_network(folder, data, head, trainable, classes=2):
    """Train a network with the sample's token rule, and save it."""
    texts, labels = draw_texts(40)
    data.mkdir(exist_ok=True)
    write_words(data, texts)
    model = pretrained(data, head=head, trainable=trainable)
    labels = labels if classes == 2 else np.arange(40) % classes
    text = Text(**{**RULE, "min_count": 1, "max_length": 12})
    settings = HEADS[head], train_settings(), texts, labels
    task = make_task(model, *settings, classes=classes, text=text)
    model.fit_final(task, ROUNDS, list(model.fit_rounds(task, ROUNDS)), folder)
    return folder


def make_project(folder):
    """Train five models of the sample in small, beside the recorded metrics."""
    shutil.copytree(ROOT / "metrics", folder / "metrics")
    shutil.copyfile(ROOT / "presets/sample.yaml", folder / "params.yaml")
    board = read_json(folder / "metrics/leaderboard.json")
    for line in board["models"].values():
        line.setdefault("threshold", 0.5)
    board["models"]["fasttext"]["threshold"] = 0.3
    write_json(folder / "metrics/leaderboard.json", board)
    save_linear(folder / "models/tfidf")
    for name, (head, trainable) in MODELS.items():
        train_network(folder / "models" / name, folder / "data", head, trainable)
    for path in (folder / "models").iterdir():
        kind = {"tfidf": "counts", "keras": "learned"}.get(path.name, "pretrained")
        described = {"name": path.name, "kind": kind, "classes": board["classes"]}
        write_json(path / "model.json", described)


def change(path, change):
    """Change the content of a JSON file."""
    content = read_json(path)
    change(content)
    write_json(path, content)
