"""Where the vectors of models come from."""

import pytest

from bakeoff.core.parameters import read_yaml
from bakeoff.evaluation.origins import Origins, find_invented, list_licences
from tests.conftest import ROOT

SECTIONS = Origins.model_fields
FETCHED = {"file": "x", "urls": ["/x"], "hash": None}


def origins_of(**changes):
    """Take the sample's sections, with other entries."""
    params = read_yaml(ROOT / "presets/sample.yaml")
    sections = {name: params[name] for name in SECTIONS}
    for name, entries in changes.items():
        sections[name] = {**sections[name], **entries}
    return Origins(**sections)


def test_what_is_made_here_is_invented():
    """In the sample the messages and all vectors are."""
    found = find_invented(origins_of(), "data/raw/spam")
    assert found == {"texts": True, "vectors": ["glove", "word2vec", "fasttext", "elmo"]}


def test_published_files_are_not_invented():
    """Neither texts nor vectors; a biLM is what its text is."""
    origins = origins_of(sources={name: FETCHED for name in ("spam", "glove", "sentences")})
    found = find_invented(origins, "data/raw/spam")
    assert found == {"texts": False, "vectors": ["word2vec", "fasttext"]}


def test_a_model_has_the_licences_of_the_vectors_that_it_reads():
    """A mix has those of both; counts and learned vectors have none."""
    sources = {"glove": FETCHED | {"licence": "PDDL 1.0"}, "fasttext": FETCHED}
    licences = list_licences(origins_of(sources=sources))
    assert licences["glove_tuned"] == {"glove": "PDDL 1.0"}
    assert licences["glove_fasttext"] == {"glove": "PDDL 1.0", "fasttext": None}
    assert licences["elmo_glove"] == {"sentences": "invented", "glove": "PDDL 1.0"}
    assert licences["tfidf"] == licences["keras"] == {}


def test_a_group_has_the_licences_of_its_members():
    """Each source once."""
    licences = list_licences(origins_of(ensemble={"all": ["glove", "word2vec", "glove_cnn"]}))
    assert licences["all"] == {"glove": "invented", "word2vec": "invented"}
    assert licences["glove_best"] == {"glove": "invented"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("data/raw/weights", {"weights": "Apache 2.0"}),
        ("data/raw/weights/module", {"weights": "Apache 2.0"}),
        ("/home/me/elmo", {"…/elmo": None}),
        ("data/bilm/mine", {"my texts/news.txt": None}),
    ],
)
def test_an_encoder_is_traced_to_what_it_was_made_from(path, expected):
    """A source, a folder of one's own, or the text that it was pretrained on."""
    origins = origins_of(
        encode={"elmo": {"kind": "hub", "input": path}},
        pretrain={"mine": {"text": "my texts/news.txt"}},
        sources={"weights": FETCHED | {"licence": "Apache 2.0"}},
    )
    assert list_licences(origins)["elmo"] == expected


def test_a_fine_tuned_bilm_has_the_licence_of_its_encoder():
    """Its input is the features that the frozen one gave."""
    tuned = {"kind": "bilm", "input": "data/features/elmo", "head": "dense", "trainable": "lstm"}
    assert list_licences(origins_of(models={"tuned": tuned}))["tuned"] == {"sentences": "invented"}


def test_names_that_javascript_knows_are_names():
    """They go through as they are."""
    glove = {"kind": "pretrained", "input": "data/embeddings/toString.npz", "head": "pool"}
    origins = origins_of(
        models={"__proto__": glove},
        embed={"toString": {"source": "constructor"}},
        sources={"constructor": FETCHED | {"licence": "<b>free</b>"}},
    )
    assert list_licences(origins)["__proto__"] == {"constructor": "<b>free</b>"}
