"""What the settings say of controls."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import check
from bakeoff.evaluation.settings import Evaluate, ModelInput, find_controls, find_learned

EVALUATE = {
    "metric": "f1",
    "margin": {"f1": 0.02, "log_loss": 0},
    "precision": 0.99,
    "baseline": "tfidf",
    "threshold": "half",
    "draws": 100,
    "seed": 1,
    "quick": False,
}


def test_a_control_differs_in_its_shuffled_vectors_alone():
    """Another head makes it another model's."""
    glove = {"kind": "pretrained", "input": "data/embeddings/glove.npz", "head": "pool"}
    entries = {
        "glove": glove,
        "control": {**glove, "shuffled": True},
        "cnn": {**glove, "head": "cnn"},
        "lonely": {**glove, "head": "flatten", "shuffled": True},
    }
    models = {name: ModelInput(**entry) for name, entry in entries.items()}
    assert find_controls(models) == {"control": "glove"}


def test_models_that_learn_their_vectors_are_found():
    """By their kind."""
    models = {
        "keras": ModelInput(kind="learned", input="data/vocabulary.txt", head="pool"),
        "bag": ModelInput(kind="counts", input="data/prepared", head="linear"),
    }
    assert find_learned(models) == ("keras",)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"metric": "auc"}, "evaluate.metric: Input should be 'f1'"),
        ({"metric": "accuracy"}, "evaluate: expected a margin for accuracy, got one for f1"),
        ({"margin": {}}, "evaluate: expected a margin for f1, got one for no metric"),
        ({"margin": {"f1": "a little"}}, "evaluate.margin.f1"),
        ({"margin": {"f1": True}}, "evaluate.margin.f1"),
        ({"margin": {"f1": float("nan")}}, "evaluate.margin.f1"),
        ({"margin": {"f1": -0.1}}, "evaluate.margin.f1"),
        ({"margin": {"f1": 2}}, "expected a margin of f1 up to 1, such as 0.02, got 2"),
        ({"margin": {"f1": 0.02, "mcc": 2}}, "expected a margin of mcc up to 1"),
        ({"margin": 0.02}, "evaluate.margin: Input should be a valid dictionary"),
        ({"precision": 0}, "evaluate.precision"),
        ({"precision": 1.5}, "evaluate.precision"),
    ],
)
def test_a_wrong_value_is_one_line(changes, expected):
    """With the key."""
    with pytest.raises(BakeoffError) as error:
        check(Evaluate, EVALUATE | changes, "evaluate")
    assert expected in str(error.value) and "\n" not in str(error.value)
    assert check(Evaluate, EVALUATE, "evaluate").margin["log_loss"] == 0
