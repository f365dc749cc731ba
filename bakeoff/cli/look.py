"""`bakeoff look`: what the texts are like, before any model is trained."""

from typing import Annotated

import typer

from bakeoff.cli.options import AsJson
from bakeoff.core.commands import print_json


def look(
    as_json: AsJson = False,
    vectors: Annotated[
        bool, typer.Option("--vectors/--no-vectors", help="whether to read the files of vectors")
    ] = True,
) -> None:
    """Look at the texts of params.yaml before anything is trained.

    Shows classes, lengths, languages, copies, odd labels, what the token rule does, which words
    files of vectors lack, and the smallest difference that the texts can show. It writes nothing.

    Example: `bakeoff look`
    """
    from bakeoff.evaluation.board import open_console
    from bakeoff.look.facts import look as find_facts
    from bakeoff.look.settings import read_settings
    from bakeoff.look.show import show

    facts = find_facts(read_settings(), vectors=vectors)
    if as_json:
        print_json(facts)
    else:
        show(facts, open_console(80))
