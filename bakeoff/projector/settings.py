"""The settings of what the projector and the report's maps show."""

from typing import Annotated

from pydantic import Field, StrictInt

from bakeoff.core.settings import Count, Section


class Project(Section):
    """One embedding in the projector and as flat maps."""

    input: str  # a matrix (.npz), which gives words; or the folder of features, which gives texts
    points: Count  # the most points of a map: the most frequent words, or the first texts
    neighbours: Count  # listed per point
    perplexity: Annotated[float, Field(strict=True, ge=1)]  # t-SNE's: neighbours per point
    iterations: Annotated[StrictInt, Field(ge=250)]  # of t-SNE; 250 exaggerate attraction
