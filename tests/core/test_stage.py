"""A stage sees the parameters that dvc.yaml declares for it and no others; an error is one line."""

import ast
import copy
import errno
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import entries_of, read_yaml
from bakeoff.core.settings import Name, Section
from bakeoff.core.stage import read_parameters
from bakeoff.core.task import Entry
from bakeoff.core.tokens import Text, TokenRule
from stages import mix, prepare, project, train

ROOT = Path(__file__).resolve().parents[2]
GRAPH = read_yaml(ROOT / "dvc.yaml")
SAMPLE = read_yaml(ROOT / "presets/sample.yaml")


def parameter_class(stage):
    """Find the class that a stage's file gives to `run`."""
    module = import_module(f"stages.{stage}")
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    ((_, name),) = [
        [argument.id for argument in call.args]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "run"
    ]
    return getattr(module, name)


def instances():
    """Name every stage with each of its entries."""
    for stage, described in GRAPH["stages"].items():
        for entry in entries_of(described, SAMPLE) if "foreach" in described else [None]:
            yield stage, entry


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Give a function that writes params.yaml and dvc.yaml into the current, temporary folder."""
    monkeypatch.chdir(tmp_path)

    def write(params=SAMPLE, graph=GRAPH):
        for name, content in (("params.yaml", params), ("dvc.yaml", graph)):
            Path(name).write_text(json.dumps(content), encoding="utf-8")

    return write


def declaring(stage, *keys, instead_of=()):
    """Give the graph with other keys declared for a stage."""
    graph = copy.deepcopy(GRAPH)
    described = graph["stages"][stage]
    described = described.get("do", described)
    kept = [key for key in described["params"] if key not in instead_of]
    described["params"] = [*kept, *keys]
    return graph


def refusal(parameters, stage, entry=None):
    """Read parameters that are refused; give the error, which is one line."""
    with pytest.raises(BakeoffError) as caught:
        read_parameters(parameters, stage, entry)
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.lines[0]


@pytest.mark.parametrize(("stage", "entry"), [*instances()])
def test_a_stage_reads_exactly_the_keys_that_are_declared_for_it(written, stage, entry):
    """For every entry; a stage that declared more, or read more, would be refused here."""
    written()
    params = read_parameters(parameter_class(stage), stage, entry)
    assert isinstance(params, Section)


@pytest.mark.parametrize(
    ("stage", "entry", "key"),
    [
        ("mix", "elmo_glove", "train.learning_rate"),
        ("learn", "glove", "evaluate"),
        ("project", "glove", "models"),
        ("train", "glove", "models"),
        ("train", "glove", "runtime"),
        ("train", "glove", "heads"),
        ("embed", "glove", "embed"),
        ("mix", "elmo_glove", "mix"),
        ("train", "glove", "learn"),
        ("build_vocabulary", None, "prepare.seed"),
        ("evaluate", None, "prepare.seed"),
        ("embed", "glove", "sources.glove.seed"),
        ("encode", "elmo", "runtime.train"),
    ],
)
def test_a_key_that_is_declared_and_not_read_is_refused(written, stage, entry, key):
    """Else a change of it would run the stage again for nothing."""
    written(graph=declaring(stage, key))
    text = refusal(parameter_class(stage), stage, entry)
    assert text.startswith("dvc.yaml: ") and f"stage {stage}" in text
    assert key in text


def test_a_section_of_which_a_stage_reads_a_part_is_not_declared_whole(written):
    """A change of the other keys would run it again."""
    written(graph=declaring("project", "text"))
    text = refusal(parameter_class("project"), "project", "glove")
    assert "project" in text and "text.max_length" in text and "dvc.yaml" in text


@pytest.mark.parametrize(
    ("stage", "entry", "keys"),
    [
        ("build_vocabulary", None, ["text"]),
        ("train", "glove", ["text"]),
        ("train", "glove", ["${item.fit}"]),
        ("train", "glove", ["heads.${item.head}"]),
        ("embed", "glove", ["sources.${item.source}.dimension"]),
        ("encode", "elmo", ["runtime.encode"]),
        ("evaluate", None, ["mix"]),
    ],
)
def test_a_key_that_is_read_and_not_declared_is_refused(written, stage, entry, keys):
    """Else a change of it would not run the stage again."""
    written(graph=declaring(stage, instead_of=keys))
    text = refusal(parameter_class(stage), stage, entry)
    assert "dvc.yaml: " in text


def test_a_stage_that_would_read_more_is_refused(written):
    """The error names the key, the stage and the file."""

    class ReadsMore(Section):
        project: dict[Name, dict[str, Any]]
        text: Text

    class ReadsTraining(Section):
        models: dict[Name, Entry]
        runtime: dict[Name, dict[str, Any]]
        train: dict[str, Any]

    written()
    told = "dvc.yaml: stage project reads text.max_length, which its `params` do not declare"
    assert refusal(ReadsMore, "project", "glove").startswith(told)
    assert refusal(ReadsTraining, "train", "tfidf") == (
        "dvc.yaml: stage train reads train, which its `params` do not declare; declare it"
    )


def test_what_is_not_declared_is_not_there(written):
    """A stage cannot look at it by mistake."""
    written()
    params = read_parameters(project.Params, "project", "glove")
    assert isinstance(params.text, TokenRule)
    for value, name in ((params.text, "max_length"), (params, "prepare"), (params, "models")):
        with pytest.raises(AttributeError):
            getattr(value, name)
    assert set(read_parameters(mix.Params, "mix", "elmo_glove").mix) == {"elmo_glove"}


def test_a_model_is_fitted_with_the_section_of_its_own_way_alone(written):
    """Other learning rates do not fit TF-IDF again."""
    written()
    networks = read_parameters(train.FitParameters, "train", "glove")
    linear = read_parameters(train.FitParameters, "train", "tfidf")
    assert set(networks.model_extra) == set(networks.runtime) == {"train"}
    assert set(linear.model_extra) == set(linear.runtime) == {"lbfgs"}
    assert set(networks.heads) == {"pool"} and set(linear.heads) == {"linear"}


@pytest.mark.parametrize(
    ("section", "value", "expected"),
    [
        ("prepare", SAMPLE["prepare"] | {"valid": 2}, "prepare.valid: Input should be less than 1"),
        ("prepare", SAMPLE["prepare"] | {"input": "mails"}, "prepare.input: String should match"),
        ("prepare", None, "prepare: Input should be a valid dictionary"),
        ("prepare", SAMPLE["prepare"] | {"new": 1}, "prepare.new: stage prepare reads no such key"),
    ],
)
def test_a_wrong_value_is_told_as_such(written, section, value, expected):
    """Also without `bakeoff check`; dvc.yaml is not to blame."""
    written(params=SAMPLE | {section: value})
    assert refusal(prepare.Params, "prepare").startswith(f"params.yaml: {expected}")


@pytest.mark.parametrize(
    "entry", ["../x", "--help", "a b", "", "$(touch x)", "x;y", "ü", "a.b", "glove\n", "a/b"]
)
def test_a_name_that_leads_elsewhere_is_refused(written, entry):
    """Before it becomes part of a path."""
    written(params=SAMPLE | {"mix": SAMPLE["mix"] | {entry: SAMPLE["mix"]["elmo_glove"]}})
    text = refusal(mix.Params, "mix", entry)
    assert text.startswith("mix: expected the name of an entry (letters, digits, _ and -), got")


def test_an_entry_that_does_not_exist_is_refused_beside_those_that_do(written):
    """Mostly it is mistyped."""
    written()
    text = refusal(mix.Params, "mix", "glvoe")
    assert text.startswith(
        "params.yaml: mix: there is no entry 'glvoe'; expected one of ['glove_fasttext', "
        "'elmo_glove'"
    )


SHOW = '''
"""A stage."""
from typing import Any
from bakeoff.core.settings import Section
from bakeoff.core.stage import run

class Params(Section):
    mix: dict[str, Any]

def main(params: Params, name: str) -> None:
    """Show the name of the entry."""
    BODY

if __name__ == "__main__":
    run(main, Params)
'''


@pytest.fixture
def show(written, tmp_path, monkeypatch):
    """Give a function that runs a stage of one's own; it is called mix."""
    written()
    for name in ("DVC_STAGE", "PYTHONIOENCODING", "BAKEOFF_LOG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def start(*arguments, body="print(name)"):
        Path("mix.py").write_text(SHOW.replace("BODY", body), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "mix.py", *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return start


def test_dvc_names_the_entry_and_an_argument_overrides_it(show, monkeypatch):
    """So that the command in dvc.yaml holds no name."""
    monkeypatch.setenv("DVC_STAGE", "mix@elmo_glove")
    assert show().stdout == "elmo_glove\n"
    assert show("glove_fasttext").stdout == "glove_fasttext\n"


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("mix@../../x", "mix: expected the name of an entry (letters, digits, _ and -)"),
        ("mix@--help", "mix: expected the name of an entry (letters, digits, _ and -)"),
        ("mix@glvoe", "params.yaml: mix: there is no entry 'glvoe'; expected one of ["),
        ("mix", "mix: expected the name of an entry (letters, digits, _ and -), got ''"),
    ],
)
def test_a_wrong_entry_ends_in_one_line(show, monkeypatch, stage, expected):
    """Whoever set it."""
    monkeypatch.setenv("DVC_STAGE", stage)
    found = show()
    assert found.returncode == 1 and found.stdout == ""
    assert found.stderr.startswith(f"error: {expected}") and len(found.stderr.splitlines()) == 1


