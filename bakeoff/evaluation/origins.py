"""Where the vectors of a model come from: sources and their licences; what is invented."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ConfigDict

from bakeoff.core.paths import BILMS, RAW
from bakeoff.core.settings import Members, Name, Section
from bakeoff.evaluation.cost_table import Entry, list_entries
from bakeoff.evaluation.formats import Invented
from bakeoff.evaluation.settings import ModelInput

INVENTED = "invented"  # in place of a licence


class Part(Section):
    """Some keys of an entry of params.yaml; the stages that read the others check them."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Embedded(Part):
    """An entry of `embed`."""

    source: Name


class Encoded(Part):
    """An entry of `encode`."""

    input: str


class Pretrained(Part):
    """An entry of `pretrain`."""

    text: str


class Origin(Part):
    """An entry of `sources`."""

    make: str | None = None  # what is made here; None: others publish the file
    licence: str | None = None
    repository: str | None = None  # of the Hugging Face hub
    dimension: int | None = None

    def terms(self) -> str | None:
        """Give the licence, or say that there is nothing to license."""
        return INVENTED if self.make else self.licence


class Origins(Section):
    """The sections of params.yaml that say what models are made of."""

    choose: dict[Name, Members]
    embed: dict[Name, Embedded]
    encode: dict[Name, Encoded]
    ensemble: dict[Name, Members]
    mix: dict[Name, list[str]]
    models: dict[Name, ModelInput]
    pretrain: dict[Name, Pretrained]
    sources: dict[Name, Origin]

    def entries(self) -> dict[str, list[Entry]]:
        """List the entries behind each model, choice and ensemble."""
        inputs = {name: model.input for name, model in self.models.items()}
        return list_entries(inputs, self.choose | self.ensemble, self.mix)


def find_source(entry: Entry, origins: Origins) -> str:
    """Name the source of an entry of `embed` or `encode`, or the path that is in no source."""
    stage, name = entry
    if stage == "embed":
        return origins.embed[name].source
    path = Path(origins.encode[name].input)
    if path.parent == BILMS:
        path = Path(origins.pretrain[path.name].text)
    return path.relative_to(RAW).parts[0] if path.is_relative_to(RAW) else str(path)


def list_licences(origins: Origins) -> dict[str, dict[str, str | None]]:
    """List the licences of the vectors behind each model, choice and ensemble.

    Returns:
        By model, then by source; None where no licence is stated. A biLM that is pretrained here
        has the licence of its text. Of a path outside the project only the last part is given: the
        rest says whose machine it was.
    """
    used = {
        name: dict.fromkeys(find_source(x, origins) for x in behind if x[0] != "train")
        for name, behind in origins.entries().items()
    }
    return {
        name: {_shorten(source): _terms(source, origins.sources) for source in sources}
        for name, sources in used.items()
    }


def find_invented(origins: Origins, texts: str) -> Invented:
    """Say what the project makes itself; `texts` is the folder of the labelled texts."""
    read = [name for name in origins.sources if texts == str(RAW / name)]
    entries = [("embed", name) for name in origins.embed]
    entries += [("encode", name) for name in origins.encode]
    invented = [
        x[1] for x in entries if _terms(find_source(x, origins), origins.sources) == INVENTED
    ]
    return {
        "texts": any(_terms(name, origins.sources) == INVENTED for name in read),
        "vectors": list(dict.fromkeys(invented)),
    }


def _shorten(source: str) -> str:
    path = Path(source)
    return f"…/{path.name}" if path.is_absolute() else source


def _terms(source: str, sources: Mapping[str, Origin]) -> str | None:
    return sources[source].terms() if source in sources else None
