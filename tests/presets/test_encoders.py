"""Ready-made encoders: named by an option or a preset, added, compared and removed again."""

import logging
from pathlib import Path

import pytest

from bakeoff.cli.options import ENCODERS
from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.presets.encoders import find_added, list_encoders, read_entries
from bakeoff.presets.overlay import covers
from bakeoff.presets.use import use_preset
from bakeoff.sources.settings import Repository, check_source
from tests.conftest import ROOT

PARAMS = Path("params.yaml")
SAMPLE = Path("presets/sample.yaml")
NAMES = sorted((path.stem for path in (ROOT / "presets/encoders").glob("*.yaml")), key=str.lower)
each = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def use(caplog, folder):
    """Give a function that writes a preset with encoders and gives the lines that it logs."""
    caplog.set_level(logging.INFO)

    def write(name, *encoders, models=None):
        caplog.clear()
        use_preset(name, models, encoders)
        return caplog.messages

    return write


def test_the_help_names_the_shipped_encoders(folder):
    """In the order in which they are listed."""
    assert ENCODERS == ", ".join(NAMES) == ", ".join(list_encoders())


@each
def test_an_entry_is_a_model_on_what_it_encodes(name, folder):
    """Each part reads what another makes; the source states a licence and the exact files."""
    entries = read_entries(name, "--with")
    (short,) = entries["sources"]
    assert {*entries} == {"sources", "encode", "models", "project"}
    assert all([*section] == [short] for section in entries.values())
    assert covers(f"data/raw/{short}", entries["encode"][short]["input"])
    assert entries["models"][short]["input"] == f"data/features/{short}"
    assert entries["project"][short]["input"] == f"data/features/{short}"
    assert check_source(dict(entries["sources"][short]), "s").licence


def test_repositories_are_pinned_to_a_commit(folder):
    """But for WordLlama's, of which downloads.lock records the content."""
    sources = [*(source for name in NAMES for source in read_entries(name, "")["sources"].values())]
    pinned = [len(source["revision"]) for source in sources if "repository" in source]
    assert sorted(pinned) == [4, 40, 40, 40, 40]
    assert isinstance(check_source(dict(sources[0]), "s"), Repository)


@pytest.mark.parametrize("preset", sorted(path.stem for path in (ROOT / "presets").glob("*.yaml")))
def test_all_encoders_fit_every_preset(preset, use):
    """What is written passes the check of params.yaml, and their names differ."""
    use(preset, *NAMES)
    assert find_added(read_yaml(PARAMS)) == NAMES


def test_what_is_added_is_listed_and_removed_by_the_preset_alone(use):
    """A line per entry; the bytes are those of before."""
    printed = use("sample", "wordllama")
    sections = ("sources", "encode", "models", "project")
    assert printed == [
        *(f"{section}.wordllama: added" for section in sections),
        "params.yaml: preset sample",
    ]
    assert "models.wordllama: removed (not committed)" in use("sample")
    assert PARAMS.read_bytes() == SAMPLE.read_bytes()


def test_an_encoder_is_no_edit_of_the_user(use):
    """Another preset replaces it without a word, and an edit with one."""
    use("sample", "wordllama")
    text = PARAMS.read_text(encoding="utf-8")
    PARAMS.write_text(text.replace("batch_tokens: 16384", "batch_tokens: 99"), encoding="utf-8")
    edits = [line for line in use("toy") if line.startswith("your edit of")]
    (edit,) = edits
    assert edit.startswith("your edit of encode.wordllama.batch_tokens: 16384 -> 99 is replaced")


def test_models_may_be_kept_by_the_name_of_an_encoders_model(use):
    """With what it needs, and nothing else."""
    use("sample", "wordllama", "potion-base-8M", models=["tfidf", "wordllama"])
    params = read_yaml(PARAMS)
    assert {*params["models"]} == {"tfidf", "wordllama"} and {*params["encode"]} == {"wordllama"}
    assert {*params["sources"]} == {"spam", "wordllama"}


def test_a_preset_may_name_encoders_and_change_their_entries(use):
    """Its own keys win; an option adds others."""
    text = "with: [wordllama]\nencode: {wordllama: {dtype: float16}}\n"
    Path("presets/mine.yaml").write_text(text, encoding="utf-8")
    use("mine", "wordllama", "potion-base-8M")
    params = read_yaml(PARAMS)
    assert params["encode"]["wordllama"]["dtype"] == "float16" and "with" not in params
    assert {"wordllama", "potion"} <= {*params["models"]}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("all-minilm-l6-v2", r"^--with: expected one of .*; did you mean all-MiniLM-L6-v2\?$"),
        ("../sms", r"^--with: expected one of all-MiniLM-L6-v2, .*, got '\.\./sms'"),
    ],
)
def test_an_unknown_encoder_is_one_line(use, name, expected):
    """With the closest one; params.yaml stays."""
    with pytest.raises(BakeoffError, match=expected):
        use("sample", name)
    assert PARAMS.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize("value", ["wordllama", "{a: b}", "[wordlama]", "[[1]]", "3"])
def test_a_preset_with_a_wrong_list_of_encoders_is_refused(use, value):
    """By its key."""
    Path("presets/mine.yaml").write_text(f"with: {value}\n", encoding="utf-8")
    with pytest.raises(BakeoffError, match=r"^presets/mine\.yaml: with: expected "):
        use("mine")
    assert PARAMS.read_bytes() == SAMPLE.read_bytes()