def test_the_help_is_the_docstring(show):
    """It runs nothing."""
    found = show("--help")
    assert found.returncode == 0 and "Show the name of the entry." in found.stdout
    assert "DVC_STAGE" in found.stdout


@pytest.mark.parametrize("stage", GRAPH["stages"])
def test_every_stage_has_a_help(stage):
    """It needs no params.yaml."""
    main = import_module(f"stages.{stage}").main
    assert main.__doc__ and len(main.__doc__.splitlines()[0]) > 10


def test_an_error_of_the_machine_without_a_file_ends_in_one_line(show):
    """Some writers do not know it."""
    found = show("elmo_glove", body=f"raise OSError({errno.ENOSPC}, 'x')")
    assert found.stderr == (
        "error: a file: No space left on device; free some space, then run this again\n"
    )


def test_no_memory_ends_in_one_line(show):
    """NumPy says how much it wanted."""
    found = show("elmo_glove", body="raise MemoryError('Unable to allocate 9 TiB')")
    assert found.returncode == 1 and found.stderr == (
        "error: Unable to allocate 9 TiB; free some, or ask for less at once\n"
    )
    assert show("elmo_glove", body="raise MemoryError").stderr.startswith("error: out of memory; ")


def test_an_error_of_ours_keeps_its_traceback(show):
    """It is to be reported."""
    for body in ("[][0]", f"raise OSError({errno.EBADF}, 'x')"):
        found = show("elmo_glove", body=body)
        assert found.returncode == 1 and "Traceback" in found.stderr


