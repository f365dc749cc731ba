"""The sections of params.yaml, each checked by itself."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_origin

from pydantic import Field, TypeAdapter, ValidationError

from bakeoff.checking.findings import Findings
from bakeoff.core.paths import PARAMS
from bakeoff.core.settings import Members, Name, OwnFile, Pair, Section, refuse
from bakeoff.core.task import Entry
from bakeoff.core.tokens import Text
from bakeoff.encoders.bilm.settings import Pretrain
from bakeoff.evaluation.scoring.subsets import Learn
from bakeoff.evaluation.settings import Evaluate
from bakeoff.projector.points import Project
from bakeoff.report.quotes import Report
from bakeoff.texts.settings import Prepare
from bakeoff.vectors.settings import Embed


class Sections(Section):
    """The sections of params.yaml, but for those of the fitting methods."""

    preset: Name
    runtime: dict[Name, Any]
    sources: dict[Name, Any]
    files: dict[Name, OwnFile]
    prepare: Prepare
    text: Text
    embed: dict[Name, Embed]
    pretrain: dict[Name, Pretrain]
    encode: dict[Name, dict[str, Any]]
    mix: dict[Name, Pair]
    heads: dict[Name, Any]
    models: Annotated[dict[Name, Entry], Field(min_length=1)]
    choose: dict[Name, Members]
    ensemble: dict[Name, Members]
    learn: Learn
    evaluate: Evaluate
    project: dict[Name, Project]
    report: Report


@dataclass(frozen=True)
class Known:
    """What is right in params.yaml.

    Attributes:
        params: all of the file.
        values: the sections that are right, and of those with entries the entries that are.
    """

    params: dict[str, Any]
    values: dict[str, Any]

    def entries(self, section: str) -> dict[str, Any]:
        """Give the entries of a section that are right."""
        found: dict[str, Any] = self.values.get(section, {})
        return found

    def names(self, section: str) -> list[str] | None:
        """Name all entries of a section, also the wrong ones; None: it cannot be read."""
        value = self.params.get(section)
        return [*map(str, value)] if isinstance(value, dict) else None

    def wrong(self, section: str) -> list[str]:
        """Name the entries that are wrong, and so may be or hold anything."""
        right = self.entries(section)
        return [name for name in self.names(section) or [] if name not in right]


def read_sections(params: dict[str, Any], ways: list[str], findings: Findings) -> Known:
    """Check the sections one by one; those of fitting methods (`ways`) are for later."""
    given = {key: value for key, value in params.items() if key not in ways}
    with findings.gather():
        try:
            return Known(params, dict(Sections.model_validate(given)))
        except ValidationError as error:
            refuse(error, Sections, f"{PARAMS}:")
    read = {name: _read(name, given[name]) for name in Sections.model_fields if name in given}
    return Known(params, {name: value for name, value in read.items() if value is not None})


def _read(section: str, value: Any) -> Any:
    """Read a section, or its entries that are right; None if nothing is."""
    adapter = _adapter(section)
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        wrong = {str(part["loc"][0]) if part["loc"] else "" for part in error.errors()}
    if get_origin(Sections.model_fields[section].annotation) is not dict or "" in wrong:
        return None
    rest = {name: entry for name, entry in value.items() if str(name) not in wrong}
    try:
        return adapter.validate_python(rest)
    except ValidationError:
        return None


@cache
def _adapter(section: str) -> TypeAdapter[Any]:
    kind: Any = Sections.model_fields[section].annotation
    return TypeAdapter(kind)
