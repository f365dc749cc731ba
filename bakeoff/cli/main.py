"""The program `bakeoff`; a command's work is done elsewhere, and imported when it runs."""

from typing import Annotated

import typer

from bakeoff.cli import (
    answer,
    check,
    compare,
    elmo,
    experiments,
    explain,
    export,
    init,
    look,
    neighbours,
    predict,
    use,
    vectors,
)
from bakeoff.cli.hiding import HidingGroup
from bakeoff.cli.texts import TextCommand
from bakeoff.core.commands import run_commands

TEXTS, RESULTS = "Your texts", "Results"
MODEL, FILES = "The model in use", "Files of vectors, and encoders"
VECTORS = """Inspect a file of word vectors, or build a matrix from it.

Example: `bakeoff vectors info glove.6B.zip --dimension 50`"""
ELMO = """Pretrain a biLM, encode a file of texts, export or trust a module.

Example: `bakeoff elmo pretrain sentences.txt.gz -o mine`"""

app = typer.Typer(
    cls=HidingGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

app.command(rich_help_panel=TEXTS)(init.init)
app.command(rich_help_panel=TEXTS)(use.use)
app.command(rich_help_panel=TEXTS)(look.look)
app.command(rich_help_panel=TEXTS)(check.check)

app.command(rich_help_panel=RESULTS)(answer.answer)
app.command(rich_help_panel=RESULTS)(compare.compare)
app.command(rich_help_panel=RESULTS)(experiments.experiments)

app.command(rich_help_panel=MODEL, cls=TextCommand)(predict.predict)
app.command(rich_help_panel=MODEL)(export.export)
app.command(rich_help_panel=MODEL, cls=TextCommand)(explain.explain)
app.command(rich_help_panel=MODEL, cls=TextCommand)(neighbours.neighbours)

app.add_typer(vectors.app, name="vectors", help=VECTORS, rich_help_panel=FILES)
app.add_typer(elmo.app, name="elmo", help=ELMO, rich_help_panel=FILES)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"bakeoff {version('embedding-bakeoff')}")
        raise typer.Exit


@app.callback()
def choose(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="show the version"),
    ] = False,
) -> None:
    """Choose the word embedding for a text classifier, and use the model that wins.

    Start with `bakeoff init reviews.csv`, then `make repro`.
    """


def main() -> None:
    """Run the command that the arguments name."""
    run_commands(app, "bakeoff")
