"""`bakeoff init`: from your own files to a preset."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bakeoff.cli.options import ENCODERS, split_names

Files = Annotated[
    list[Path], typer.Argument(help="a table, several tables of one form, or a file per class")
]
Texts = Annotated[
    list[str] | None, typer.Option("--text", help="column of texts; repeat it to join several")
]
Vectors = Annotated[
    list[str] | None,
    typer.Option("--vectors", help="glove, word2vec, fasttext or a file; repeatable"),
]
Encoders = Annotated[
    list[str] | None,
    typer.Option(
        "--encoder",
        help=f"a ready-made encoder ({ENCODERS}) or the folder of one; repeatable",
    ),
]


def _expect_delimiter(value: str | None) -> str | None:
    """Refuse an empty one, which would be taken for none."""
    if value == "":
        raise typer.BadParameter("expected one character, or the word tab, got ''")
    return value


def init(
    files: Files,
    text: Texts = None,
    label: Annotated[str, typer.Option(help="column of labels")] = "",
    test: Annotated[Path | None, typer.Option(help="file of test texts")] = None,
    test_rows: Annotated[
        int | None, typer.Option(min=1, help="hold out this many of the last rows")
    ] = None,
    split_column: Annotated[str, typer.Option(help="column that says train or test")] = "",
    group: Annotated[str, typer.Option(help="column that says which texts belong together")] = "",
    vectors: Vectors = None,
    encoder: Encoders = None,
    language: Annotated[str | None, typer.Option(help="language of the texts, such as ko")] = None,
    models: Annotated[str, typer.Option(help="compare only these, separated by commas")] = "",
    quick: Annotated[
        bool, typer.Option("--quick", help="few models, three folds: a first answer")
    ] = False,
    encoding: Annotated[str, typer.Option(help="encoding of the files, such as cp1252")] = "",
    delimiter: Annotated[
        str | None,
        typer.Option(callback=_expect_delimiter, help="delimiter of CSV, such as ';' or tab"),
    ] = None,
    header: Annotated[bool | None, typer.Option(help="whether the first row names columns")] = None,
    positive: Annotated[
        str, typer.Option(help="which of two classes is positive; default: the rarer")
    ] = "",
    rare: Annotated[
        Literal["drop", "pool"] | None,
        typer.Option(
            help="what to do with classes that have too few texts for a split: drop them, or pool "
            "them in one"
        ),
    ] = None,
) -> None:
    """Inspect your files, and write presets/mine.yaml and params.yaml.

    Example: `bakeoff init reviews.csv --vectors glove`
    """
    from bakeoff.core.errors import printable
    from bakeoff.presets.mine.request import Request
    from bakeoff.presets.mine.start import start

    request = Request(
        files=files,
        texts=text or [],
        label=label,
        test=test,
        test_rows=test_rows,
        split_column=split_column,
        group=group,
        vectors=vectors or [],
        encoders=encoder or [],
        language=language,
        models=split_names(models),
        quick=quick,
        encoding=encoding,
        delimiter=delimiter or "",
        header=header,
        positive=positive,
        rare=rare,
    )
    for line in start(request):
        print(printable(line))
