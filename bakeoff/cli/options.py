"""Options that several commands have."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]
Model = Annotated[
    str | None, typer.Option("--model", "-m", help="name or folder; default: the recommended one")
]

# the ready-made encoders
ENCODERS = (
    "all-MiniLM-L6-v2, elmo-tfhub, multilingual-e5-small, potion-base-8M, "
    "potion-multilingual-128M, universal-sentence-encoder, wordllama"
)


def split_names(text: str) -> list[str]:
    """Split names at commas."""
    return [name.strip() for name in text.split(",") if name.strip()]
