"""The answer of a commit or of the workspace: no more of it than is shown."""

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import ANSWER
from bakeoff.core.settings import check
from bakeoff.evaluation.answer_format import Word
from bakeoff.runs.places import Place

R = TypeVar("R", bound=BaseModel)


class Score(BaseModel):
    """A score of a model."""

    value: float


class Against(BaseModel):
    """How a model compares with the baseline."""

    model: str
    word: Word


class Recommended(BaseModel):
    """The model to use."""

    model: str
    score: float
    sentence: str


class Results(BaseModel):
    """A part of metrics/answer.json; models with the best score first."""

    metric: str
    label: str
    lower_is_better: bool
    baseline: str
    texts: int
    scores: dict[str, dict[str, Score]]  # by model, then score
    against_baseline: list[Against]
    recommendation: Recommended

    @property
    def words(self) -> dict[str, Word]:
        """Give the word of each model that is compared with the baseline."""
        return {pair.model: pair.word for pair in self.against_baseline}


@dataclass(frozen=True)
class Run:
    """A place and its results."""

    place: Place
    results: Results

    def score(self, model: str, metric: str) -> float | None:
        """Give a score of a model; None: there is none."""
        found = self.results.scores.get(model, {}).get(metric)
        return None if found is None else found.value


def read_run(place: Place) -> Run:
    """Read the answer of a place.

    Raises:
        BakeoffError: it has none, or one of a version of this project that had another form.
    """
    try:
        value = json.loads(place.read(ANSWER))
    except (ValueError, RecursionError) as error:
        raise BakeoffError(f"{place.title}: {ANSWER}: expected JSON; {error!s:.100}") from None
    return Run(place, read_as(Results, value, f"{place.title}: {ANSWER}:"))


def summarize(run: Run) -> dict[str, Any]:
    """Give the texts, the models, their words and the recommendation of a run as JSON."""
    results = run.results
    return {
        "texts": results.texts,
        "models": [*results.scores],
        "words": results.words,
        "recommendation": results.recommendation.model_dump(),
    }


def read_as(kind: type[R], value: object, where: str) -> R:
    """Check what another version of the project may have written."""
    try:
        return check(kind, value, where)
    except BakeoffError as error:
        fix = "another version of the project wrote it; name a commit with results of this one"
        raise BakeoffError(f"{error}; {fix}") from None
