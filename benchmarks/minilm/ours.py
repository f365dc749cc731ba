"""This project's encoder: what `encode` runs, without the pipeline around it."""

import os
from pathlib import Path

from bakeoff.core.runtime import limit_threads
from bakeoff.encoders.base.features import encode_to_files
from bakeoff.encoders.base.loading import check_entry, describe, load_encoder
from benchmarks.static.side import run_side


def encode(folder: Path, texts: list[str], out: Path) -> None:
    """Encode texts to a file, as the stage does."""
    limit_threads(1)
    tokens = int(os.environ.get("MINILM_TOKENS", "0")) or None
    entry = {"kind": "onnx", "input": str(folder), "prefix": "", "max_tokens": tokens}
    unset = dict.fromkeys(("file", "pooling", "output", "normalize"))
    settings = check_entry("ours", {**entry, **unset, "dtype": "float32", "batch_tokens": 4096})
    encoder = load_encoder(settings, folder)
    encode_to_files(encoder, describe(settings, folder, encoder), texts, out.parent, out.stem)


if __name__ == "__main__":
    run_side(encode)
