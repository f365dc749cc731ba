"""Inspect a file of word vectors, or build a matrix from it, without the pipeline."""

import logging
from itertools import islice
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bakeoff.core.commands import run_commands
from bakeoff.core.embedding import save_embedding
from bakeoff.core.errors import BakeoffError, printable
from bakeoff.core.files import read_text
from bakeoff.core.tokens import RESERVED
from bakeoff.vectors import fasttext
from bakeoff.vectors.containers import MAX_BYTES, describe_container
from bakeoff.vectors.fallbacks import EXACT, RULES, SUBWORDS, choose_vectors, wanted_forms
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.neighbours import find_nearest
from bakeoff.vectors.readers import open_vectors

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="word vectors; plain, gzipped or in a zip")]
Dimension = Annotated[
    int | None, typer.Option(min=1, help="numbers per vector; chooses a member of a zip")
]
Member = Annotated[str | None, typer.Option(help="the file in a zip of several")]
MaxBytes = Annotated[int, typer.Option(min=1, help="the most bytes of the file when inflated")]
FIRST = 10  # words that `info` shows


@app.command()
def info(
    file: File, dimension: Dimension = None, member: Member = None, max_bytes: MaxBytes = MAX_BYTES
) -> None:
    """Show what a file is: its format, how many vectors it holds, their dimension, first words."""
    opened = open_vectors(file, dimension, member=member, max_bytes=max_bytes)
    layout = opened.layout
    if layout.kind == fasttext.KIND:
        names = [*islice(fasttext.read_names(layout, opened.blocks()), FIRST)]
        count = layout.count or 0
    else:
        names, _ = next(opened.vectors())
        count = sum(count for count, _ in opened.batches(frozenset))  # counts, and wants no word
    header = "no header" if layout.count is None else f"its header says {layout.count}"
    _print(
        Table(show_header=False, box=None),
        ("file", f"{file}, {file.stat().st_size} bytes"),
        ("packing", describe_container(file, member, dimension)),
        ("format", layout.kind),
        ("vectors", f"{count} ({header})"),
        ("dimension", f"{layout.dimension}"),
        ("first words", " ".join(name.decode("utf-8", "replace") for name in names[:FIRST])),
    )


@app.command()
def neighbours(
    file: File,
    word: Annotated[str, typer.Argument(help="as it is in the file")],
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="how many words")] = 10,
    dimension: Dimension = None,
    member: Member = None,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """List the words whose vectors have the largest cosine to that of a word."""
    opened = open_vectors(file, dimension, member=member, max_bytes=max_bytes)
    rules = [rule for rule in RULES if rule not in (EXACT, SUBWORDS)]
    found = opened.read(wanted_forms([word], rules))
    if word not in found:
        near = f", but of {', '.join(map(repr, found))}" if found else ""
        raise BakeoffError(
            f"{file}: expected a vector of {word!r}, got none{near}; name another word"
        )
    nearest = find_nearest(opened.vectors(), found[word], count + 1)
    rows = [(f"{cosine:.4f}", name) for cosine, name in nearest if name != word]
    _print(Table("cosine", "word", box=None), *rows[:count])


@app.command()
def matrix(
    file: File,
    vocabulary: Annotated[Path, typer.Argument(help="one word per line, UTF-8")],
    out: Annotated[Path, typer.Option("-o", "--out", dir_okay=False, help="an .npz file")],
    fallbacks: Annotated[
        str, typer.Option(help=f"some of {', '.join(RULES)}; separated by commas")
    ] = "",
    missing: Annotated[
        Literal["zero", "random"], typer.Option(help="rows of words without a vector")
    ] = "zero",
    seed: Annotated[int, typer.Option(min=0, help="for random rows")] = 1,
    dimension: Dimension = None,
    member: Member = None,
    max_bytes: MaxBytes = MAX_BYTES,
) -> None:
    """Write the arrays words, matrix (row n belongs to line n of VOCABULARY) and found to OUT."""
    if out.suffix != ".npz":
        raise BakeoffError(f"--out: expected a file name that ends in .npz, got {out}")
    lines = read_text(vocabulary)
    words = lines.removesuffix("\n").split("\n") if lines else []
    rules = [rule for rule in fallbacks.split(",") if rule]
    if unknown := [rule for rule in rules if rule not in RULES]:
        raise BakeoffError(f"--fallbacks: expected some of {[*RULES]}, got {unknown}")
    wanted = wanted_forms(words, rules)
    opened = open_vectors(file, dimension, member=member, max_bytes=max_bytes)
    opened.read(wanted)
    vectors, _ = choose_vectors(words, rules, wanted)
    reserved = len(RESERVED) if tuple(words[: len(RESERVED)]) == RESERVED else 0
    embedding = build_matrix(
        words, vectors, opened.dimension, missing=missing, seed=seed, reserved=reserved
    )
    save_embedding(out, embedding)
    logging.info("%s: %d of %d words have a vector", out, int(embedding.found.sum()), len(words))


def _print(table: Table, *rows: tuple[str, str]) -> None:
    """Print rows; unprintable characters are shown as escapes."""
    for name, value in rows:
        table.add_row(Text(printable(name)), Text(printable(value)))
    Console(highlight=False).print(table)


if __name__ == "__main__":
    run_commands(app)
