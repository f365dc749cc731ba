"""`bakeoff elmo`: pretrain a biLM, encode a file of texts, export, trust a module."""

import logging
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bakeoff.cli.options import split_names
from bakeoff.core.names import expect_plain

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
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
    """Pretrain a biLM; a run that was killed resumes from its last checkpoint.

    Example: `bakeoff elmo pretrain sentences.txt.gz -o mine --epochs 10`
    """
    from bakeoff.encoders.standalone import pretrain_on

    settings = {
        "max_words": max_words,
        "samples": samples or None,
        "optimizer": optimizer,
        "learning_rate": learning_rate,
        "schedule": "constant",
        "clip_norm": 10.0,
        "batch_tokens": batch_tokens,
        "max_tokens": 500,
        "epochs": epochs,
        "held_out": held_out,
        "seed": seed,
    }
    pretrain_on(text, expect_plain(out), options, settings, threads)


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
    """Write the layers of texts: OUT/texts.npy (texts, layers, width), float32.

    Example: `bakeoff elmo encode mine texts.txt -o vectors`
    """
    from bakeoff.encoders.standalone import encode_file

    entry: dict[str, Any] = {
        "symbols": symbols,
        "batch_tokens": batch_tokens,
        "matmul": matmul,
        "signature": signature,
        "outputs": split_names(outputs),
    }
    encode_file(encoder, texts, expect_plain(out), entry, threads)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="of a biLM's two files")],
) -> None:
    """Write FOLDER/module, a SavedModel with the signatures of ELMo on TF-Hub.

    Example: `bakeoff elmo export mine`
    """
    from bakeoff.core.paths import MODULE
    from bakeoff.encoders.bilm.module_export import export_module

    export_module(folder)
    logging.info("%s: written", folder / MODULE)


@app.command()
def trust(
    module: Annotated[
        Path, typer.Argument(help="its folder, with saved_model.pb, or the one around it")
    ],
) -> None:
    """Record a module as one that you trust, for all your projects: no other module is run.

    Example: `bakeoff elmo trust my/module`
    """
    from bakeoff.core.trust import record_module
    from bakeoff.encoders.hub.module import find_module

    found = find_module(module)
    logging.info("%s: recorded as trusted in %s", found, record_module(found))
