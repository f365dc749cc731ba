"""`bakeoff vectors`: inspect a file of word vectors, or build a matrix from it."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from bakeoff.cli.options import AsJson, split_names
from bakeoff.core.commands import print_json
from bakeoff.core.names import expect_one_of, expect_plain

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")
File = Annotated[Path, typer.Argument(help="word vectors; plain, packed or in a zip")]
Dimension = Annotated[
    int | None, typer.Option(min=1, help="numbers per vector; chooses a member of a zip")
]
Member = Annotated[str | None, typer.Option(help="the file in a zip of several")]
MaxBytes = Annotated[
    int, typer.Option(min=1, help="the most bytes of the file when inflated", show_default="32 GiB")
]
MAX_BYTES = 32 << 30


@app.command()
def info(
    file: File,
    dimension: Dimension = None,
    member: Member = None,
    max_bytes: MaxBytes = MAX_BYTES,
    as_json: AsJson = False,
) -> None:
    """Show what a file is: its format, how many vectors it holds, their dimension, first words.

    Example: `bakeoff vectors info glove.6B.zip --dimension 50`
    """
    from bakeoff.vectors.inspect import describe_file

    found = describe_file(file, dimension, member, max_bytes)
    if as_json:
        return print_json(found)
    declared = found["declared"]
    header = "no header" if declared is None else f"its header says {declared}"
    _print(
        ("file", f"{file}, {found['bytes']} bytes"),
        ("packing", found["packing"]),
        ("format", found["format"]),
        ("vectors", f"{found['vectors']} ({header})"),
        ("dimension", f"{found['dimension']}"),
        ("first words", " ".join(found["first_words"])),
    )


@app.command()
def neighbours(
    file: File,
    word: Annotated[str, typer.Argument(help="as it is in the file")],
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="how many words")] = 10,
    dimension: Dimension = None,
    member: Member = None,
    max_bytes: MaxBytes = MAX_BYTES,
    as_json: AsJson = False,
) -> None:
    """List the words whose vectors have the largest cosine to that of a word.

    Example: `bakeoff vectors neighbours glove.6B.zip free --dimension 50`
    """
    from bakeoff.vectors.inspect import list_neighbours
    from bakeoff.vectors.readers import open_vectors

    opened = open_vectors(file, dimension, member=member, max_bytes=max_bytes)
    found = list_neighbours(opened, word, count)
    if as_json:
        return print_json([{"word": name, "cosine": cosine} for name, cosine in found])
    rows = [(f"{cosine:.4f}", name) for name, cosine in found]
    _print(*rows, header=("cosine", "word"))


@app.command()
def matrix(
    file: File,
    vocabulary: Annotated[Path, typer.Argument(help="one word per line, UTF-8")],
    out: Annotated[Path, typer.Option("-o", "--out", dir_okay=False, help="an .npz file")],
    fallbacks: Annotated[
        str,
        typer.Option(
            help="lower, title, upper, digits, repeats, underscores, senses, concepts_en (or of "
            "another language) or subwords, separated by commas"
        ),
    ] = "",
    missing: Annotated[
        Literal["zero", "random"], typer.Option(help="what words without a vector get")
    ] = "zero",
    seed: Annotated[int, typer.Option(min=0, help="for random rows")] = 1,
    dimension: Dimension = None,
    member: Member = None,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Write the arrays words, matrix (row n belongs to line n of VOCABULARY) and found to OUT.

    Example: `bakeoff vectors matrix glove.6B.zip words.txt -o words.npz --fallbacks lower`
    """
    from bakeoff.core.errors import BakeoffError
    from bakeoff.vectors.fallbacks import RULES
    from bakeoff.vectors.inspect import write_matrix
    from bakeoff.vectors.readers import open_vectors

    if expect_plain(out).suffix != ".npz":
        raise BakeoffError(f"--out: expected a file name that ends in .npz, got {out}")
    rules = split_names(fallbacks)
    for rule in rules:
        expect_one_of(rule, RULES, "--fallbacks")
    opened = open_vectors(file, dimension, member=member, max_bytes=max_bytes)
    write_matrix(opened, vocabulary, out, rules, missing, seed)


def _print(*rows: tuple[str, str], header: tuple[str, ...] = ()) -> None:
    """Print rows; unprintable characters are shown as escapes."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bakeoff.core.errors import printable

    table = Table(*header, show_header=bool(header), box=None)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console(highlight=False).print(table)
