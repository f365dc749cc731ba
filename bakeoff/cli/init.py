"""`bakeoff init`: from your own files to a preset."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[Path], typer.Argument(help="a table; several of one form; a file per class")]
Texts = Annotated[list[str] | None, typer.Option("--text", help="a column; twice: they are joined")]
Vectors = Annotated[
    list[str] | None,
    typer.Option("--vectors", help="glove, word2vec, fasttext, or a file; may be repeated"),
]


def init(
    files: Files,
    text: Texts = None,
    label: Annotated[str, typer.Option(help="the column of labels")] = "",
    test: Annotated[Path | None, typer.Option(help="a file of texts that are held out")] = None,
    test_rows: Annotated[int | None, typer.Option(min=1, help="the last rows are held out")] = None,
    split_column: Annotated[str, typer.Option(help="a column that says train or test")] = "",
    group: Annotated[str, typer.Option(help="a column: texts that belong together")] = "",
    vectors: Vectors = None,
    language: Annotated[str | None, typer.Option(help="of the texts, such as ko")] = None,
    models: Annotated[str, typer.Option(help="only these: a,b")] = "",
    quick: Annotated[bool, typer.Option("--quick", help="a first look, in a minute")] = False,
    encoding: Annotated[str, typer.Option(help="such as cp1252")] = "",
    delimiter: Annotated[str, typer.Option(help="such as ';', or tab")] = "",
    header: Annotated[bool | None, typer.Option(help="whether the first row names columns")] = None,
    positive: Annotated[str, typer.Option(help="of two classes; default: the rarer one")] = "",
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
        language=language,
        models=[name for name in models.split(",") if name],
        quick=quick,
        encoding=encoding,
        delimiter=delimiter,
        header=header,
        positive=positive,
    )
    for line in start(request):
        print(printable(line))
