"""The options of a biLM: options.json, as bilm-tf, AllenNLP and NLPL publish it."""

import math
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, model_validator

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.settings import Count, Section, check

Clip = Annotated[float, Field(strict=True, gt=0)] | None
Filter = tuple[Count, Count]  # width in characters, number of filters
CHARACTERS = 261  # 256 bytes and 5 marks
MOST = 100  # layers of a kind; each has tensors of its own
MOST_CHARACTERS = 1000  # of a word
MOST_WEIGHTS = 10**9  # ten times those of the largest published biLM
MOST_BYTES = 1 << 20  # of options.json


def _none_is_zero(value: object) -> object:
    return 0 if value is None else value


class Part(Section):
    """A mapping of options.json; its other keys matter for training only."""

    model_config = ConfigDict(extra="ignore")


class CharacterVectors(Part):
    """The table of character vectors."""

    dim: Count


class CharCnn(Part):
    """From the characters of a word to its vector."""

    embedding: CharacterVectors
    filters: Annotated[list[Filter], Field(min_length=1, max_length=MOST)]
    n_highway: Annotated[StrictInt, BeforeValidator(_none_is_zero), Field(ge=0, le=MOST)] = 0
    n_characters: Literal[261, 262] = 262  # 261 while bilm-tf trains: without the padding's
    max_characters_per_token: Annotated[StrictInt, Field(ge=3, le=MOST_CHARACTERS)] = 50
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
    n_layers: Annotated[StrictInt, Field(ge=1, le=MOST)] = 1
    cell_clip: Clip = None
    proj_clip: Clip = None
    use_skip_connections: StrictBool = False


class Options(Part):
    """The keys of options.json that decide what a biLM computes."""

    char_cnn: CharCnn
    lstm: Lstm

    @model_validator(mode="after")
    def _weights_fit_into_memory(self) -> Self:
        count = sum(map(math.prod, self.tensors().values()))
        if count > MOST_WEIGHTS:
            raise ValueError(
                f"expected at most {MOST_WEIGHTS} weights, got sizes that make {count}"
            )
        return self

    @property
    def layers(self) -> int:
        """Layers per token: the word's own, and each LSTM layer."""
        return self.lstm.n_layers + 1

    @property
    def width(self) -> int:
        """Numbers per layer: forward and backward."""
        return 2 * self.lstm.projection_dim

    def tensors(self) -> dict[str, tuple[int, ...]]:
        """Give the shape of every tensor of the weights' file, by its name there."""
        cnn, outputs, cells = self.char_cnn, self.lstm.projection_dim, self.lstm.dim
        shapes: dict[str, tuple[int, ...]] = {"char_embed": (CHARACTERS, cnn.embedding.dim)}
        for number, (width, count) in enumerate(cnn.filters):
            shapes[f"CNN/W_cnn_{number}"] = (1, width, cnn.embedding.dim, count)
            shapes[f"CNN/b_cnn_{number}"] = (count,)
        total = sum(count for _, count in cnn.filters)
        for number in range(cnn.n_highway):
            for gate in ("carry", "transform"):
                shapes[f"CNN_high_{number}/W_{gate}"] = (total, total)
                shapes[f"CNN_high_{number}/b_{gate}"] = (total,)
        if total != outputs:
            shapes |= {"CNN_proj/W_proj": (total, outputs), "CNN_proj/b_proj": (outputs,)}
        for direction, number in product(range(2), range(self.lstm.n_layers)):
            cell = f"RNN_{direction}/RNN/MultiRNNCell/Cell{number}/LSTMCell"
            shapes |= {f"{cell}/W_0": (2 * outputs, 4 * cells), f"{cell}/B": (4 * cells,)}
            if cells != outputs:
                shapes[f"{cell}/W_P_0"] = (cells, outputs)
        return shapes

    def as_json(self) -> dict[str, Any]:
        """Give the content of options.json."""
        return self.model_dump(mode="json")


def read_options(path: Path) -> Options:
    """Read and check options.json."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES} bytes")
        value = read_json(path)
    except FileNotFoundError:
        raise BakeoffError(f"{path}: not found; a biLM is options.json and weights.hdf5") from None
    except (ValueError, RecursionError) as error:  # not JSON, or not UTF-8
        raise BakeoffError(
            f"{path}: expected JSON as bilm-tf writes it, got something else ({error})"
        ) from None
    return check(Options, value, f"{path}:")
