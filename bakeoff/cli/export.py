"""`bakeoff export`: a model as a folder of its own."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.cli.options import AsJson, Model


class Wanted(StrEnum):
    """The formats to choose from."""

    native = "native"
    savedmodel = "savedmodel"
    onnx = "onnx"
    all = "all"


def export(
    model: Model = None,
    out: Annotated[
        Path | None, typer.Option(help="the folder to write; default: export/NAME")
    ] = None,
    form: Annotated[
        Wanted,
        typer.Option(
            "--format", help="native: for bakeoff.load; all: every format that the model can take"
        ),
    ] = Wanted.all,
    as_json: AsJson = False,
) -> None:
    """Write a model and its model card to a folder that works outside the project.

    Models on word vectors become a SavedModel that takes raw texts, and ONNX with tokenizer.json.

    Example: `bakeoff export --model fasttext --out served`
    """
    from bakeoff.core.commands import print_json
    from bakeoff.core.errors import printable
    from bakeoff.export.exporting import export_model

    exported = export_model(model, out, form.value)
    if as_json:
        print_json(vars(exported))
        return
    for left, why in exported.left_out.items():
        print(f"{left}: left out: {printable(why)}")
    print(f"{exported.model}: {len(exported.files)} files in {printable(exported.folder)}")