def test_a_terminal_that_knows_ascii_alone_is_no_error(show, monkeypatch):
    """What it cannot show is shown as an escape; the log steers no terminal."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    body = "import logging; logging.info('10\\u202f\\u20ac\\x1b'); print('ä')"
    found = show("elmo_glove", body=body)
    assert found.returncode == 0
    assert found.stdout == "\\xe4\n" and found.stderr == "10\\u202f\\u20ac\\x1b\n"
    assert show("--help").returncode == 0
    found = show("größe")
    assert found.returncode == 1 and found.stderr.endswith(r"got 'gr\xf6\xdfe'" + "\n")


def test_the_level_of_the_log_can_be_chosen(show, monkeypatch):
    """By BAKEOFF_LOG."""
    monkeypatch.setenv("BAKEOFF_LOG", "WARNING")
    assert show("elmo_glove", body="import logging; logging.info('x')").stderr == ""


def test_a_stage_of_the_project_takes_no_key_that_it_does_not_declare(project):
    """As DVC runs it: in one line, before any work."""
    project.graph = declaring("build_vocabulary", "train.learning_rate")
    found = project.run("build_vocabulary")
    assert found.returncode == 1 and found.stderr == (
        "error: dvc.yaml: stage build_vocabulary declares train.learning_rate, which it does not "
        "read; remove it\n"
    )
