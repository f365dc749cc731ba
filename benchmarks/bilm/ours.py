"""This project's encoder: what `encode` runs, without the pipeline around it."""

import os
import tempfile
from pathlib import Path

import numpy as np

from bakeoff.runtime import limit_threads, set_up_tensorflow
from benchmarks.bilm.weights import Floats, run_side

BATCH_TOKENS = 32_768


def encode(folder: Path, texts: list[list[str]], threads: int) -> Floats:
    """Encode texts with our own biLM; BILM_MATMUL=bfloat16 takes its products in that type."""
    limit_threads(threads)
    set_up_tensorflow(threads, onednn=True)
    from bakeoff.elmo.encoders import describe, load_encoder
    from bakeoff.elmo.features import encode_to_files
    from bakeoff.params.encoders import OwnBilm

    settings = OwnBilm.model_validate(
        {
            **{"kind": "bilm", "input": str(folder), "symbols": None, "keep": "means"},
            **{"dtype": "float32", "batch_tokens": BATCH_TOKENS},
            "matmul": os.environ.get("BILM_MATMUL", "float32"),
        }
    )
    encoder = load_encoder(settings, folder)
    recipe = describe(settings, folder, layers=encoder.layers, width=encoder.width)
    with tempfile.TemporaryDirectory() as place:
        encode_to_files(encoder, recipe, [" ".join(text) for text in texts], Path(place), "texts")
        means: Floats = np.load(Path(place) / "texts.npy", mmap_mode="r", allow_pickle=False)
        return means


if __name__ == "__main__":
    run_side(encode)
