"""Find the operators and files that an ONNX graph needs, before the runtime loads it.

The numbers of the fields are those of onnx.proto (https://github.com/onnx/onnx).
"""

from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.published import expect_content
from bakeoff.encoders.onnx.wire import DamagedError, Span, read_fields

# message -> number of a field -> the message in it: all places that hold nodes or tensors
PARTS = {
    "model": {7: "graph", 20: "training", 25: "function"},
    "training": {1: "graph", 2: "graph"},
    "function": {7: "node", 11: "attribute"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
    "tensor": {13: "entry"},  # of external data
}
OPERATOR, DOMAIN = 4, 7  # of a node
NAME, FUNCTION_DOMAIN = 1, 10  # of a function
KEY, VALUE = 1, 2  # of an entry
TEXTS = {
    "node": (OPERATOR, DOMAIN),
    "function": (NAME, FUNCTION_DOMAIN),
    "entry": (KEY, VALUE),
}
BUILT_IN = ("", "ai.onnx", "ai.onnx.ml", "com.microsoft")  # domains that need no other library
MOST_FIELDS = 2**21  # published graphs have some 10**5
WHAT = "an ONNX model"


class Graph(NamedTuple):
    """What a graph needs.

    Attributes:
        operators: names of the operators.
        beside: its files of tensors.
    """

    operators: frozenset[str]
    beside: list[Path]


def read_graph(path: Path) -> Graph:
    """Read what a graph needs, and refuse a graph that may not be run.

    Raises:
        BakeoffError: the file is no ONNX model or not whole, it needs operators of another library,
            or tensors in files that are absent or outside its folder.
    """
    expect_content(path, WHAT)
    operators: set[tuple[str, str]] = set()
    functions: set[tuple[str, str]] = set()
    locations: set[str] = set()
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            for kind, texts in _read_messages(data):
                if kind == "node":
                    operators.add((_last(texts[DOMAIN]), _last(texts[OPERATOR])))
                elif kind == "function":
                    functions.add((_last(texts[FUNCTION_DOMAIN]), _last(texts[NAME])))
                elif "location" in texts[KEY]:
                    locations |= {*texts[VALUE]}
    except ValueError as error:  # mmap's, for an empty file, among them
        raise BakeoffError(
            f"{path}: expected {WHAT}, got a file that is cut or something else ({error!s:.100}); "
            "fetch it again"
        ) from None
    _expect_built_in(operators - functions, path)
    beside = [_beside(path, location) for location in sorted(locations)]
    return Graph(frozenset(name for _, name in operators), beside)


def _read_messages(data: mmap) -> Iterator[tuple[str, dict[int, list[str]]]]:
    """Yield the kind and the texts of every node, function and entry, at any depth."""
    left, waiting = MOST_FIELDS, [("model", Span(0, len(data)))]
    while waiting:
        kind, span = waiting.pop()
        texts: dict[int, list[str]] = {number: [] for number in TEXTS.get(kind, ())}
        for number, value in read_fields(data, span):
            left -= 1
            if number in PARTS.get(kind, ()):
                waiting.append((PARTS[kind][number], _as_span(value)))
            elif number in texts:
                texts[number].append(data[slice(*_as_span(value))].decode("utf-8"))
            if not left:
                raise DamagedError(f"more than {MOST_FIELDS} fields")
        if texts:
            yield kind, texts


def _as_span(value: int | Span) -> Span:
    if isinstance(value, int):
        raise DamagedError("a number where a message belongs")
    return value


def _last(texts: list[str]) -> str:
    """Give the value of a field that may be repeated: the last one counts."""
    return texts[-1] if texts else ""


def _expect_built_in(operators: set[tuple[str, str]], path: Path) -> None:
    """Refuse operators that only another library provides."""
    custom = sorted(f"{domain}.{name}" for domain, name in operators if domain not in BUILT_IN)
    if custom:
        raise BakeoffError(
            f"{path}: expected operators that ONNX Runtime has, got {', '.join(custom):.200}; "
            "these need another library, which is not loaded: take another export of the model"
        )


def _beside(path: Path, location: str) -> Path:
    """Find the file of a location, which must be inside the folder of the graph."""
    paths = PurePosixPath(location), PureWindowsPath(location)
    if "*" in location or any(each.anchor or ".." in each.parts for each in paths):
        raise BakeoffError(
            f"{path}: expected tensors in files beside it, got {location!r:.100}, which is outside "
            "its folder and is not read; take another export of the model"
        )
    file = path.parent / location
    if not file.is_file():
        raise BakeoffError(
            f"{path}: expected its tensors in {file.name!r:.100} beside it, got no such file; "
            "fetch that one as well"
        )
    return file
