"""This project's encoder: what `encode` runs, without the pipeline around it."""

import os
import tempfile
from pathlib import Path

import numpy as np

from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from benchmarks.bilm.weights import Floats, run_side

BATCH_TOKENS = 4096


def encode(folder: Path, texts: list[list[str]], threads: int) -> Floats:
    """Encode texts with our own biLM; BILM_MATMUL=bfloat16 takes its products in that type."""
    set_up(TensorFlowRuntime(threads=threads, onednn=True))
    from bakeoff.encoders.base.features import encode_to_files
    from bakeoff.encoders.base.loading import check_entry, describe, load_encoder

    matmul = os.environ.get("BILM_MATMUL", "float32")
    entry = {"kind": "bilm", "input": str(folder), "symbols": None, "matmul": matmul}
    settings = check_entry("ours", {**entry, "dtype": "float32", "batch_tokens": BATCH_TOKENS})
    encoder = load_encoder(settings, folder)
    recipe = describe(settings, folder, encoder)
    with tempfile.TemporaryDirectory() as place:
        encode_to_files(encoder, recipe, [" ".join(text) for text in texts], Path(place), "texts")
        means: Floats = np.load(Path(place) / "texts.npy", mmap_mode="r", allow_pickle=False)
        return means


if __name__ == "__main__":
    run_side(encode)
