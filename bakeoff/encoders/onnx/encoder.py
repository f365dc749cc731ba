"""Sentence encoders as ONNX graphs, such as all-MiniLM-L6-v2 and E5, with their tokenizers."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, StringConstraints

from bakeoff.core.settings import File
from bakeoff.encoders.base.interface import Encoder
from bakeoff.encoders.base.published import find_file
from bakeoff.encoders.base.sentences import SentenceEncoderSettings
from bakeoff.encoders.onnx.graph import read_graph
from bakeoff.encoders.onnx.pooling import Pool

GRAPH, ANY_GRAPH = "model.onnx", "*.onnx"
TOKENIZER = ("tokenizer.json", "*tokenizer.json")  # its name, or a pattern of one file
SCALING = "DynamicQuantize"  # such operators choose one scale for all numbers of a batch


def _name(value: object) -> object:
    if isinstance(value, str) and "/" in value:
        raise ValueError("expected the name of a file without its folder, such as model.onnx")
    return value


class Settings(SentenceEncoderSettings):
    """A graph with its tokenizer."""

    kind: Literal["onnx"]
    file: Annotated[
        File | None, BeforeValidator(_name)
    ]  # the graph; null: the only one of the folder
    pooling: Pool | None  # null: as the model says
    output: Annotated[str, StringConstraints(min_length=1)] | None  # of the graph; null: the usual


def load(settings: Settings, folder: Path) -> Encoder:
    """Load the graph and the tokenizer in a folder."""
    from bakeoff.encoders.base.tokenizer import load_tokenizer, vocabulary_size
    from bakeoff.encoders.onnx.description import Description
    from bakeoff.encoders.onnx.frozen import OnnxEncoder
    from bakeoff.encoders.onnx.session import TEXT, TOKENS, Session
    from bakeoff.encoders.onnx.splitting import Splitter

    path = find_file(folder, *TOKENIZER)
    described = Description(folder, path)
    pool, graph_path = settings.pooling or described.pool(), _graph(folder, settings.file)
    graph, tokenizer = read_graph(graph_path), load_tokenizer(path)
    tokens = vocabulary_size(tokenizer)
    dimensions = TEXT if pool == "output" else TOKENS
    max_tokens = described.max_tokens(settings.max_tokens)
    return OnnxEncoder(
        Session(graph_path, output=settings.output, dimensions=dimensions),
        Splitter(tokenizer, path, prefix=settings.prefix, max_tokens=max_tokens),
        pool=pool,
        normalize=described.normalizes() if settings.normalize is None else settings.normalize,
        padding=described.padding(),
        tokens=tokens,
        alone=any(name.startswith(SCALING) for name in graph.operators),
    )


def files(settings: Settings, folder: Path) -> list[Path]:
    """List the graph, its files of tensors, the tokenizer and the files of settings."""
    from bakeoff.encoders.onnx.description import READ

    graph = _graph(folder, settings.file)
    described = [folder / name for name in READ if (folder / name).is_file()]
    return [graph, *read_graph(graph).beside, find_file(folder, *TOKENIZER), *described]


def _graph(folder: Path, name: str | None) -> Path:
    return find_file(folder, name or GRAPH, name or ANY_GRAPH)
