"""The command that writes a preset into params.yaml."""

import logging
import re
import subprocess
from pathlib import Path

import pytest

from bakeoff.checking.check import find_errors
from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.presets.use import use_preset
from tests.conftest import ROOT
from tests.presets.conftest import commit

PARAMS = Path("params.yaml")
SAMPLE = Path("presets/sample.yaml")


@pytest.fixture
def use(caplog, folder):
    """Give a function that writes a preset and gives the lines that the command logs."""
    caplog.set_level(logging.INFO)

    def write(name, models=None):
        caplog.clear()
        use_preset(name, models)
        return caplog.messages

    return write


def edit(old, new, path=PARAMS):
    """Replace a string in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_fresh_clone_runs_the_sample():
    """What is committed is what the preset writes, whatever is in force here."""
    shown = [
        subprocess.run(["git", "show", f"HEAD:{path}"], cwd=ROOT, capture_output=True)
        for path in (PARAMS, SAMPLE)
    ]
    if any(done.returncode for done in shown):
        pytest.skip("no commit has both files")
    assert shown[0].stdout == shown[1].stdout


def test_a_preset_is_written_and_its_changes_are_listed(use):
    """One line per key, or per entry that is new, removed or of another kind."""
    printed = use("toy")
    assert printed[0] == "preset: sample -> toy" and "train.epochs: 40 -> 100" in printed
    assert printed[-2:] == ["sources.spam: messages -> toy", "params.yaml: preset toy"]
    params = read_yaml(PARAMS)
    assert params["sources"]["spam"] == {"make": "toy", "file": "toy.csv"}
    assert params["models"]["tfidf"]["min_count"] == 1 and params["train"]["patience"] is None


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "presets").glob("*.yaml")))
def test_every_shipped_preset_passes_the_check_of_params_yaml(use, name):
    """Its names, paths and values agree."""
    use(name)
    assert not find_errors(read_yaml(PARAMS))


def test_published_files_are_the_same_in_every_preset():
    """A preset has all keys of a source, so that addresses and hashes stand in several files."""
    full, sms, subj = (read_yaml(ROOT / f"presets/{name}.yaml") for name in ("full", "sms", "subj"))
    assert sms["sources"]["spam"] == full["sources"]["spam"]
    assert sms["sources"]["glove"] == full["sources"]["glove"] | {"dimension": 50}
    assert subj["sources"]["glove"] == sms["sources"]["glove"]
    assert subj["ensemble"] == sms["ensemble"]


def test_the_way_back_gives_the_same_bytes(use):
    """From any preset."""
    for name in ("full", "toy", "sample"):
        use(name)
    assert PARAMS.read_bytes() == SAMPLE.read_bytes()
    assert use("sample") == ["params.yaml: preset sample"]


def test_edits_are_listed_before_another_preset_replaces_them(use):
    """They are what differs from the preset that params.yaml names."""
    edit("learning_rate: 0.001", "learning_rate: 0.01")
    line = "your edit of train.learning_rate: 0.001 -> 0.01 is replaced"
    assert use("toy")[0] == f"{line} (not committed)"
    use("sample")
    edit("learning_rate: 0.001", "learning_rate: 0.01")
    commit()
    assert use("toy")[0] == line


def test_what_models_removed_is_no_edit(use):
    """An edit beside it is one, and so is a model that somebody removed."""
    use("full", ["tfidf", "glove"])
    edit("learning_rate: 0.001", "learning_rate: 0.01")
    assert [line.partition(":")[0] for line in use("toy") if "your edit" in line] == [
        "your edit of train.learning_rate"
    ]
    use("sample", ["tfidf", "keras", "glove"])
    text = PARAMS.read_text("utf-8")
    PARAMS.write_text(re.sub(r"\n  glove:\n    kind: (.+\n    ?)+", "\n", text), "utf-8")
    assert any(line.startswith("your edit of models.glove: removed") for line in use("toy"))


def test_edits_are_listed_when_their_own_preset_is_written_again(use):
    """Here the changes are the edits, undone."""
    edit("\n  epochs: 40", "\n  epochs: 4")
    assert use("sample")[0] == "train.epochs: 4 -> 40 (not committed)"


def test_without_the_preset_that_it_names_edits_cannot_be_listed(use):
    """The command says so and goes on; so it does without any params.yaml."""
    edit("preset: sample", "preset: gone")
    assert "your edits cannot be listed: presets: expected one of" in use("sample")[0]
    PARAMS.unlink()
    assert use("sample")[-1] == "params.yaml: preset sample"


@pytest.mark.parametrize("name", ["", "others", "$(touch canary)", "; touch canary", "../../x"])
def test_an_unknown_preset_is_one_line_that_names_the_others(use, name):
    """Also a name that leads elsewhere; params.yaml stays."""
    with pytest.raises(
        BakeoffError, match=rf"^presets: .* full, .*, toy, got {re.escape(repr(name))}$"
    ):
        use(name)
    assert PARAMS.read_bytes() == SAMPLE.read_bytes() and not Path("canary").exists()


def test_a_preset_that_is_nearly_right_is_told(use):
    """And a command, where it makes the preset."""
    for name, expected in {
        "smaple": "got 'smaple'; did you mean sample\\?$",
        "../sample": "did you mean sample\\?$",
        "mine": "^presets/mine.yaml: does not exist yet; `bakeoff init FILE` writes it$",
    }.items():
        with pytest.raises(BakeoffError, match=expected):
            use(name)


def test_what_reads_a_removed_source_is_left_out_and_named(use):
    """Models, mixes and maps of it."""
    Path("presets/mine.yaml").write_text("sources: {word2vec: null}\n", encoding="utf-8")
    printed = use("mine")
    left_out = "left out, because no entry makes"
    assert f"{left_out} data/embeddings/word2vec.npz: models.word2vec, project.word2vec" in printed
    assert f"{left_out} models/word2vec: ensemble.tfidf_vectors" in printed
    params = read_yaml(PARAMS)
    assert params["preset"] == "mine" and "word2vec" not in params["project"]


def test_a_preset_that_is_wrong_leaves_params_yaml_alone(use):
    """A copy of another preset whose name was not changed, or a key that does not exist."""
    path = Path("presets/mine.yaml")
    for text, key in (("preset: full\n", "preset: expected mine"), ("trian: {}\n", "trian: there")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BakeoffError, match=f"^presets/mine.yaml: {key}"):
            use("mine")
    assert PARAMS.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("overlay", "key"),
    [
        ("models: {tfidf: {foo: 1}}", "models.tfidf.foo"),
        ("models: {new: 5}", "models.new"),
        ("text: {lower: {x: 1}}", "text.lower"),
        ("heads: {linear: null}", "models.bag.head"),
        ("prepare: {input: nope}", "prepare.input"),
        ("embed: {../../x: {source: glove}}", "embed"),
    ],
)
def test_what_the_check_refuses_is_not_written(use, overlay, key):
    """The message names the preset, whose author can mend it."""
    before = PARAMS.read_bytes()
    Path("presets/mine.yaml").write_text(overlay, encoding="utf-8")
    with pytest.raises(BakeoffError, match=rf"^presets/mine\.yaml: {key}"):
        use("mine")
    assert PARAMS.read_bytes() == before


def test_a_damaged_section_of_params_yaml_is_replaced(use):
    """Whatever it holds: this command repairs the file."""
    damaged = "preset: sample\nmodels: [a]\nheads: 5\ntrain: {epochs: 40.0}\n"
    PARAMS.write_text(damaged, encoding="utf-8")
    printed = use("sample")
    assert any(line.startswith("train.epochs: 40.0 -> 40") for line in printed)
    assert PARAMS.read_bytes() == SAMPLE.read_bytes()


def test_an_empty_list_behind_a_comment_is_refused_by_its_key(use):
    """Ruamel would write it to a line of its own, which is no YAML."""
    Path("presets/mine.yaml").write_text("preset: mine\nprepare: {table: {text: []}}\n", "utf-8")
    with pytest.raises(BakeoffError, match=r"mine\.yaml: prepare\.table\.text: "):
        use("mine")
