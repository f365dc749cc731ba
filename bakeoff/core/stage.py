"""The frame of every stage: its name and its parameters."""

import inspect
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import declared, prune, read_yaml
from bakeoff.core.paths import GRAPH, PARAMS
from bakeoff.core.settings import NAME, Section, Wrong, describe

P = TypeVar("P", bound=Section)


def run(main: Callable[..., None], parameters: type[Section]) -> None:
    """Run a stage's `main` as a command; its docstring is the help.

    Args:
        main: takes the parameters and, in a stage with entries, the name of one.
        parameters: all that the stage may read of params.yaml.
    """
    spec = sys.modules["__main__"].__spec__
    stage = spec.name.rpartition(".")[2] if spec else Path(sys.argv[0]).stem

    def with_entry(
        entry: Annotated[
            str, typer.Argument(help="an entry of params.yaml; DVC names it in DVC_STAGE")
        ] = os.environ.get("DVC_STAGE", "").partition("@")[2],
    ) -> None:
        main(read_parameters(parameters, stage, entry), entry)

    def without_entry() -> None:
        main(read_parameters(parameters, stage))

    command = with_entry if len(inspect.signature(main).parameters) > 1 else without_entry
    command.__doc__ = main.__doc__
    run_command(command)


def read_parameters(parameters: type[P], stage: str, entry: str | None = None) -> P:
    """Read the keys of params.yaml that dvc.yaml declares for a stage, and no others.

    A key that the stage reads undeclared is missing here, and one that it declares unread is one
    too many: both are errors, in every run.

    Raises:
        BakeoffError: no such entry; a value that is wrong; or dvc.yaml and the stage disagree.
    """
    params, graph = read_yaml(PARAMS), read_yaml(GRAPH)
    if entry is not None and not re.fullmatch(NAME, entry):
        raise BakeoffError(
            f"{stage}: expected the name of an entry (letters, digits, _ and -), got {entry!r:.60}"
        )
    keys = declared(graph, params, stage, entry)
    try:
        checked = parameters.model_validate(prune(params, keys))
    except ValidationError as error:
        wrong = describe(error, parameters)
        raise BakeoffError(*(_explain(key, params, keys, stage) for key in wrong)) from None
    for section in parameters.model_fields if entry is not None else ():
        value = getattr(checked, section)
        if isinstance(value, dict) and len(value) > 1:
            raise BakeoffError(
                f"{GRAPH}: stage {stage} declares {len(value)} entries of {section} and reads one; "
                "declare that one"
            )
    return checked


def _explain(wrong: Wrong, params: dict[str, Any], keys: list[str], stage: str) -> str:
    """Say whether params.yaml is wrong, or what dvc.yaml declares for the stage."""
    key, text = wrong.key, wrong.text
    if wrong.kind == "missing" and _holds(params, wrong.place):
        return f"{GRAPH}: stage {stage} reads {key}, which its `params` do not declare; declare it"
    if wrong.kind == "extra_forbidden":
        unread = [name for name in keys if f"{name}.".startswith(f"{key}.")]
        if unread:
            return f"{GRAPH}: stage {stage} declares {unread[0]}, which it does not read; remove it"
        return (
            f"{PARAMS}: {key}: stage {stage} reads no such key; correct or remove it, or let "
            f"{GRAPH} declare only what the stage reads"
        )
    return f"{PARAMS}: {key}: {text}" if key else f"{GRAPH}: stage {stage}: {text}"


def _holds(params: Any, place: tuple[str | int, ...]) -> bool:
    for part in place:
        if not isinstance(params, dict) or part not in params:
            return False
        params = params[part]
    return True
