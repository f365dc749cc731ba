"""model2vec's own `encode`, as its documentation has it."""

from pathlib import Path

import numpy as np
from model2vec import StaticModel  # type: ignore[import-not-found]  # no dependency here

from benchmarks.encoders.process import run_side


def encode(folder: Path, texts: list[str], out: Path) -> None:
    """Encode texts, and save the vectors."""
    np.save(out, StaticModel.from_pretrained(folder).encode(texts))


if __name__ == "__main__":
    run_side(encode)
