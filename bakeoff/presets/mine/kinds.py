"""Tell the kind of the encoder in a folder by its files, and make its entry of `encode`."""

from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import MODEL
from bakeoff.core.trust import expect_recorded
from bakeoff.encoders.hub.module import find_module
from bakeoff.presets.combine import MINE, SAMPLE
from bakeoff.presets.encoders import path_of

# kind -> a ready-made encoder whose entry is the pattern
LIKE = {
    "static": "potion-base-8M",
    "onnx": "all-MiniLM-L6-v2",
    "hub": "universal-sentence-encoder",
}
GRAPH = "model.onnx"  # the usual one of several
FEW = 3  # tensors of a static model: vectors, weights and rows; a transformer has dozens


def find_kind(folder: Path) -> str:
    """Tell the kind of the encoder in a folder.

    Raises:
        BakeoffError: they fit no kind, or are those of a transformer not exported to ONNX.
    """
    from bakeoff.encoders.bilm.files import list_files

    matrices = _list(folder, "*.safetensors")
    if _module(folder):
        return "hub"
    if len(list_files(folder)) > 1:
        return "bilm"
    if matrices and _count_tensors(matrices[0]) <= FEW:
        return "static"
    if _list(folder, "*.onnx"):
        return "onnx"
    names = ", ".join(sorted(path.name for path in folder.iterdir())[:8]) or "no file"
    advice = "name another folder"
    if matrices:
        advice = "export the model to ONNX, such as by `optimum-cli export onnx`"
    raise BakeoffError(
        f"--encoder: expected a folder with *.onnx, {MODEL}, the *.safetensors of a static model, "
        f"or options.json and *.hdf5, got {folder} with {names:.200}; {advice}"
    )


def make_entry(kind: str, folder: Path) -> dict[str, Any]:
    """Make the entry of `encode` for a folder."""
    if kind == "bilm":
        entry = {"kind": kind, "symbols": read_yaml(SAMPLE)["encode"]["elmo"]["symbols"]}
        entry |= {"matmul": "float32", "dtype": "float32", "batch_tokens": 4096}
    else:
        (entry,) = read_yaml(path_of(LIKE[kind]))["encode"].values()
    if kind == "onnx":
        entry["file"] = _choose_graph(folder)
    return entry | {"input": str(folder)}


def advise(folder: Path) -> str:
    """Say what else a module needs, such as the user's trust; empty for other kinds."""
    module = _module(folder)
    if module is None:
        return ""
    guess = f"; its signature and outputs are guesses: see encode in {MINE}"
    try:
        expect_recorded(module)
    except BakeoffError as error:
        return f"{guess}; {error}"
    return guess


def _module(folder: Path) -> Path | None:
    """Find the module of TensorFlow Hub in a folder; None if it holds none."""
    module = find_module(folder)
    return module if (module / MODEL).is_file() else None


def _list(folder: Path, pattern: str) -> list[Path]:
    """List files at any depth, the least deep first."""
    found = (path for path in folder.rglob(pattern) if path.is_file())
    return sorted(found, key=lambda path: (len(path.parts), path))


def _count_tensors(path: Path) -> int:
    """Count the tensors that a file declares."""
    from bakeoff.encoders.static.matrix import read_header

    return len(read_header(path))


def _choose_graph(folder: Path) -> str | None:
    """Name the graph if there are several: the first that is called model.onnx."""
    graphs = [path.relative_to(folder) for path in _list(folder, "*.onnx")]
    if len(graphs) == 1:
        return None
    usual = [path for path in graphs if path.name == GRAPH]
    if len(usual) == 1 or Path(GRAPH) in usual:
        return GRAPH  # found at any depth
    raise BakeoffError(
        f"--encoder: expected one .onnx file, or one {GRAPH}, in {folder}, got "
        f"{', '.join(map(str, graphs)):.200}; name a folder that holds one of them"
    )
