"""`bakeoff predict`: the class of texts, and how probable each class is."""

from pathlib import Path
from typing import Annotated

import typer


def predict(
    texts: Annotated[
        list[str] | None, typer.Argument(help="none: a line each of standard input")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--input",
            "-i",
            exists=True,
            dir_okay=False,
            allow_dash=True,
            help=".csv, .tsv, .jsonl, .parquet, .txt, .gz; - for stdin",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="of the same form; none: standard output")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="name or folder; none: the recommended one")
    ] = None,
    text: Annotated[
        list[str] | None, typer.Option(help="column of the texts; twice: joined; none: as trained")
    ] = None,
    encoding: Annotated[str, typer.Option(help="of CSV, JSON Lines and lines")] = "utf-8",
    header: Annotated[bool, typer.Option(help="the first row of CSV names the columns")] = True,
    json: Annotated[bool, typer.Option("--json", help="JSON Lines in place of CSV")] = False,
) -> None:
    """Predict the class of texts, and write them with `label` and a probability per class.

    Rows that cannot be read are named and left out; then the exit code is 3.

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
        predict_texts(bakeoff.load(model), texts, json=json)
        return
    options = Options(encoding, header, json or (output is not None and ".json" in output.name))
    left_out = predict_file(
        lambda: bakeoff.load(model), source or STDIN, output, text or [], options, Path()
    )
    if left_out:
        raise typer.Exit(3)
