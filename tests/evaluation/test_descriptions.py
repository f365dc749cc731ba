"""What models are, in a few words."""

import pytest

from bakeoff.evaluation.descriptions import describe_models
from tests.evaluation.test_origins import FETCHED, origins_of

SAMPLE = {
    "bag": "words, present or absent; logistic regression",
    "tfidf_words": "TF-IDF of words and word pairs; logistic regression",
    "tfidf": "TF-IDF of words, word pairs and character 2- to 5-grams; logistic regression",
    "keras": "vectors learned from these texts, 50 d, pooled head",
    "glove": "GloVe, frozen, 50 d, pooled head",
    "glove_shuffled": "GloVe's vectors on the wrong words (control), frozen, 50 d, pooled head",
    "glove_cnn": "GloVe, frozen, 50 d, CNN head",
    "glove_tuned": "GloVe, fine-tuned, 50 d, pooled head",
    "word2vec": "word2vec, frozen, 50 d, pooled head",
    "fasttext": "fastText, frozen, 50 d, pooled head",
    "glove_fasttext": "GloVe + fastText, frozen, 100 d, pooled head",
    "elmo": "ELMo, frozen, dense head",
    "elmo_glove": "ELMo + GloVe, frozen, dense head",
    "glove_best": "in each round the better of glove and glove_cnn on the validation texts",
    "tfidf_vectors": "mean of tfidf, word2vec and fasttext",
}


def test_every_model_of_the_sample_is_described():
    """As a reader would say it."""
    assert describe_models(origins_of()) == SAMPLE


COUNTS = {"kind": "counts", "input": "data/prepared/texts.csv", "head": "linear"}
MIX = {"kind": "pretrained", "input": "data/mixes/glove_fasttext", "head": "flatten"}
ENCODED = {"kind": "encoded", "input": "data/mixes/elmo_glove", "head": "dense"}


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (COUNTS | {"words": [2, 2]}, "word pairs, present or absent; logistic regression"),
        (
            COUNTS | {"words": [1, 3]},
            "words, word pairs and word triples, present or absent; logistic regression",
        ),
        (
            COUNTS | {"words": [1, 4], "weights": "tfidf"},
            "TF-IDF of word 1- to 4-grams; logistic regression",
        ),
        (
            COUNTS | {"characters": [3, 3], "weights": "tfidf"},
            "TF-IDF of character 3-grams; logistic regression",
        ),
        (
            MIX | {"shuffled": True},
            "vectors of GloVe + fastText on the wrong words (control), frozen, 100 d, "
            "flattened head",
        ),
        (ENCODED | {"trainable": True}, "ELMo (frozen) + GloVe (fine-tuned), dense head"),
        (
            ENCODED | {"input": "data/features/elmo", "trainable": True},
            "ELMo, frozen, dense head",
        ),
        (
            {**ENCODED, "kind": "bilm", "input": "data/features/elmo", "trainable": "lstm"},
            "ELMo, fine-tuned, dense head",
        ),
        ({**MIX, "kind": "quantum", "head": "odd"}, "quantum, odd head"),
    ],
)
def test_other_models_are_described_alike(model, expected):
    """N-grams by their lengths; an encoder stays frozen where a matrix beside it is fine-tuned."""
    assert describe_models(origins_of(models={"m": model}))["m"] == expected


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("glove_840b", "GloVe 840b"),
        ("elmo_large_2", "ELMo large_2"),
        ("gloves", "gloves"),
        ("my_glove", "my_glove"),
        ("__proto__", "__proto__"),
        ("toString", "toString"),
    ],
)
def test_well_known_names_are_spelt_as_their_authors_do(name, shown):
    """Also with something behind `_`; others stay as they are."""
    glove = {"kind": "pretrained", "input": f"data/embeddings/{name}.npz", "head": "pool"}
    origins = origins_of(
        models={"m": glove},
        embed={name: {"source": "x"}},
        sources={"x": FETCHED | {"dimension": 300}},
    )
    assert describe_models(origins)["m"] == f"{shown}, frozen, 300 d, pooled head"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("data/raw/minilm", "all-MiniLM-L6-v2"),
        ("/home/me/models/minilm", "encoder my_own"),
        ("data/raw/copied", "encoder my_own"),
    ],
)
def test_an_encoder_is_named_as_its_repository(path, shown):
    """Or, without one, by its entry, and as what it is."""
    model = ENCODED | {"input": "data/features/my_own", "head": "linear"}
    origins = origins_of(
        models={"m": model, "mixed": ENCODED | {"input": "data/mixes/both", "trainable": True}},
        mix={"both": ["data/features/my_own", "data/embeddings/glove.npz"]},
        encode={"my_own": {"input": path}},
        sources={
            "minilm": {"repository": "sentence-transformers/all-MiniLM-L6-v2"},
            "copied": FETCHED,
        },
    )
    found = describe_models(origins)
    assert found["m"] == f"{shown}, frozen, logistic regression"
    assert found["mixed"] == f"{shown} (frozen) + GloVe (fine-tuned), dense head"


def test_a_dimension_that_is_not_stated_is_left_out():
    """Of a mix too: half of it would mislead."""
    found = describe_models(origins_of(sources={"fasttext": FETCHED}))
    assert found["fasttext"] == "fastText, frozen, pooled head"
    assert found["glove_fasttext"] == "GloVe + fastText, frozen, pooled head"


def test_the_best_of_three_is_no_better_one():
    """And all three are named."""
    found = describe_models(origins_of(choose={"c": ["a", "b", "toString"]}))["c"]
    assert found == "in each round the best of a, b and toString on the validation texts"
