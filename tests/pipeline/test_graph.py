"""dvc.yaml, the stages' code and params.yaml agree."""

import ast
import re
from pathlib import Path

import pytest
import yaml

from bakeoff.core.parameters import entries_of, fill, read_yaml
from tests.pipeline.closure import ROOT, closure, imported_modules

GRAPH = read_yaml(ROOT / "dvc.yaml")
STAGES = {name: stage.get("do", stage) for name, stage in GRAPH["stages"].items()}
PARAMS = read_yaml(ROOT / "presets/sample.yaml")
for path in sorted((ROOT / "presets/encoders").glob("*.yaml")):
    PARAMS |= {name: PARAMS[name] | entries for name, entries in read_yaml(path).items()}
WITH_TENSORFLOW = {"pretrain", "encode", "train", "learn"}  # for some of their entries
CODE = ("stages/", "bakeoff/")
stages = pytest.mark.parametrize("name", STAGES)


def instances():
    """Every stage with each of its entries, and more models: their kinds and heads differ."""
    params = dict(PARAMS)
    more = {
        "cnn": PARAMS["models"]["glove"] | {"head": "cnn"},
        "probe": PARAMS["models"]["elmo"] | {"head": "linear", "fit": "lbfgs"},
        "tuned": PARAMS["models"]["elmo"] | {"kind": "bilm"},
    }
    params["models"] = PARAMS["models"] | more
    params["encode"] = PARAMS["encode"] | {"own": PARAMS["encode"]["elmo"] | {"kind": "bilm"}}
    for name, stage in GRAPH["stages"].items():
        entries = entries_of(stage, params) if "foreach" in stage else {"": None}
        for entry, item in entries.items():
            yield name, entry, {**params, "key": entry, "item": item}


INSTANCES = list(instances())
each = pytest.mark.parametrize(
    ("name", "entry", "values"), INSTANCES, ids=[f"{name}@{entry}" for name, entry, _ in INSTANCES]
)


def code(name, values):
    """The code paths that a stage declares for one entry; and those that the entry chose."""
    declared = [dep for dep in STAGES[name]["deps"] if dep.startswith(CODE)]
    filled = [Path(fill(dep, values)) for dep in declared]
    chosen = [path for dep, path in zip(declared, filled, strict=True) if "${" in dep]
    return filled, chosen


def modules(path):
    """The modules of a code path: itself, or all below it but those that hold no code."""
    if path.suffix == ".py":
        return {path}
    found = {file.relative_to(ROOT) for file in (ROOT / path).rglob("*.py")}
    return {file for file in found if file.name not in ("__init__.py", "__main__.py")}


def reached(name, values):
    """Every module that a stage imports for one entry, those included that it loads by name."""
    _, chosen = code(name, values)
    starts = {Path(f"stages/{name}.py")}.union(*map(modules, chosen))
    files = set().union(*map(closure, starts))
    return {file for file in files if file.name != "__init__.py"}


def test_every_stage_has_a_file_and_every_file_a_stage():
    """The table of contents is complete."""
    files = {path.stem for path in (ROOT / "stages").glob("*.py")} - {"__init__"}
    assert files == set(STAGES)


@stages
def test_a_stage_has_a_description_and_runs_its_own_file(name):
    """No name of params.yaml is in the command: it would reach a shell."""
    assert len(STAGES[name]["desc"]) > 20
    assert STAGES[name]["cmd"] == f"python -m stages.{name}"


@each
def test_a_stage_declares_the_code_that_it_imports(name, entry, values):
    """DVC does not follow imports, so the deps must cover them; none is declared in vain.

    A fine-tuned biLM depends on its encoder's code through the features that this code made.
    """
    declared, _ = code(name, values)
    files = reached(name, values)
    if entry == "tuned":
        layer = Path("bakeoff/encoders/bilm/pooling.py")  # see decision 0014
        assert layer in files
        files = {file for file in files if not file.is_relative_to("bakeoff/encoders")}
    covered = set().union(*map(modules, declared))
    assert files <= covered
    assert all(modules(path) & files for path in declared)


@each
def test_a_stage_depends_on_few_code_paths(name, entry, values):
    """Two to six; `train` on at most seven."""
    assert 2 <= len(code(name, values)[0]) <= (7 if name == "train" else 6)


