"""Counts of n-grams: what the vectorizer counts, and which settings are refused."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import check
from bakeoff.models.counts import Settings
from bakeoff.models.fit.lbfgs.counted import as_columns
from tests.models.tasks import TEXT

TEXTS = ["Free entry win", "win a prize now", "see you-tonight!", "home for dinner"] * 3
PLAIN = {
    **{"kind": "counts", "fit": "lbfgs", "head": "linear", "input": "data/prepared/texts.csv"},
    **{"words": [1, 2], "characters": [2, 3], "weights": "tfidf", "min_count": 1},
    "sublinear": True,
}
TWICE = {"min_count": 2}


def transform(texts=TEXTS, least=None, **changes):
    """Fit a vectorizer and give what it makes of the texts."""
    vectorizer = Settings(**PLAIN | changes).vectorizer(TEXT, least)
    return csr_matrix(vectorizer.fit_transform(as_columns(texts, TEXT))).toarray()


def test_a_binary_bag_holds_the_tokens_that_networks_read():
    """A column per token; occurrences are not counted."""
    found = transform(["b! a-b", "A"], words=[1, 1], characters=None, weights="binary")
    assert found.tolist() == [[1, 1, 1], [0, 1, 0]]  # !, a, b


@pytest.mark.parametrize(
    "changes",
    [
        {"sublinear": False},
        {"words": [1, 1]},
        {"characters": None},
        {"weights": "binary"},
        {"min_count": 4},
    ],
)
def test_every_setting_changes_the_features(changes):
    """None is read and forgotten."""
    texts = [*TEXTS, "a a a !", "zebra"]
    ours, theirs = transform(texts, **changes), transform(texts)
    assert ours.shape != theirs.shape or not np.array_equal(ours, theirs)


def test_a_round_may_count_rarer_n_grams():
    """In place of the model's own limit."""
    texts = [*TEXTS, "zebra"]
    own, rarer = transform(texts), transform(texts, 1)
    assert own.shape == rarer.shape
    assert transform(texts, None, **TWICE).shape[1] < transform(texts, 1, **TWICE).shape[1]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"words": None, "characters": None}, "expected n-grams of words or of characters"),
        ({"words": [2, 1]}, "expected the smaller number first"),
        ({"words": [1]}, "at least 2 items"),
        ({"weights": "counts"}, "'binary' or 'tfidf'"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changes, expected):
    """In one line."""
    with pytest.raises(BakeoffError, match=expected):
        check(Settings, PLAIN | changes, "params.yaml: models.tfidf")
