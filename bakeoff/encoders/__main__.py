"""Commands around the pipeline: pretrain a biLM, encode a file of texts, export, trust a module."""

import logging
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bakeoff.core.commands import run_commands
from bakeoff.core.files import read_text
from bakeoff.core.paths import MODULE
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime, check
from bakeoff.core.trust import record_module, record_path
from bakeoff.encoders.bilm.module_export import export_module
from bakeoff.encoders.bilm.options import read_options
from bakeoff.encoders.bilm.settings import Pretraining

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

# The sizes of the smallest published biLM, 2x1024_128_2048cnn_1xhighway.
FILTERS = [(1, 32), (2, 32), (3, 64), (4, 128), (5, 256), (6, 512), (7, 1024)]
SMALL = {
    "char_cnn": {"embedding": {"dim": 16}, "filters": FILTERS, "n_highway": 1},
    "lstm": {
        **{"dim": 1024, "projection_dim": 128, "n_layers": 2},
        **{"cell_clip": 3.0, "proj_clip": 3.0, "use_skip_connections": True},
    },
}
Out = Annotated[  # resolved, because the name of a folder beside it is derived from its name
    Path,
    typer.Option("-o", "--out", file_okay=False, resolve_path=True, help="folder of the result"),
]
Threads = Annotated[int, typer.Option(min=1, help="CPU threads")]


@app.command()
def pretrain(
    text: Annotated[Path, typer.Argument(help="one sentence per line; plain or gzipped")],
    out: Out,
    options: Annotated[
        Path | None, typer.Option(help="an options.json; default: the smallest published sizes")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1)] = 10,
    optimizer: Literal["adagrad", "adam"] = "adagrad",
    learning_rate: Annotated[float, typer.Option(help="bilm-tf's is 0.2, with Adagrad")] = 0.2,
    batch_tokens: Annotated[int, typer.Option(min=1)] = 4096,
    max_words: Annotated[int, typer.Option(min=1, help="classes of the softmax")] = 800_000,
    samples: Annotated[int, typer.Option(min=0, help="drawn per batch; 0: all words")] = 8192,
    held_out: Annotated[float, typer.Option(min=0, max=0.5, help="share of sentences")] = 0.01,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    threads: Threads = 2,
) -> None:
    """Pretrain a biLM; a run that was killed resumes from its last checkpoint."""
    settings = {
        "options": read_options(options).as_json() if options else SMALL,
        **{"max_words": max_words, "samples": samples or None, "optimizer": optimizer},
        **{"learning_rate": learning_rate, "schedule": "constant", "clip_norm": 10.0},
        **{"batch_tokens": batch_tokens, "max_tokens": 500, "epochs": epochs},
        **{"held_out": held_out, "seed": seed},
    }
    pretraining = check(Pretraining, settings, "pretrain:")
    set_up(TensorFlowRuntime(threads=threads, onednn=True))
    from bakeoff.encoders.bilm.corpus import read_sentences
    from bakeoff.encoders.bilm.exports import pretrain_and_export

    pretrain_and_export(read_sentences(text), out, pretraining, name=text.name)
    logging.info("%s: options.json, weights.hdf5, module/ and perplexity.csv", out)


@app.command()
def encode(
    encoder: Annotated[Path, typer.Argument(help="a folder: a biLM's two files, or a module")],
    texts: Annotated[Path, typer.Argument(help="one text per line, UTF-8")],
    out: Out,
    symbols: Annotated[
        str | None, typer.Option(help="regular expression of tokens of their own, in a (group)")
    ] = None,
    signature: Annotated[str, typer.Option(help="of a module")] = "tokens",
    outputs: Annotated[str, typer.Option(help="of a module, separated by commas")] = (
        "word_emb,lstm_outputs1,lstm_outputs2"
    ),
    matmul: Literal["float32", "bfloat16"] = "float32",
    batch_tokens: Annotated[int, typer.Option(min=1)] = 8192,
    threads: Threads = 2,
) -> None:
    """Write the layers of texts: OUT/texts.npy (texts, layers, width), float32."""
    from bakeoff.encoders.base.features import encode_to_files
    from bakeoff.encoders.base.loading import describe, load_encoder, load_kind

    entry: dict[str, Any] = {"input": str(encoder), "symbols": symbols, "dtype": "float32"}
    entry["batch_tokens"] = batch_tokens
    if list(encoder.glob("*weights.hdf5")):
        entry |= {"kind": "bilm", "matmul": matmul}
    else:
        entry |= {"kind": "hub", "signature": signature, "outputs": outputs.split(",")}
    settings = check(load_kind(entry["kind"]).Settings, entry, "encode:")
    lines = read_text(texts).removesuffix("\n").split("\n")
    set_up(TensorFlowRuntime(threads=threads, onednn=True))
    loaded = load_encoder(settings, encoder)
    recipe = describe(settings, encoder, loaded)
    encode_to_files(loaded, recipe, lines, out, "texts")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="of a biLM's two files")],
) -> None:
    """Write FOLDER/module, a SavedModel with the signatures of ELMo on TF-Hub."""
    export_module(folder)
    logging.info("%s: written", folder / MODULE)


@app.command()
def trust(
    module: Annotated[Path, typer.Argument(help="its folder, with saved_model.pb")],
) -> None:
    """Record a module as one that you trust, in MODULE.sha256: no other module is run."""
    record_module(module)
    logging.info("%s: recorded", record_path(module))


if __name__ == "__main__":
    run_commands(app)
