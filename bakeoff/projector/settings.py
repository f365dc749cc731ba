"""The settings of what the projector and the report's maps show."""

from typing import Annotated

from pydantic import Field, StrictInt

from bakeoff.core.settings import Count, Section


class Project(Section):
    """One embedding in the projector and as flat maps.

    Attributes:
        input: a matrix (.npz), of which words are shown; or the folder of an encoder's features, of
            which texts are shown.
        points: the most points of a map: the most frequent words, or the first texts.
        neighbours: how many neighbours of each point are listed.
        perplexity: of t-SNE, about how many neighbours a point has.
        iterations: of t-SNE; the first 250 exaggerate attraction.
    """

    input: str
    points: Count
    neighbours: Count
    perplexity: Annotated[float, Field(strict=True, ge=1)]
    iterations: Annotated[StrictInt, Field(ge=250)]
