"""A classifier takes any texts, as people have them."""

import numpy as np
import pytest

import bakeoff
from bakeoff.core.errors import BakeoffError
from bakeoff.inference import classifier
from bakeoff.inference.classifier import Classifier

NO_WORDS = ["", "   ", "---", "\n\t"]


def constant(*rows):
    """Give a member that answers with these probabilities, whatever the texts are."""
    return lambda texts: np.array(rows, np.float32)


def test_two_classes_are_decided_by_the_threshold():
    """A probability that equals it is enough for the second class."""
    model = Classifier("m", ["no", "yes"], 0.25, (constant([0.75, 0.25], [0.8, 0.2]),))
    assert model.predict(["a", "b"]) == ["yes", "no"]


def test_of_more_classes_the_most_probable_is_chosen():
    """No threshold is needed."""
    model = Classifier("m", ["a", "b", "c"], None, (constant([0.3, 0.3, 0.4], [0.4, 0.3, 0.3]),))
    assert model.predict(["x", "y"]) == ["c", "a"]


def test_texts_are_normalised_first():
    """The models were trained on NFC; half of a character cannot be written as UTF-8."""
    seen = []
    member = lambda texts: seen.extend(texts) or np.ones((len(texts), 2), np.float32)  # noqa: E731
    Classifier("m", ["a", "b"], 0.5, (member,)).predict(["e\u0301", "\ud83dx"])
    assert seen == ["é", "\ufffdx"]


def test_texts_may_come_from_a_generator(monkeypatch):
    """They are read in batches, whose number does not change the answer."""
    monkeypatch.setattr(classifier, "TOGETHER", 3)
    member = lambda texts: np.array([[0, len(text)] for text in texts], np.float32)  # noqa: E731
    model = Classifier("m", ["a", "b"], 0.5, (member,))
    texts = ["x" * count for count in range(7)]
    assert model.predict_proba(text for text in texts)[:, 1].tolist() == [*range(7)]


@pytest.mark.parametrize("texts", ["a text", [None], [3.0], [b"bytes"]])
def test_what_is_no_list_of_texts_is_refused(texts):
    """A cell that pandas left empty is NaN, not a text."""
    with pytest.raises(BakeoffError, match="predict: expected a"):
        Classifier("m", ["a", "b"], 0.5, (constant([1, 0]),)).predict(texts)


def test_no_texts_give_no_answers(small):
    """The probabilities have their columns all the same."""
    model = bakeoff.load("both", small.folder)
    assert model.predict([]) == []
    assert model.predict_proba([]).shape == (0, 2)


@pytest.mark.parametrize("name", ["tfidf", "glove", "both"])
def test_a_text_without_tokens_gets_the_answer_for_no_words(small, name):
    """It is the same for all of them, alone or among others."""
    model = bakeoff.load(name, small.folder)
    together = model.predict_proba([*NO_WORDS, "a b"])
    assert np.isfinite(together).all()
    assert len({tuple(row) for row in together[: len(NO_WORDS)].round(6).tolist()}) == 1
    np.testing.assert_allclose(model.predict_proba([""])[0], together[0], atol=1e-6)
