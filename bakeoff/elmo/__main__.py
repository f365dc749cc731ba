"""Pretrain a biLM on a text file, run one over a file of texts, export one; trust a module."""

import logging
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from bakeoff.elmo.options import Options, read_options
from bakeoff.elmo.trust import record_module, record_path
from bakeoff.errors import BakeoffError
from bakeoff.params.encoders import Encode, Hub, OwnBilm
from bakeoff.params.pretraining import Pretraining
from bakeoff.paths import MODULE
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.stage import run_commands

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
Out = Annotated[  # resolved, because the name of a folder beside it is made of its name
    Path,
    typer.Option("-o", "--out", file_okay=False, resolve_path=True, help="folder of the result"),
]
Threads = Annotated[int, typer.Option(min=1, help="CPU threads")]


class Optimizer(StrEnum):
    """Those that pretraining knows."""

    adagrad = "adagrad"
    adam = "adam"


class Matmul(StrEnum):
    """Types of matrix products."""

    float32 = "float32"
    bfloat16 = "bfloat16"


@app.command()
def pretrain(
    text: Annotated[Path, typer.Argument(help="one sentence a line; plain or gzipped")],
    out: Out,
    options: Annotated[
        Path | None, typer.Option(help="an options.json; else the smallest published sizes")
    ] = None,
    epochs: Annotated[int, typer.Option(min=1)] = 10,
    optimizer: Optimizer = Optimizer.adagrad,
    learning_rate: Annotated[float, typer.Option(help="bilm-tf's is 0.2, with Adagrad")] = 0.2,
    batch_tokens: Annotated[int, typer.Option(min=1)] = 4096,
    max_words: Annotated[int, typer.Option(min=1, help="classes of the softmax")] = 800_000,
    samples: Annotated[int, typer.Option(min=0, help="drawn a batch; 0: all words")] = 8192,
    held_out: Annotated[float, typer.Option(min=0, max=0.5, help="share of sentences")] = 0.01,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    threads: Threads = 2,
) -> None:
    """Pretrain a biLM; a run that was killed goes on from its last checkpoint."""
    settings = Pretraining(
        options=read_options(options) if options else Options.model_validate(SMALL),
        max_words=max_words,
        samples=samples or None,
        optimizer=optimizer.value,
        learning_rate=learning_rate,
        schedule="constant",
        clip_norm=10.0,
        batch_tokens=batch_tokens,
        max_tokens=500,
        epochs=epochs,
        held_out=held_out,
        seed=seed,
    )
    limit_threads(threads)
    set_up_tensorflow(threads, onednn=True)
    from bakeoff.elmo.corpus import read_sentences
    from bakeoff.elmo.exports import pretrain_and_export

    pretrain_and_export(read_sentences(text), out, settings, name=text.name)
    logging.info("%s: options.json, weights.hdf5, module/ and perplexity.csv", out)


@app.command()
def encode(
    encoder: Annotated[Path, typer.Argument(help="a folder: a biLM's two files, or a module")],
    texts: Annotated[Path, typer.Argument(help="one text a line, UTF-8")],
    out: Out,
    symbols: Annotated[
        str | None, typer.Option(help="regular expression of tokens of their own, in a (group)")
    ] = None,
    signature: Annotated[str, typer.Option(help="of a module")] = "tokens",
    outputs: Annotated[str, typer.Option(help="of a module, with commas between")] = (
        "word_emb,lstm_outputs1,lstm_outputs2"
    ),
    tokens: Annotated[bool, typer.Option("--tokens", help="keep every token's layers too")] = False,
    matmul: Matmul = Matmul.float32,
    batch_tokens: Annotated[int, typer.Option(min=1)] = 8192,
    threads: Threads = 2,
) -> None:
    """Write the layers of texts: OUT/texts.npy (texts, layers, width), float32."""
    common = {
        **{"input": str(encoder), "symbols": symbols, "dtype": "float32"},
        **{"keep": "tokens" if tokens else "means", "batch_tokens": batch_tokens},
    }
    settings: Encode
    if list(encoder.glob("*weights.hdf5")):
        settings = OwnBilm.model_validate({**common, "kind": "bilm", "matmul": matmul.value})
    else:
        named = {"signature": signature, "outputs": outputs.split(",")}
        settings = Hub.model_validate({**common, "kind": "hub", **named})
    try:
        lines = texts.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BakeoffError(f"{texts}: expected a text file in UTF-8; {error}") from None
    limit_threads(threads)
    set_up_tensorflow(threads, onednn=True)
    from bakeoff.elmo.encoders import describe, load_encoder
    from bakeoff.elmo.features import encode_to_files

    loaded = load_encoder(settings, encoder)
    recipe = describe(settings, encoder, layers=loaded.layers, width=loaded.width)
    encode_to_files(loaded, recipe, lines, out, "texts")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="a biLM's two files in it")],
) -> None:
    """Write FOLDER/module, a SavedModel with the signatures of ELMo on TF-Hub."""
    set_up_tensorflow(1, onednn=True)
    from bakeoff.elmo.saved_model import save_module
    from bakeoff.elmo.weights import load_bilm

    save_module(folder / MODULE, load_bilm(folder))
    logging.info("%s: written", folder / MODULE)


@app.command()
def trust(
    module: Annotated[Path, typer.Argument(help="its folder, saved_model.pb in it")],
) -> None:
    """Record a module of yours, MODULE.sha256 beside it: what is not recorded is not run."""
    record_module(module)
    logging.info("%s: recorded", record_path(module))


def main() -> None:
    """Run a command; an option that is out of its bounds is one line, too."""
    try:
        run_commands(app)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][-1]).replace("_", "-")
        sys.exit(f"error: --{name}: {first['msg']}; got {first['input']!r:.60}")


if __name__ == "__main__":
    main()
