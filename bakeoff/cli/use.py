"""`bakeoff use`: switch to a preset."""

from typing import Annotated

import typer


def use(
    preset: Annotated[
        str, typer.Argument(help="sample, quick, toy, sms, subj, full or mine: a file in presets/")
    ],
    models: Annotated[
        str | None,
        typer.Option(help="keep only these, separated by commas, and what they need"),
    ] = None,
) -> None:
    """Write a preset into params.yaml, and list what that changes.

    Example: `bakeoff use full --models tfidf,glove`
    """
    from bakeoff.presets.use import use_preset

    names = None if models is None else [name.strip() for name in models.split(",") if name.strip()]
    use_preset(preset, names)
