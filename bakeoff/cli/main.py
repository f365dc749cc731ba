"""The program `bakeoff`; a command's work is done elsewhere, and imported when it runs."""

import typer

from bakeoff.core.stage import run_commands

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Choose the word embedding for a text classifier, and use the model that wins.",
)


def main() -> None:
    """Run the command that the arguments name."""
    run_commands(app)
