"""`bakeoff predict`: the class of texts, and how probable each class is."""

from pathlib import Path
from typing import Annotated

import typer

from bakeoff.cli.options import Model


def predict(
    texts: Annotated[
        list[str] | None, typer.Argument(help="default: the lines of standard input")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--input",
            "-i",
            exists=True,
            dir_okay=False,
            allow_dash=True,
            help="a .csv, .tsv, .jsonl, .parquet or .txt file, gzipped or not; - is standard input",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="in the form of the input; default: standard output"),
    ] = None,
    model: Model = None,
    text: Annotated[
        list[str] | None,
        typer.Option(help="the column of texts, twice to join two; default: as in training"),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="encoding of CSV, JSON Lines and lines; default: utf-8")
    ] = None,
    header: Annotated[
        bool, typer.Option(help="whether the first row of CSV names the columns")
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="write JSON Lines instead of CSV")] = False,
) -> None:
    """Predict the class of texts, and write them with `label` and a probability per class.

    A row that cannot be read is named and left out; the exit code is then 3.

    Example: `bakeoff predict --input reviews.csv --output predicted.csv`
    """
    import bakeoff
    from bakeoff.inference.files.opening import STDIN, Options, form_of
    from bakeoff.inference.predicting import predict_file, predict_texts

    if texts and (source or output):
        raise typer.BadParameter("expected texts, or --input and --output, got both")
    if json and source and form_of(source) != "lines":
        raise typer.BadParameter(f"expected --json with texts or lines, got {source}")
    if texts:
        left_out = predict_texts(bakeoff.load(model), texts, json=json)
    else:
        as_json = json or (output is not None and form_of(output) == "jsonl")
        options = Options(encoding, header, as_json)
        left_out = predict_file(
            lambda: bakeoff.load(model), source or STDIN, output, text or [], options, Path()
        )
    if left_out:
        raise typer.Exit(3)
