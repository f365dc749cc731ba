"""dvc.yaml, the stages' code and params.yaml agree."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bakeoff.params.reading import read_params
from bakeoff.params.schema import Params
from tests.pipeline.closure import ROOT, closure, imported_modules

GRAPH = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))
STAGES = {name: stage.get("do", stage) for name, stage in GRAPH["stages"].items()}
PARAMS = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
# for some of their names
WITH_TENSORFLOW = {"download", "pretrain", "encode", "train", "predict", "learn"}
stages = pytest.mark.parametrize("name", STAGES)


def code(name: str) -> Path:
    """Where a stage's code stands, from the root."""
    return Path(f"stages/{name}.py")


def declared_code(name: str) -> set[Path]:
    """The modules and folders of modules among a stage's deps."""
    deps = map(Path, STAGES[name]["deps"])
    return {dep for dep in deps if dep.parts[0] in ("stages", "bakeoff")}


def modules(folder: Path) -> set[Path]:
    """The modules in a folder that another can import something of."""
    files = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py")}
    return {file for file in files if file.name not in ("__init__.py", "__main__.py")}


def shortened(files: set[Path]) -> set[Path]:
    """Modules, or their folder where they are more than half of it."""
    folders = {Path(*file.parts[:2]) for file in files if len(file.parts) > 2}
    most = {folder for folder in folders if 2 * len(modules(folder) & files) > len(modules(folder))}
    return most | {file for file in files if Path(*file.parts[:2]) not in most}


def params_read(path: Path) -> set[str]:
    """The sections that a stage's `main` reads off its `params`."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "params"
    }
    return (read - {"source"}) | ({"profile", "sources"} if "source" in read else set())


def leaves(value: Any) -> set[str]:
    """The names of the keys of a part of params.yaml that hold no mapping."""
    if not isinstance(value, dict):
        return set()
    return {key for key, inner in value.items() if not isinstance(inner, dict)}.union(
        *(leaves(inner) for inner in value.values())
    )


def declared_keys(key: str) -> set[str]:
    """The names that one line of a stage's `params` stands for, whatever the matrix fills in."""
    values = [PARAMS]
    for part in re.sub(r"\$\{[^}]*\}", "*", key).split("."):
        filled = [value.values() if part == "*" else [value.get(part)] for value in values]
        values = [inner for each in filled for inner in each if inner is not None]
    own = set() if key.endswith("}") else {key.split(".")[-1]}
    mappings = [value for value in values if isinstance(value, dict)]
    return set().union(*map(leaves, mappings)) if mappings else own


def test_every_stage_has_a_file_and_every_file_a_stage():
    """The table of contents is complete."""
    files = {path.stem for path in (ROOT / "stages").glob("*.py")} - {"__init__"}
    assert files == set(STAGES)


@stages
def test_a_stage_says_what_it_does(name):
    """`dvc stage list` shows a sentence for each."""
    assert len(STAGES[name]["desc"]) > 20


@stages
def test_a_stage_runs_its_own_file(name):
    """The command is the module of the same name."""
    assert STAGES[name]["cmd"].startswith(f"python -m stages.{name}")


@stages
def test_deps_name_what_a_stage_imports(name):
    """DVC does not follow imports, so the deps must; a folder stands for most of its modules."""
    assert declared_code(name) == shortened(closure(code(name)))


@stages
def test_a_stage_reads_just_the_sections_that_it_declares(name):
    """What changes a result re-runs the stage, and nothing else does."""
    declared = {key.split(".")[0] for key in STAGES[name]["params"]}
    assert params_read(code(name)) == declared


