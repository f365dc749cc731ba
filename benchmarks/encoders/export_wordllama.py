"""The model that both sides run; made in a process of its own, so that the others start small."""

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from model2vec import StaticModel  # type: ignore[import-not-found]  # no dependency here
from safetensors.numpy import load_file
from tokenizers import Tokenizer


def write_model(folder: Path) -> None:
    """Write WordLlama's matrix and tokenizer in model2vec's own format."""
    spec = find_spec("wordllama")  # importing it would log
    package = Path(str(spec and spec.origin)).parent
    (matrix,), (tokenizer,) = package.glob("weights/*_256.*"), package.glob("tokenizers/*.json")
    vectors = load_file(matrix)["embedding.weight"].astype(np.float32)
    model = StaticModel(vectors, Tokenizer.from_file(str(tokenizer)), normalize=True)
    model.save_pretrained(folder)


if __name__ == "__main__":
    write_model(Path(sys.argv[1]))
