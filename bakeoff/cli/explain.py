"""`bakeoff explain`: what each word of a text moves the score by."""

from typing import Annotated

import typer

from bakeoff.cli.options import AsJson, Model


def explain(
    text: Annotated[str, typer.Argument(help="a text, in quotes")],
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Show how far the probability falls without each token of a text.

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