@stages
def test_a_stage_reads_every_key_that_it_declares(name):
    """A key that nothing reads would re-run the stage for nothing."""
    text = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in closure(code(name)))
    # Of these a stage may read the names alone; download takes a source as one thing, and
    # finds its file in the user's store where just the table's description changed.
    whole = {
        "embed",
        "encode",
        "ensemble",
        "map",
        "mix",
        "models",
        "project",
        "sources.${profile}.${item}",
    }
    keys = set().union(*(declared_keys(key) for key in set(STAGES[name]["params"]) - whole))
    tags = {"kind", "make"}  # pydantic chooses a class by them
    assert not {key for key in keys - tags if not re.search(rf"\.{key}\b", text)}


def test_the_report_depends_on_its_page_styles_and_scripts():
    """They are no modules, but stand in a folder that it depends on."""
    kinds = {".html", ".css", ".js"}
    parents = {path.parent for path in (ROOT / "bakeoff").rglob("*") if path.suffix in kinds}
    folders = {folder.relative_to(ROOT).as_posix() for folder in parents}
    assert folders and folders <= set(STAGES["report"]["deps"])


def test_every_key_of_params_yaml_is_read():
    """Every parameter changes something, and every one that may stand there does."""
    files = set().union(*(closure(code(name)) for name in STAGES))
    text = "\n".join((ROOT / path).read_text(encoding="utf-8") for path in files)
    names = {"make", "kind", *PARAMS["ensemble"], *PARAMS["mix"], *PARAMS["project"]}
    assert not {key for key in leaves(PARAMS) - names if not re.search(rf"\.{key}\b", text)}
    assert set(Params.model_fields) == set(PARAMS)


def test_no_stage_imports_another():
    """Stages share what stands in bakeoff/."""
    for path in (ROOT / "stages").glob("*.py"):
        assert not any(module.startswith("stages") for module in imported_modules(path)), path


def test_bakeoff_imports_no_stage():
    """Imports point one way."""
    for path in (ROOT / "bakeoff").rglob("*.py"):
        assert not any(module.startswith("stages") for module in imported_modules(path)), path


def test_package_files_hold_a_docstring_and_no_code():
    """They are no deps of a stage; that of stages/ says how one stops, which changes no result."""
    for path in (ROOT / "bakeoff").rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) == 1, path
        assert isinstance(body[0], ast.Expr), path


@pytest.mark.parametrize("name", sorted(set(STAGES) - WITH_TENSORFLOW))
def test_a_stage_that_needs_no_tensorflow_does_not_import_it(name):
    """It costs 4 CPU-seconds and 600 MB a process."""
    modules = set().union(*(imported_modules(ROOT / path) for path in closure(code(name))))
    assert not {module.split(".")[0] for module in modules} & {"tensorflow", "keras"}


def test_only_predict_learn_and_evaluate_see_the_test_split():
    """Nothing that makes what others read depends on it; of learn, its own tests ask more."""
    readers = {name for name, stage in STAGES.items() if "data/prepared/test.csv" in stage["deps"]}
    assert readers == {"predict", "learn", "evaluate"}


def test_only_download_uses_the_network():
    """The other stages import no module that could; tensorflow_hub is given folders."""
    network = {"requests", "urllib3", "urllib", "http", "socket"}
    for name in set(STAGES) - {"download"}:
        modules = set().union(*(imported_modules(ROOT / path) for path in closure(code(name))))
        assert not {module.split(".")[0] for module in modules} & network, name


def test_every_model_is_described_as_an_artifact():
    """`dvc artifacts` knows the models that the project comes with."""
    params = read_params(ROOT / "params.yaml")
    described = {artifact["path"] for artifact in GRAPH["artifacts"].values()}
    assert described == {f"models/{name}" for name in params.models}


def test_declared_plots_are_of_files_that_stages_write():
    """They are in Git, so that a fresh clone draws them; templates in .dvc/plots."""
    for plot in GRAPH["plots"]:
        ((path, how),) = plot.items()
        for file in how["y"] if isinstance(how["y"], dict) else [path]:
            assert file.startswith("metrics/plots/") or file == "metrics/learning.csv"
        assert (ROOT / ".dvc/plots" / f"{how['template']}.json").is_file()
