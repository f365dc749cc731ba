"""The sections of a preset beside `prepare`: vectors, encoders, and models on them."""

from typing import Any

from bakeoff.core.names import expect_one_of
from bakeoff.presets.encoders import KEY
from bakeoff.presets.mine.encoders import Encoder
from bakeoff.presets.mine.request import Request
from bakeoff.presets.mine.vectors import Vectors

INVENTED = ("spam", "glove", "word2vec", "fasttext", "sentences")  # sources of the sample
WITHOUT_VECTORS = ("bag", "tfidf_words", "tfidf", "keras")
CHEAP = ("bag", "tfidf")  # and a third: frozen vectors, or else a learned embedding
ON_SAMPLE = ("glove_cnn", "glove_shuffled", "glove_tuned")
MAP = {"points": 2500, "neighbours": 10, "perplexity": 30, "iterations": 500}
Section = dict[str, Any]


def make_sections(
    request: Request, vectors: list[Vectors], encoders: list[Encoder]
) -> dict[str, Any]:
    """Make the sections of vectors, encoders and models.

    Raises:
        BakeoffError: a model that is asked for does not exist.
    """
    names = [entry.name for entry in vectors]
    on_vectors = {name: model for entry in vectors for name, model in _models_on(entry).items()}
    encoded = [encoder.name for encoder in encoders]
    quick = [*CHEAP, names[0] if names else "keras", *encoded]
    kept = _choose(request, [*WITHOUT_VECTORS, *on_vectors, *encoded], quick)
    sources: Section = {name: None for name in INVENTED if name not in names}
    sections: dict[str, Section] = {
        "sources": sources | {entry.name: entry.source for entry in vectors},
        "embed": {entry.name: make_matrix(entry) for entry in vectors},
        "models": _models(on_vectors, kept, "glove" in names),
        "ensemble": _ensembles([*names, *encoded], kept),
    }
    sections["project"] = {
        name: None if request.quick else {"input": f"data/embeddings/{name}.npz", **MAP}
        for name in names
    }
    if request.quick and "keras" in kept:
        sections["project"]["keras"] = None
    if "tfidf" not in kept:
        sections["evaluate"] = {"baseline": kept[0]}
    _add_encoders(sections, [encoder for encoder in encoders if encoder.name in kept], request)
    return sections


def _choose(request: Request, known: list[str], quick: list[str]) -> list[str]:
    """Choose the models that are compared: those asked for, or a few, or all."""
    kept = [expect_one_of(name, known, "--models") for name in request.models]
    return kept or (quick if request.quick else known)


def _add_encoders(sections: dict[str, Any], encoders: list[Encoder], request: Request) -> None:
    """Add entries of encoders, and name the ready-made ones."""
    sections[KEY] = [encoder.ready for encoder in encoders if encoder.ready]
    for encoder in encoders:
        for key, entries in encoder.sections.items():
            sections[key] = sections.get(key, {}) | entries
        if request.quick:
            sections["project"][encoder.name] = None


def _models_on(vectors: Vectors) -> Section:
    """Make the models on vectors: frozen, tuned, and a control."""
    plain = {"kind": "pretrained", "input": f"data/embeddings/{vectors.name}.npz"}
    ends = {"head": "pool", "fit": "train"}
    return {
        vectors.name: plain | {"trainable": False} | ends,
        f"{vectors.name}_shuffled": plain | {"trainable": False, "shuffled": True} | ends,
        f"{vectors.name}_tuned": plain | {"trainable": True} | ends,
    }


def make_matrix(vectors: Vectors) -> Section:
    """Make the entry of `embed` of vectors."""
    plain = {"source": vectors.name, "extra_words": 20000, "fallbacks": vectors.fallbacks}
    return plain | {"missing": "random", "seed": 1}


def _models(on_vectors: Section, kept: list[str], with_glove: bool) -> Section:
    """Add models, and remove those of the sample that are not asked for."""
    models = {name: model for name, model in on_vectors.items() if name in kept}
    models |= {name: None for name in WITHOUT_VECTORS if name not in kept}
    if with_glove:  # otherwise they go with the vectors that they read
        models |= {name: None for name in ("glove", *ON_SAMPLE) if name not in kept}
    return models


def _ensembles(names: list[str], kept: list[str]) -> Section:
    """Average TF-IDF with each model on vectors or of an encoder."""
    both: Section = {"tfidf_vectors": None}
    for name in names:
        if {"tfidf", name} <= {*kept}:
            both[f"tfidf_{name}"] = ["tfidf", name]
    return both
