"""Whether the models, sources and values that sections name of each other exist and fit."""

from bakeoff.checking.components import Components
from bakeoff.checking.findings import Findings
from bakeoff.checking.sections import Known
from bakeoff.core.paths import OWN_TEXTS, RAW
from bakeoff.sources.settings import Repository


def check_names(known: Known, components: Components, findings: Findings) -> None:
    """Check that every source and model that an entry names exists."""
    sources, models = known.names("sources"), known.names("models")
    if prepare := known.values.get("prepare"):
        where = "of a source, or with `files` data/texts"
        findings.expect("prepare.input", [prepare.input], list_folders(known), where)
    for name, entry in known.entries("embed").items():
        findings.expect(f"embed.{name}.source", [entry.source], sources, "in sources")
        source = components.sources.get(entry.source)
        if isinstance(source, Repository):
            findings.add(
                f"embed.{name}.source",
                f"expected a source with a file of vectors, got {entry.source}, a repository; name "
                "its file by the keys file and urls of a source",
            )
        elif source is not None and getattr(source, "dimension", None) is None:
            findings.add(
                f"sources.{entry.source}.dimension",
                f"this key is missing; embed.{name} needs the dimension of the vectors",
            )
    if learn := known.values.get("learn"):
        findings.expect("learn.also", learn.also, models, "in models")
    if evaluate := known.values.get("evaluate"):
        findings.expect("evaluate.baseline", [evaluate.baseline], models, "in models")


def list_folders(known: Known) -> list[str] | None:
    """List the folders that texts may come from; None: `sources` or `files` cannot be read."""
    sources, files = known.names("sources"), known.names("files")
    if sources is None or files is None:
        return None
    return [*(f"{RAW}/{name}" for name in sources), *([str(OWN_TEXTS)] if files else [])]


def check_groups(known: Known, components: Components, findings: Findings) -> None:
    """Check that ensembles and choices have names and members, and choices one input."""
    models = known.names("models")
    for section in ("choose", "ensemble"):
        taken = [*(models or []), *(known.entries("choose") if section == "ensemble" else [])]
        for name, members in known.entries(section).items():
            findings.expect(f"{section}.{name}", members, models, "in models")
            if name in taken:
                findings.add(f"{section}.{name}", "expected a name that no model has; rename it")
    for name, members in known.entries("choose").items():
        inputs = {
            model: components.models[model].input for model in members if model in components.models
        }
        first = next(iter(inputs), "")
        for other in inputs:
            if inputs[other] != inputs[first]:
                findings.add(
                    f"choose.{name}",
                    f"expected models of one input, got {first} of {inputs[first]} and {other} of "
                    f"{inputs[other]}",
                )


def check_metric(known: Known, findings: Findings) -> None:
    """Check that the metric of the verdict fits the classes, as far as params.yaml says."""
    evaluate, prepare = known.values.get("evaluate"), known.values.get("prepare")
    if evaluate is None or prepare is None:
        return
    if evaluate.metric == "recall_at_precision" and not prepare.table.positive:
        findings.add(
            "evaluate.metric",
            "recall_at_precision needs a positive class; name it in prepare.table.positive, or use "
            "macro_f1",
        )


def check_draws(known: Known, components: Components, findings: Findings) -> None:
    """Check that curves end in rounds that are trained, where rounds are told by their seeds."""
    prepare, learn = known.values.get("prepare"), known.values.get("learn")
    train = components.ways.get("train")
    networks = any(model.fit == "train" for model in components.models.values())
    if prepare is None or learn is None or train is None or not networks:
        return
    if prepare.split in ("folds", "none") or learn.smallest is None:
        return
    if not set(learn.seeds) <= set(train.seeds):
        findings.add(
            "learn.seeds",
            f"expected seeds of train.seeds {train.seeds}, got {learn.seeds}; remove the others, "
            "or add them to train.seeds",
        )
