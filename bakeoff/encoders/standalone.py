"""Pretrain a biLM and encode a file of texts, without the pipeline."""

import logging
from pathlib import Path
from typing import Any

from bakeoff.core.files import read_text
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime, check
from bakeoff.encoders.bilm.files import list_files, open_bilm
from bakeoff.encoders.bilm.options import read_options
from bakeoff.encoders.bilm.settings import Pretraining

BYTE_ORDER_MARK = "\ufeff"
# The sizes of the smallest published biLM, 2x1024_128_2048cnn_1xhighway.
FILTERS = [(1, 32), (2, 32), (3, 64), (4, 128), (5, 256), (6, 512), (7, 1024)]
SMALL = {
    "char_cnn": {"embedding": {"dim": 16}, "filters": FILTERS, "n_highway": 1},
    "lstm": {
        **{"dim": 1024, "projection_dim": 128, "n_layers": 2},
        **{"cell_clip": 3.0, "proj_clip": 3.0, "use_skip_connections": True},
    },
}


def pretrain_on(
    text: Path, out: Path, options: Path | None, settings: dict[str, Any], threads: int
) -> None:
    """Pretrain a biLM on a text; a run that was killed resumes from its last checkpoint.

    Args:
        text: one sentence per line.
        out: the folder of the result.
        options: an options.json; None: the smallest published sizes.
        settings: the other keys of `Pretraining`.
        threads: of the CPU.
    """
    sizes = read_options(options).as_json() if options else SMALL
    pretraining = check(Pretraining, {"options": sizes, **settings}, "pretrain:")
    set_up(TensorFlowRuntime(threads=threads, onednn=True))
    from bakeoff.encoders.bilm.corpus import read_sentences
    from bakeoff.encoders.bilm.exports import pretrain_and_export

    pretrain_and_export(read_sentences(text), out, pretraining, name=text.name)
    logging.info("%s: options.json, weights.hdf5, module/ and perplexity.csv", out)


def encode_file(encoder: Path, texts: Path, out: Path, entry: dict[str, Any], threads: int) -> None:
    """Write the layers of texts: OUT/texts.npy (texts, layers, width), float32.

    Args:
        encoder: a folder: a biLM's two files, or a module.
        texts: one per line.
        out: the folder of the result.
        entry: how to encode, as an entry of `encode`, with the keys of both kinds.
        threads: of the CPU.
    """
    from bakeoff.encoders.base.features import encode_to_files
    from bakeoff.encoders.base.loading import describe, load_encoder, load_kind

    kind = "bilm" if list_files(encoder) else "hub"
    of_other = {"bilm": ("signature", "outputs"), "hub": ("matmul",)}[kind]
    own = {key: value for key, value in entry.items() if key not in of_other}
    own |= {"kind": kind, "input": str(encoder), "dtype": "float32"}
    settings = check(load_kind(kind).Settings, own, "encode:")
    lines = read_text(texts).removeprefix(BYTE_ORDER_MARK).removesuffix("\n").split("\n")
    if kind == "bilm":
        with open_bilm(encoder):  # refused before TensorFlow is loaded, which takes seconds
            pass
    set_up(TensorFlowRuntime(threads=threads, onednn=True))
    loaded = load_encoder(settings, encoder)
    recipe = describe(settings, encoder, loaded)
    encode_to_files(loaded, recipe, lines, out, "texts")