@each
def test_a_stage_that_needs_no_tensorflow_does_not_import_it(name, entry, values):
    """It costs 4 CPU-seconds and 600 MB per process."""
    if name in WITH_TENSORFLOW and entry not in ("tfidf", "probe"):
        return
    files = reached(name, values) - {Path("bakeoff/core/runtime.py")}  # imports it where asked to
    found = set().union(*(imported_modules(ROOT / path) for path in files))
    assert not {module.split(".")[0] for module in found} & {"tensorflow", "keras"}


@each
def test_only_download_uses_the_network(name, entry, values):
    """The other stages import no module that could; tensorflow_hub is given folders."""
    if name == "download":
        return
    network = {"requests", "urllib3", "urllib", "http", "socket"}
    found = set().union(*(imported_modules(ROOT / path) for path in reached(name, values)))
    assert not {module.split(".")[0] for module in found} & network


def test_the_page_its_styles_and_scripts_are_in_a_folder_that_report_depends_on():
    """They are no modules."""
    kinds = {".html", ".css", ".js"}
    parents = {path.parent for path in (ROOT / "bakeoff").rglob("*") if path.suffix in kinds}
    folders = {folder.relative_to(ROOT).as_posix() for folder in parents}
    assert folders and folders <= set(STAGES["report"]["deps"])


def test_no_stage_imports_another_and_bakeoff_imports_none():
    """Imports point one way."""
    for path in [*(ROOT / "stages").glob("*.py"), *(ROOT / "bakeoff").rglob("*.py")]:
        assert not any(module.startswith("stages") for module in imported_modules(path)), path


LAYERS = ["core", "sources texts vectors encoders", "models evaluation projector", "report"]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names.split()}


def test_packages_import_downwards_only():
    """core imports no other package; what stands side by side does not import each other."""
    wrong = []
    for path in (ROOT / "bakeoff").rglob("*.py"):
        package = path.relative_to(ROOT).parts[1]
        for module in imported_modules(path):
            parts = module.split(".")
            other = parts[1] if parts[0] == "bakeoff" and len(parts) > 2 else package
            if package in RANK and other != package and RANK.get(other, 9) >= RANK[package]:
                wrong.append(f"{path.relative_to(ROOT)}: {module}")
    assert not wrong


def test_package_files_hold_a_docstring_and_no_code():
    """They are no deps of a stage; that of stages/ says how one stops, which changes no result.

    That of bakeoff/ offers `bakeoff.load`, which no stage calls.
    """
    for path in (ROOT / "bakeoff").glob("*/**/__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


def test_train_reads_the_roles_of_texts_and_no_result():
    """What a round holds out is in the table; that no round uses it is tested with the models."""
    data = [dep for dep in STAGES["train"]["deps"] if not dep.startswith(CODE)]
    assert data == ["${item.input}", "data/prepared/classes.txt", "data/prepared/texts.csv"]


def test_declared_plots_are_of_files_that_stages_write():
    """They are in Git, so that a fresh clone draws them; templates in .dvc/plots."""
    for plot in GRAPH["plots"]:
        ((path, how),) = plot.items()
        for file in how["y"] if isinstance(how["y"], dict) else [path]:
            assert file.startswith("metrics/plots/") or file == "metrics/learning.csv"
        assert (ROOT / ".dvc/plots" / f"{how['template']}.json").is_file()


def test_the_graph_reads_in_one_sitting():
    """About a dozen kinds of stages; the lock names few code paths."""
    assert len(STAGES) == 13
    assert len((ROOT / "dvc.yaml").read_text(encoding="utf-8").splitlines()) <= 350
    lock = yaml.safe_load((ROOT / "dvc.lock").read_text(encoding="utf-8"))
    deps = [dep["path"] for stage in lock["stages"].values() for dep in stage.get("deps", ())]
    assert sum(dep.startswith(CODE) for dep in deps) <= 250


def test_no_cmd_holds_a_template():
    """The text of dvc.yaml, not only what it parses to."""
    text = (ROOT / "dvc.yaml").read_text(encoding="utf-8")
    assert not re.search(r"cmd:.*\$", text)
