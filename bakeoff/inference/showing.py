"""Tables for the terminal: explanations and neighbours. Colours only where they can be seen."""

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bakeoff.core.errors import printable
from bakeoff.inference.explaining import Explanation
from bakeoff.inference.neighbours import Neighbours


def show_explanation(model: str, found: Explanation) -> None:
    """Print the probability, and the effect of each token in the order of the text."""
    console = Console(highlight=False)
    score = f"probability of {found.scored} {found.probability:.4f}, so {found.label}"
    console.print(Text(printable(f"{model}: {score}")))
    if not found.effects:
        console.print("no tokens: this is the answer for no words")
        return
    table = Table("token", Column("effect", justify="right"), box=None)
    for effect in found.effects:
        style = "green" if effect.effect > 0 else "red" if effect.effect < 0 else ""
        number = Text(f"{effect.effect:+.4f}", style)
        table.add_row(Text(printable(effect.token)), number)
    console.print(table)


def show_neighbours(found: Neighbours) -> None:
    """Print the cosine and the word, the nearest first."""
    console = Console(highlight=False)
    console.print(Text(printable(f"{found.path}: nearest to {found.word}")))
    table = Table("cosine", "word", box=None)
    for cosine, name in found.nearest:
        table.add_row(f"{cosine:.4f}", Text(printable(name)))
    console.print(table)
