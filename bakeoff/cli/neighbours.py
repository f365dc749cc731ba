"""`bakeoff neighbours`: the words nearest to a word."""

from typing import Annotated

import typer

from bakeoff.cli.options import AsJson


def neighbours(
    word: Annotated[str, typer.Argument(help="a word that the matrix holds")],
    vectors: Annotated[
        str | None,
        typer.Option(
            help="entry of embed or mix, or models/NAME; default: the first entry of embed with a "
            "matrix, else the first model with vectors"
        ),
    ] = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="how many words")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the words whose vectors have the largest cosine to that of a word.

    Example: `bakeoff neighbours prize --vectors models/keras`
    """
    from bakeoff.core.commands import print_json
    from bakeoff.inference.neighbours import find_neighbours
    from bakeoff.inference.showing import show_neighbours

    found = find_neighbours(word, vectors, count)
    if as_json:
        nearest = [{"word": name, "cosine": round(cosine, 6)} for cosine, name in found.nearest]
        print_json({"vectors": str(found.path), "word": found.word, "nearest": nearest})
    else:
        show_neighbours(found)
