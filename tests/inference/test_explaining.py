"""An explanation leaves out one token at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bakeoff
from bakeoff.core.errors import BakeoffError
from bakeoff.core.tokens import TokenRule, fold
from bakeoff.inference.classifier import Classifier
from bakeoff.inference.explaining import explain, find_tokens, leave_out

ASCII = TokenRule(lower=True, separators="[-']+", symbols="([!.0-9])")
UNICODE = TokenRule(
    lower=True, separators=r"[\p{Z}\p{C}]+", symbols=r"([\p{P}\p{S}\p{Han}\p{Thai}])"
)
SIGNS = st.text(st.sampled_from("aB É-'!.1 \t\u00a0我👍ไ")) | st.text()


def weigh(texts):
    """Give each text the share of its letters that are `a`."""
    share = np.array([text.count("a") / 10 for text in texts], np.float32)
    return np.stack([1 - share, share], axis=1)


MODEL = Classifier("m", ["no", "yes"], 0.5, (weigh,), ASCII)


@given(SIGNS, st.sampled_from([ASCII, UNICODE]))
def test_tokens_are_found_where_the_rule_cuts(text, rule):
    """Cut out of the text, they are the tokens that the model reads."""
    found = [fold(text[start:end]) for start, end in find_tokens(text, rule)]
    assert found == rule.tokenizer()(text)


def test_the_effect_is_what_the_probability_loses():
    """Tokens stand in the order of the text, as they are written there."""
    found = explain(MODEL, "aa-B aaa!")
    assert [(effect.token, effect.effect) for effect in found.effects] == [
        ("aa", 0.2),
        ("B", 0.0),
        ("aaa", 0.3),
        ("!", 0.0),
    ]
    assert (found.scored, found.label) == ("yes", "yes")
    assert found.probability == pytest.approx(0.5)


def test_of_more_classes_the_predicted_one_is_explained():
    """A token that speaks against it has a negative effect."""
    member = lambda texts: np.array([[0.3, 0.3, 0.4]] + [[0.2, 0.2, 0.6]] * (len(texts) - 1))  # noqa: E731
    found = explain(Classifier("m", ["a", "b", "c"], None, (member,), ASCII), "x")
    assert (found.scored, found.effects[0].effect) == ("c", -0.2)


@pytest.mark.parametrize(
    ("text", "token", "left"),
    [("a b c", "b", "a  c"), ("win!now", "!", "win now"), ("win!", "!", "win"), ("a", "a", "")],
)
def test_the_neighbours_of_a_token_stay_apart(text, token, left):
    """Without the mark between them, two words would be a third."""
    start = text.index(token)
    assert leave_out(text, start, start + len(token)) == left


@pytest.mark.parametrize("name", ["tfidf", "glove", "both"])
def test_any_model_is_explained(small, name):
    """The classes of the small project differ in the word `a`."""
    found = explain(bakeoff.load(name, small.folder), "b a c")
    assert max(found.effects, key=lambda effect: effect.effect).token == "a"


def test_a_text_without_tokens_has_no_effects(small):
    """It has a probability all the same."""
    found = explain(bakeoff.load("tfidf", small.folder), "--- ")
    assert found.effects == [] and 0 < found.probability < 1


def test_a_model_without_a_token_rule_is_refused():
    """Its model.json was written by hand."""
    with pytest.raises(BakeoffError, match="m: expected a token rule"):
        explain(Classifier("m", ["a", "b"], 0.5, (weigh,)), "a")


def test_a_text_of_too_many_tokens_is_refused():
    """The work grows with the square of their number."""
    with pytest.raises(BakeoffError, match="at most 2000 tokens"):
        explain(MODEL, "a " * 2001)
