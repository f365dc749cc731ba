"""Nothing that we read can run: no pickle, no evaluated text, no model that brings its own code.

Ruff's rules S (flake8-bandit) find most of it; the calls that they do not know are found here.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from dvc.analytics import is_enabled

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(
    path.relative_to(ROOT)
    for folder in ("bakeoff", "stages", "benchmarks", "checks", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
PICKLERS = {"pickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "jsonpickle"}
CALLS = {  # the end of a call's name: what is wrong with it
    "yaml.unsafe_load": "use yaml.safe_load",
    "yaml.full_load": "use yaml.safe_load",
    "yaml.load_all": "use yaml.safe_load_all",
    "torch.load": "it unpickles",
    "Word2Vec.load": "it unpickles",  # gensim's own form
    "FastText.load": "it unpickles",
    "KeyedVectors.load": "it unpickles",
    "utils.unpickle": "it unpickles",
    "shutil.unpack_archive": "it writes where the archive says",
    "enable_unsafe_deserialization": "models would run their code",
}
ARGUMENTS = {  # the end of a call's name: an argument that must stand there, and its value
    "numpy.load": ("allow_pickle", False),
    "load_model": ("safe_mode", True),
    "skops.io.load": ("trusted", []),
    "skops.io.loads": ("trusted", []),
}
PROGRAMS = ("saved_model.load", "tensorflow_hub.load", "KerasLayer")  # graphs may do anything
# Its callers hand on what `download` checked by its hash, or `check_folder` by a recipe's; the
# test loads what it has just written.
MAY_LOAD_PROGRAMS = {
    Path("bakeoff/encoders/hub/module.py"),
    Path("tests/encoders/bilm/test_saved_model.py"),
}


def names_of(tree):
    """Give what each imported name stands for: np -> numpy."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            names |= {
                alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
            }
    return names


def find(source, path):
    """Find the forbidden calls and imports of a file: its path, the line, and why."""
    tree = ast.parse(source)
    names = names_of(tree)
    for node in ast.walk(tree):
        for why in [*wrong_import(node), *wrong_call(node, names, path)]:
            yield f"{path.as_posix()}:{node.lineno}: {why}"


def wrong_import(node):
    """Say which module should not be imported."""
    imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom):
        imported = [node.module or ""]
    return [f"{name}: it unpickles" for name in imported if name.split(".")[0] in PICKLERS]


def wrong_call(node, names, path):
    """Say what is wrong with a call."""
    if not isinstance(node, ast.Call):
        return
    first, *rest = ast.unparse(node.func).split(".")
    called = ".".join([names.get(first, first), *rest])
    given = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
    is_test = path.parts[0] == "tests"  # reads what it wrote: numpy's own False will do
    for end, (name, value) in ARGUMENTS.items():
        default = repr(value) if is_test and end == "numpy.load" else None
        if f".{called}".endswith(f".{end}") and given.get(name, default) != repr(value):
            yield f"{called}: expected {name}={value}, got {given.get(name)}"
    for end, why in CALLS.items():
        if f".{called}".endswith(f".{end}"):
            yield f"{called}: {why}"
    if called.endswith(PROGRAMS) and path not in MAY_LOAD_PROGRAMS:
        yield f"{called}: only where the hash was checked"


def test_no_file_of_the_project_can_run_what_it_reads():
    """Every finding names its file and line."""
    assert len(FILES) > 200
    found = [finding for path in FILES for finding in find((ROOT / path).read_text("utf-8"), path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from joblib import load",
        "import dill as json",
        "import numpy as np; np.load(path)",
        "import numpy as np; np.load(path, allow_pickle=True)",
        "from numpy import load; load(path, mmap_mode='r')",
        "import numpy; numpy.load(path, allow_pickle=unsafe)",
        "import keras; keras.saving.load_model(path)",
        "import keras; keras.models.load_model(path, safe_mode=False)",
        "from keras.saving import load_model; load_model(path)",
        "import tensorflow as tf; tf.keras.models.load_model(path)",
        "import keras; keras.config.enable_unsafe_deserialization()",
        "import tensorflow as tf; tf.saved_model.load(path)",
        "import tensorflow_hub as hub; hub.load(handle)",
        "import tensorflow_hub as hub; hub.KerasLayer(handle)",
        "import skops.io; skops.io.load(path)",
        "import skops.io as sio; sio.load(path, trusted=types)",
        "import torch; torch.load(path)",
        "from gensim.models import KeyedVectors; KeyedVectors.load(path)",
        "import gensim; gensim.utils.unpickle(path)",
        "import yaml; yaml.unsafe_load(text)",
        "from yaml import full_load as read; read(text)",
        "import shutil; shutil.unpack_archive(path)",
    ],
)
def test_what_ruff_does_not_know_is_found(source):
    """With its file and line."""
    (found,) = find(f"\n{source}", Path("bakeoff/here.py"))
    assert found.startswith("bakeoff/here.py:2: ")


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np; np.load(path, allow_pickle=False)",
        "import keras; keras.saving.load_model(path, compile=False, safe_mode=True)",
        "import skops.io; skops.io.load(path, trusted=[])",
        "import yaml; yaml.safe_load(text)",
        "import json; json.load(file)",
    ],
)
def test_what_is_safe_is_left(source):
    """The rules are of what a call means, not of its last word."""
    assert not list(find(source, Path("bakeoff/here.py")))


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("eval(text)", "S307"),
        ("exec(text)", "S102"),
        ("import pickle\npickle.load(file)", "S301"),
        ("import marshal\nmarshal.loads(data)", "S302"),
        ("import pandas as pd\npd.read_pickle(path)", "S301"),
        ("import yaml\nyaml.load(text)", "S506"),
        ("import yaml\nyaml.load(text, Loader=yaml.Loader)", "S506"),
        ("import tarfile\ntarfile.open(path).extractall(folder)", "S202"),
        ("import os\nos.system(command)", "S605"),
        ("import subprocess\nsubprocess.run(command, shell=True)", "S602"),
        ("import jinja2\njinja2.Environment()", "S701"),
        ("import markupsafe\nmarkupsafe.Markup(text)", "S704"),
    ],
)
def test_the_linter_finds_the_rest(source, rule):
    """By the project's own settings, in its code and its tests."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=json"]
    for name in ("bakeoff/here.py", "tests/test_here.py"):
        done = subprocess.run(
            [*command, "--stdin-filename", name, "-"],
            cwd=ROOT,
            input=source,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1 and f'"{rule}"' in done.stdout


def test_dvc_tells_nobody_of_what_the_tests_do(tmp_path, monkeypatch):
    """Not in a folder without the project's .dvc/config either: tests need no network."""
    monkeypatch.chdir(tmp_path)
    assert not is_enabled()
