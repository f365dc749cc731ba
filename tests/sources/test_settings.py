"""Entries of `sources`: their key `make` says what they may hold; errors are one line."""

import os

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.settings import MadeToy, Published, Repository, check_source
from tests.conftest import ROOT

MINILM = {"repository": "owner/name", "revision": "main", "files": ["onnx/model.onnx", "a.json"]}
GLOVE = {"file": "glove.6B.zip", "urls": ["https://example.org/glove.zip"], "hash": None}


@pytest.mark.parametrize("preset", ["sample", "full", "toy", "quick", "sms", "subj"])
def test_the_shipped_sources_are_right(preset):
    """Every preset's own."""
    text = (ROOT / f"presets/{preset}.yaml").read_text(encoding="utf-8")
    for name, source in yaml.safe_load(text)["sources"].items():
        if source is not None:
            assert check_source(source, f"sources.{name}").file


def test_licences_of_shipped_sources_are_those_of_the_readme():
    """Of word vectors and texts; Google and the authors of ELMo state none."""
    sources = yaml.safe_load((ROOT / "presets/full.yaml").read_text(encoding="utf-8"))["sources"]
    found = {name: source["licence"] for name, source in sources.items() if source}
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Data and licences")[2]
    assert found.pop("word2vec") is None and found.pop("elmo") is None
    assert len(found) == 3 and all(f"| {licence} " in table for licence in found.values())


def test_make_tells_the_kind():
    """Without it, others publish the file."""
    assert isinstance(check_source(GLOVE, "sources.glove"), Published)
    assert isinstance(check_source(MINILM, "sources.minilm"), Repository)
    assert isinstance(check_source({"make": "toy", "file": "toy.csv"}, "sources.spam"), MadeToy)


def test_a_licence_is_optional():
    """Nobody has to state one for their own files."""
    assert check_source(GLOVE, "s").licence is None
    assert check_source(GLOVE | {"licence": "CC BY 4.0"}, "s").licence == "CC BY 4.0"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            GLOVE | {"make": "elmo"},
            "s.make: expected one of ['messages', 'toy', 'vectors', 'sentences'], got 'elmo'",
        ),
        (GLOVE | {"make": []}, "s.make: expected one of"),
        ({"make": "toy"}, "s.file: this key is missing"),
        (GLOVE | {"hash": "sha256:0"}, "s.hash: String should match pattern"),
        (GLOVE | {"table": {}}, "s.table: there is no such key; correct or remove it"),
        (GLOVE | {"licence": "MIT\n\x1b[31m"}, "s.licence: String should match pattern"),
        (GLOVE | {"licence": 4.0}, "s.licence: Input should be a valid string"),
        ({"make": "toy", "file": "t", "licence": "MIT"}, "s.licence: there is no such key"),
        (GLOVE | {"urls": []}, "s.urls: List should have at least 1 item"),
        (GLOVE | {"file": "../glove.zip"}, "s.file: String should match pattern"),
        (GLOVE | {"beside": [GLOVE]}, "s: beside: expected files of different names"),
        (MINILM | {"repository": "name"}, "s.repository: String should match pattern"),
        (MINILM | {"repository": "../name"}, "s.repository: String should match pattern"),
        (MINILM | {"repository": "datasets/owner/name"}, "s.repository: String should match"),
        (MINILM | {"revision": "../main"}, "s.revision: String should match pattern"),
        (MINILM | {"revision": 1}, "s.revision: Input should be a valid string"),
        (MINILM | {"files": []}, "s.files: List should have at least 1 item"),
        (MINILM | {"files": ["a", "a"]}, "s.files: expected different files, got 'a' twice"),
        (MINILM | {"files": ["a/b", "a"]}, "s.files: expected different files, got 'a' twice"),
        (MINILM | {"files": ["é" * 101]}, "s.files.0: String should have at most 100 characters"),
        (MINILM | {"files": ["漢" * 99]}, "s.files: expected names of at most 200 bytes"),
        (MINILM | {"hash": None}, "s.hash: there is no such key"),
        (MINILM | {"folder": ""}, "s.folder: expected the path of a file"),
        (None, "s: Input should be a valid dictionary"),
    ],
)
def test_a_wrong_source_is_refused(value, expected):
    """With the key that is wrong."""
    with pytest.raises(BakeoffError) as caught:
        check_source(value, "s")
    assert str(caught.value).startswith(expected) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../a", "a/../b", "a//b", "a/", "a\\b", "a\nb", "a/.", "", "\u202e"]
)
def test_a_path_that_leads_elsewhere_is_refused(path):
    """Or that cannot be shown."""
    with pytest.raises(BakeoffError, match=r"^s\.files\.0: String should match pattern"):
        check_source(MINILM | {"files": [path]}, "s")


@given(path=st.text(max_size=40) | st.text("./\\a~ ", max_size=8))
def test_an_accepted_path_stays_in_its_folder(path):
    """Whatever it is made of."""
    try:
        (file,) = check_source(MINILM | {"files": [path]}, "s").files
    except BakeoffError:
        return
    whole = os.path.normpath(f"/data/raw/minilm/{file}")
    assert whole == f"/data/raw/minilm/{file}" and "\0" not in file and "\\" not in file
