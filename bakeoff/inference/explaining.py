"""What each token of a text moves a model's score by: the text is asked about without it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.patterns import compile_shared
from bakeoff.core.tokens import TokenRule, join_separators
from bakeoff.inference.classifier import Classifier, normalise

Span = tuple[int, int]  # where a token begins and ends in the text
WORD = re.compile("[^ ]+")
MOST = 2000  # tokens that are explained; the work grows with their square


class Effect(NamedTuple):
    """A token as it is in the text, and what it adds to the probability."""

    token: str
    start: int
    end: int
    effect: float


@dataclass(frozen=True)
class Explanation:
    """Why a text gets its probability.

    Attributes:
        text: in NFC, as the model reads it.
        label: the class that the model decides on.
        scored: the class whose probability is explained: the positive one of two, else `label`.
        probability: of that class.
        effects: of the tokens, in the order of the text.
    """

    text: str
    label: str
    scored: str
    probability: float
    effects: list[Effect]


def explain(classifier: Classifier, text: str) -> Explanation:
    """Leave out each token in turn; its effect is how far the probability falls.

    Effects need not add up: a token that stands twice may have little effect each time.

    Raises:
        BakeoffError: the model does not say how it cuts texts, or the text has too many tokens.
    """
    if classifier.rule is None:
        raise BakeoffError(
            f"{classifier.name}: expected a token rule in its model.json, got none; train it again "
            "(`dvc repro`)"
        )
    text = normalise(text)
    spans = find_tokens(text, classifier.rule)
    if len(spans) > MOST:
        raise BakeoffError(
            f"explain: expected at most {MOST} tokens, each of which is left out once, got "
            f"{len(spans)}; shorten the text"
        )
    found = classifier.predict_proba([text, *(leave_out(text, *span) for span in spans)])
    scored = 1 if len(classifier.classes) == 2 else int(found[0].argmax())
    scores = found[:, scored].astype(np.float64)
    effects = (scores[0] - scores[1:]).tolist()
    return Explanation(
        text,
        classifier.decide(found[:1])[0],
        classifier.classes[scored],
        float(scores[0]),
        [
            Effect(text[start:end], start, end, round(effect, 6))
            for (start, end), effect in zip(spans, effects, strict=True)
        ],
    )


def leave_out(text: str, start: int, end: int) -> str:
    """Remove a token; a space keeps its neighbours apart if they would become one word."""
    left, right = text[:start], text[end:]
    gap = " " if left and right and not (left[-1].isspace() or right[0].isspace()) else ""
    return left + gap + right


def find_tokens(text: str, rule: TokenRule) -> list[Span]:
    """Find where the tokens of a text are, cut as `bakeoff.core.tokens` cuts it."""
    cut, places, end = "", list[int](), 0
    for gap in compile_shared(join_separators(rule.separators)).finditer(text):
        cut += text[end : gap.start()] + " "
        places += range(end, gap.start() + 1)
        end = gap.end()
    cut += text[end:]
    places += range(end, len(text))
    spans, end = list[Span](), 0
    for symbol in compile_shared(rule.symbols).finditer(cut):
        spans += [word.span() for word in WORD.finditer(cut, end, symbol.start())]
        if symbol.end(1) > symbol.start(1):
            spans.append(symbol.span(1))
        end = symbol.end()
    spans += [word.span() for word in WORD.finditer(cut, end)]
    return [(places[start], places[stop - 1] + 1) for start, stop in spans]
