"""This project's encoder: what `encode` runs, without the pipeline around it."""

import os
from pathlib import Path

from bakeoff.core.runtime import limit_threads
from bakeoff.encoders.base.features import encode_to_files
from bakeoff.encoders.base.loading import check_entry, describe, load_encoder
from benchmarks.encoders.process import run_side

UNSET = {"static": ["normalize"], "onnx": ["file", "pooling", "output", "normalize"]}


def encode(folder: Path, texts: list[str], out: Path) -> None:
    """Encode texts to a file, as the stage does; $KIND is the encoder's, $TOKENS its limit."""
    limit_threads(1)
    kind, tokens = os.environ["KIND"], int(os.environ["TOKENS"]) or None
    entry = {"kind": kind, "input": str(folder), "prefix": "", "max_tokens": tokens}
    rest = {**dict.fromkeys(UNSET[kind]), "dtype": "float32", "batch_tokens": 4096}
    settings = check_entry("ours", {**entry, **rest})
    encoder = load_encoder(settings, folder)
    encode_to_files(encoder, describe(settings, folder, encoder), texts, out.parent, out.stem)


if __name__ == "__main__":
    run_side(encode)
