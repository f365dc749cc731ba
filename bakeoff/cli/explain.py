"""`bakeoff explain`: what each word of a text moves the score by."""

from typing import Annotated

import typer


def explain(
    text: Annotated[str, typer.Argument(help="a text, in quotes")],
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="name or folder; none: the recommended one")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="an object")] = False,
) -> None:
    """Show what the probability loses without each token of a text, one at a time.

    Example: `bakeoff explain 'WINNER!! Claim your prize now'`
    """
    import bakeoff
    from bakeoff.core.commands import print_json
    from bakeoff.inference.explaining import explain as explain_text
    from bakeoff.inference.showing import show_explanation

    classifier = bakeoff.load(model)
    found = explain_text(classifier, text)
    if as_json:
        effects = [effect._asdict() for effect in found.effects]
        print_json({"model": classifier.name, **vars(found), "effects": effects})
    else:
        show_explanation(classifier.name, found)
