"""The options of a biLM: options.json, as bilm-tf and AllenNLP publish it."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, StrictInt, model_validator

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.settings import Count, Section, check

Clip = Annotated[float, Field(strict=True, gt=0)] | None
Filter = tuple[Count, Count]  # width in characters, number of filters


class Part(Section):
    """A mapping of options.json; its other keys matter for training only."""

    model_config = ConfigDict(extra="ignore")


class CharacterVectors(Part):
    """The table of character vectors."""

    dim: Count


class CharCnn(Part):
    """From the characters of a word to its vector."""

    embedding: CharacterVectors
    filters: Annotated[list[Filter], Field(min_length=1)]
    n_highway: Annotated[StrictInt, Field(ge=0)] = 0
    n_characters: Literal[261, 262] = 262  # 261 while bilm-tf trains: without the padding's
    max_characters_per_token: Annotated[StrictInt, Field(ge=3)] = 50
    activation: Literal["relu", "tanh"] = "relu"

    @model_validator(mode="after")
    def _filters_fit_into_a_word(self) -> Self:
        widest, length = max(self.filters)[0], self.max_characters_per_token
        if widest > length:
            raise ValueError(f"a filter is {widest} wide, max_characters_per_token is {length}")
        return self


class Lstm(Part):
    """The layers of each direction."""

    dim: Count
    projection_dim: Count
    n_layers: Count = 1
    cell_clip: Clip = None
    proj_clip: Clip = None
    use_skip_connections: StrictBool = False


class Options(Part):
    """The keys of options.json that decide what a biLM computes."""

    char_cnn: CharCnn
    lstm: Lstm

    @property
    def layers(self) -> int:
        """Layers per token: the word's own, and each LSTM layer."""
        return self.lstm.n_layers + 1

    @property
    def width(self) -> int:
        """Numbers per layer: forward and backward."""
        return 2 * self.lstm.projection_dim

    def as_json(self) -> dict[str, Any]:
        """Give the content of options.json."""
        return self.model_dump(mode="json")


def read_options(path: Path) -> Options:
    """Read and check options.json."""
    try:
        value = read_json(path)
    except FileNotFoundError:
        raise BakeoffError(f"{path}: not found; a biLM is options.json and weights.hdf5") from None
    except ValueError as error:  # not JSON, or not UTF-8
        raise BakeoffError(
            f"{path}: expected JSON as bilm-tf writes it, got something else ({error})"
        ) from None
    return check(Options, value, f"{path}:")
