"""Small networks of every head, and a project around some models."""

import numpy as np
import yaml

from bakeoff.core.files import read_json, write_json
from bakeoff.core.tokens import Text
from bakeoff.models.heads import cnn, flatten, pool
from tests.conftest import ROOT, Plain
from tests.inference.small import save_linear
from tests.models.tasks import (
    draw_texts,
    make_round,
    make_task,
    pretrained,
    train_settings,
    write_words,
)
from tests.report.example import ALL, CLASSES, write_example

ROUNDS = [make_round(range(30), range(30, 35), range(35, 40))]
HEADS = {
    "pool": pool.Settings(hidden=8, dropout=0.1),
    "cnn": cnn.Settings(widths=[1, 2, 5], filters=4, dropout=0.1),
    "flatten": flatten.Settings(dropout=0.0),
}
SAMPLE = yaml.safe_load((ROOT / "presets/sample.yaml").read_text(encoding="utf-8"))
RULE = SAMPLE["text"]
WILD = ["", "---", "a b c d e f g h " * 3, "A-b! h", "👍👍 a", "안녕하세요 a", "\x00", "𝒳 ÀÉ e"]
MODELS = {"keras": ("pool", True), "glove": ("pool", False), "cnn": ("cnn", False)}


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


def write_metrics(folder, **options):
    """Write the metrics of a run with an ensemble, `both`, and a choice, `best`."""
    write_example(folder, models={"both": 0.9501, "best": 0.9403, **ALL}, **options)
    write_lock(folder / "dvc.lock")

    def complete(board):
        for line in board["models"].values():
            line["threshold"] = 0.5
        board["models"]["keras"]["threshold"] = 0.3
        board["models"]["both"]["members"] = ["tfidf", "glove"]
        board["models"]["best"]["chosen"] = {"glove": 2, "cnn": 8}

    change(folder / "metrics/leaderboard.json", complete)
    for name in ALL:
        final = {"C": 10, "class_weight": "none"} if name == "tfidf" else {"steps": 1234}
        path = folder / f"metrics/training/{name}.json"
        change(path, lambda training, final=final: training.update(final=final))
    common = {"changed": True, "python": "3.11.7", "system": "Linux x86_64", "cpu": "a|CPU"}
    common |= {"packages": {"keras": "3.15.1"}}
    places = [{"commit": "a1b2c3", "made": ["train/keras"]}, {"commit": "d4", "made": ["embed/x"]}]
    write_json(folder / "metrics/environment.json", [common | place for place in places])


def write_lock(path, **changes):
    """Record a run with the sample's parameters, as DVC does; stages may be changed, or None."""
    texts = {"path": "data/prepared", "md5": "e9f7f022c07e3bd7266965662deb7cea.dir"}
    prepared = {"evaluate.metric": "f1", "prepare": SAMPLE["prepare"]}
    stages = {
        "prepare": record(prepared, outs=[texts]),
        "evaluate": record({"evaluate": SAMPLE["evaluate"]}, deps=[texts]),
    }
    for name in ALL:
        fit = "lbfgs" if name == "tfidf" else "train"
        stages[f"train@{name}"] = record({f"models.{name}": {"fit": fit}, "text": RULE})
    stages = {name: stage for name, stage in (stages | changes).items() if stage}
    lock = yaml.dump({"schema": "2.0", "stages": stages}, Dumper=Plain, allow_unicode=True)
    path.write_text(lock, encoding="utf-8")


def record(params, **files):
    """Give what dvc.lock records of a stage."""
    return {"cmd": "python", "params": {"params.yaml": params}, **files}


def make_project(folder):
    """Train four models in small, beside metrics that name them."""
    write_metrics(folder)
    save_linear(folder / "models/tfidf")
    for name, (head, trainable) in MODELS.items():
        train_network(folder / "models" / name, folder / "data", head, trainable)
    for path in (folder / "models").iterdir():
        described = {"name": path.name, "kind": "any", "classes": [*CLASSES]}
        write_json(path / "model.json", described)


def change(path, change):
    """Change the content of a JSON file."""
    content = read_json(path)
    change(content)
    write_json(path, content)
