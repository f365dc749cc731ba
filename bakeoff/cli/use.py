"""`bakeoff use`: switch to a preset."""

from typing import Annotated

import typer

from bakeoff.cli.options import ENCODERS, split_names


def use(
    preset: Annotated[
        str, typer.Argument(help="sample, quick, toy, sms, subj, full or mine: a file in presets/")
    ],
    models: Annotated[
        str | None,
        typer.Option(help="keep only these, separated by commas, and what they need"),
    ] = None,
    encoders: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            help=f"add ready-made encoders, separated by commas: {ENCODERS}, in presets/encoders/",
        ),
    ] = None,
) -> None:
    """Write a preset into params.yaml, and list what that changes.

    Example: `bakeoff use full --with all-MiniLM-L6-v2 --models tfidf,glove,minilm`
    """
    from bakeoff.presets.use import use_preset

    names = None if models is None else split_names(models)
    use_preset(preset, names, [name for part in encoders or () for name in split_names(part)])
