"""`bakeoff use`: switch to a preset."""

from typing import Annotated

import typer


def use(preset: Annotated[str, typer.Argument(help="of a file in presets/")]) -> None:
    """Write a preset into params.yaml, and list what that changes.

    Example: `bakeoff use full`
    """
    from bakeoff.presets.use import use_preset

    use_preset(preset)
