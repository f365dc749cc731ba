"""Show the first look in a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bakeoff.core.errors import printable
from bakeoff.look.lines import Facts, describe
from bakeoff.look.warnings import warn


def show(facts: Facts, console: Console) -> None:
    """Print the facts, and at the end what should be looked at."""
    for heading, lines in describe(facts).items():
        console.print(Text(heading, style="bold"))
        for line in lines:
            console.print(Padding(Text(printable(line)), (0, 0, 0, 2), expand=False))
    for line in warn(facts):
        console.print(Text(f"warning: {printable(line)}", style="bold yellow"))
