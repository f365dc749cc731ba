"""Options that several commands have."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
Model = Annotated[
    str | None, typer.Option("--model", "-m", help="name or folder; default: the recommended one")
]
