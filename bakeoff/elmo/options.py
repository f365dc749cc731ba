"""The options of a biLM: options.json, as bilm-tf and AllenNLP publish it."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    model_validator,
)

from bakeoff.errors import BakeoffError

Count = Annotated[StrictInt, Field(ge=1)]
Clip = Annotated[float, Field(gt=0, allow_inf_nan=False)] | None
Filter = tuple[Count, Count]  # characters wide, how many


class CharacterVectors(BaseModel):
    """The table of character vectors."""

    model_config = ConfigDict(frozen=True)
    dim: Count


class CharCnn(BaseModel):
    """From the characters of a word to its vector."""

    model_config = ConfigDict(frozen=True)
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


class Lstm(BaseModel):
    """The layers of each direction."""

    model_config = ConfigDict(frozen=True)
    dim: Count
    projection_dim: Count
    n_layers: Count = 1
    cell_clip: Clip = None
    proj_clip: Clip = None
    use_skip_connections: StrictBool = False


class Options(BaseModel):
    """What options.json says of a biLM; keys that only training reads are left alone.

    Attributes:
        char_cnn: from characters to a word's vector.
        lstm: the layers of each direction.
    """

    model_config = ConfigDict(frozen=True)
    char_cnn: CharCnn
    lstm: Lstm

    @property
    def layers(self) -> int:
        """How many layers a token has: the word's own, and one for each LSTM layer."""
        return self.lstm.n_layers + 1

    @property
    def width(self) -> int:
        """Numbers a layer: forward and backward."""
        return 2 * self.lstm.projection_dim

    def as_json(self) -> dict[str, Any]:
        """Give what options.json holds."""
        return self.model_dump(mode="json")


def read_options(path: Path) -> Options:
    """Read options.json.

    Raises:
        BakeoffError: it is not there, no JSON, or a key is missing or wrong.
    """
    try:
        return Options.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise BakeoffError(f"{path}: not found; a biLM is options.json and weights.hdf5") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(map(str, first["loc"])) or "the file"
        raise BakeoffError(
            f"{path}: {key}: {first['msg']}; got {first['input']!r:.60}; "
            "expected options.json as bilm-tf writes it"
        ) from None
