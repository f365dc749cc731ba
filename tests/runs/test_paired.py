"""Two runs on the same texts, compared from their predictions in DVC's cache."""

import hashlib
import json

import numpy as np
import pytest

from bakeoff.core.classes import write_classes
from bakeoff.core.predictions import save_predictions
from bakeoff.core.table import write_table
from bakeoff.runs.cached import Unpaired
from bakeoff.runs.lock import Lock
from bakeoff.runs.paired import compare_runs
from tests.evaluation.held import make_held, make_predictions, two

ASKED = {
    "choose": {},
    "ensemble": {"both": ["bag", "tfidf"]},
    "evaluate": {
        **{"metric": "accuracy", "margin": {"accuracy": 0.02}, "precision": 0.9, "baseline": "bag"},
        **{"threshold": "half", "draws": 200, "seed": 1, "quick": False},
    },
    "models": {
        name: {"kind": "counts", "input": "x", "head": "linear"} for name in ("bag", "tfidf")
    },
}
LABELS = np.tile([0, 1], 100)
RIGHT = np.where(LABELS, 0.9, 0.1)
WRONG = np.where(np.arange(200) < 60, 1 - RIGHT, RIGHT)  # in 60 of 200 texts


class Cache:
    """A cache of DVC's with the outputs of runs."""

    def __init__(self, folder):
        """Put the texts into it."""
        self.folder, self.held = folder, make_held(LABELS)
        folder.mkdir(parents=True)
        write_table(folder / "texts.csv", self.held.table)
        write_classes(folder / "classes.txt", ["a", "b"])
        files = ("texts.csv", "classes.txt")
        listed = [{"relpath": name, "md5": self.add(folder / name)} for name in files]
        (folder / "list").write_text(json.dumps(listed), encoding="utf-8")
        self.texts = self.add(folder / "list", ".dir")

    def add(self, path, suffix=""):
        """Move a file into the cache; give its hash."""
        name = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() + suffix
        (self.folder / name[:2]).mkdir(exist_ok=True)
        path.rename(self.folder / name[:2] / name[2:])
        return name

    def run(self, asked=ASKED, **models):
        """Add the predictions of a run; give its record."""
        outs = {"prepare": ("data/prepared", self.texts)}
        for name, probabilities in models.items():
            predictions = make_predictions(self.held, two(*probabilities))
            save_predictions(self.folder / "saved.npz", predictions)
            path = f"data/predictions/{name}.npz"
            outs[f"train@{name}"] = path, self.add(self.folder / "saved.npz")
        stages = {k: {"outs": [{"path": path, "md5": md5}]} for k, (path, md5) in outs.items()}
        stages["evaluate"] = {"params": {"params.yaml": asked}}
        return Lock.model_validate({"stages": stages})


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The cache of a project, in which the test runs."""
    (tmp_path / ".dvc").mkdir()
    (tmp_path / ".dvc/config").write_text("[core]\n    no_scm = true\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Cache(tmp_path / ".dvc/cache/files/md5")


def test_a_model_that_has_improved_is_better(cache):
    """And worse the other way round; one that predicts the same has no word."""
    old, new = cache.run(bag=WRONG, tfidf=RIGHT), cache.run(bag=RIGHT, tfidf=RIGHT)
    pairs = compare_runs(old, new)
    assert list(pairs) == ["bag", "both"]
    assert pairs["bag"]["word"] == "better" and pairs["bag"]["difference"] == pytest.approx(0.3)
    assert 0 < pairs["bag"]["low"] < 0.3 < pairs["bag"]["high"]
    assert compare_runs(new, old)["bag"]["word"] == "worse"


def test_a_change_that_changes_no_class_is_equal(cache):
    """Probabilities differ, accuracy does not."""
    old, new = cache.run(bag=RIGHT, tfidf=RIGHT), cache.run(bag=RIGHT * 0.99, tfidf=RIGHT)
    assert compare_runs(old, new)["bag"]["word"] == "equal"


def test_runs_with_the_same_predictions_need_no_cache(cache):
    """Another margin changes no model."""
    wide = ASKED | {"evaluate": ASKED["evaluate"] | {"margin": {"accuracy": 0.1}}}
    runs = [cache.run(asked, bag=RIGHT, tfidf=RIGHT) for asked in (ASKED, wide)]
    cache.folder.rename(cache.folder.with_name("gone"))
    assert compare_runs(*runs) == {}


def test_without_predictions_or_texts_in_common_it_says_why(cache):
    """What `dvc gc` has removed; other splits; parameters of another version."""
    new = cache.run(bag=RIGHT, tfidf=RIGHT)
    gone = cache.run(bag=WRONG, tfidf=RIGHT)
    md5 = gone.stages["train@bag"].outs[0].md5
    (cache.folder / md5[:2] / md5[2:]).unlink()
    with pytest.raises(Unpaired, match=r"bag\.npz of one run is not in DVC's cache"):
        compare_runs(gone, new)
    with pytest.raises(Unpaired, match="another version"):
        compare_runs(cache.run({}, bag=WRONG), new)
    other = cache.run(bag=RIGHT)
    other.stages["prepare"].outs[0].md5 = f"{0:032x}.dir"
    with pytest.raises(Unpaired, match="the texts, or their splits, are not the same"):
        compare_runs(other, new)


def test_predictions_of_another_form_are_not_compared(cache):
    """A damaged file is one line."""
    old, new = cache.run(bag=WRONG, tfidf=RIGHT), cache.run(bag=RIGHT, tfidf=RIGHT)
    md5 = old.stages["train@bag"].outs[0].md5
    (cache.folder / md5[:2] / md5[2:]).write_bytes(b"PK\x03\x04 half")
    with pytest.raises(Unpaired, match=r"bag\.npz of one run cannot be read"):
        compare_runs(old, new)
