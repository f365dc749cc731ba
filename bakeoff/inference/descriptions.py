"""What files say of models: model.json, and metrics/leaderboard.json and answer.json."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from bakeoff.core.settings import Name
from bakeoff.core.tokens import Text

Threshold = Annotated[float, Field(ge=0, le=1)] | None


def _expect_different(classes: list[str]) -> list[str]:
    if len({*classes}) < len(classes):
        raise ValueError("expected different names")
    return classes


class Description(BaseModel):
    """What model.json says, as far as it is read here."""

    name: str
    classes: Annotated[list[str], Field(min_length=2), AfterValidator(_expect_different)]
    threshold: Threshold = None  # of an exported model
    members: list[Name] = []  # of an exported ensemble: subfolders
    files: list[str] | None = None  # of an export: all that it wrote
    text: Text | None = None  # the token rule


class LeaderboardEntry(BaseModel):
    """What the leaderboard says of a model, as far as it is read here."""

    members: list[Name] = []  # of an ensemble or a choice
    chosen: dict[Name, int] = {}  # in how many rounds a choice took each
    threshold: Threshold = None


class Board(BaseModel):
    """metrics/leaderboard.json."""

    models: dict[str, LeaderboardEntry]


class Recommendation(BaseModel):
    """The recommended model."""

    model: str


class Answer(BaseModel):
    """metrics/answer.json."""

    recommendation: Recommendation
