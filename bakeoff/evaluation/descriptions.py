"""What each model is, in a few words: "GloVe, frozen, 50 d, pooled head"."""

from collections.abc import Sequence

from bakeoff.evaluation.cost_table import Entry, list_parts
from bakeoff.evaluation.origins import Origins, find_source
from bakeoff.evaluation.settings import ModelInput

SPELLINGS = {
    "glove": "GloVe",
    "word2vec": "word2vec",
    "fasttext": "fastText",
    "elmo": "ELMo",
    "use": "Universal Sentence Encoder",
}
HEADS = {
    "linear": "logistic regression",
    "flatten": "flattened head",
    "pool": "pooled head",
    "cnn": "CNN head",
    "dense": "dense head",
}
SINGLE = {1: "words", 2: "word pairs", 3: "word triples"}


def describe_models(origins: Origins) -> dict[str, str]:
    """Describe all models, choices and ensembles."""
    found = {name: describe_model(model, origins) for name, model in origins.models.items()}
    for name, members in origins.choose.items():
        better = "better" if len(members) == 2 else "best"
        listed = join_names(members)
        found[name] = f"in each round the {better} of {listed} on the validation texts"
    for name, members in origins.ensemble.items():
        found[name] = f"mean of {join_names(members)}"
    return found


def describe_model(model: ModelInput, origins: Origins) -> str:
    """Describe one model: its input, whether that is fine-tuned, its dimension, its head."""
    head = HEADS.get(model.head, f"{model.head} head")
    if model.kind == "counts":
        return f"{describe_counts(model)}; {head}"
    if model.kind == "learned":
        return f"vectors learned from these texts, {model.dimension} d, {head}"
    parts = list_parts(model.input, origins.mix)
    if model.kind not in ("pretrained", "encoded", "bilm") or not parts:
        return f"{model.kind}, {head}"
    dimension = sum_dimensions(parts, origins)
    found = [describe_vectors(model, parts, origins), f"{dimension} d" if dimension else "", head]
    return ", ".join(filter(None, found))


def describe_vectors(model: ModelInput, parts: Sequence[Entry], origins: Origins) -> str:
    """Name the vectors that a model reads, and say whether they are fine-tuned."""
    names = {part: name_part(part, origins) for part in parts}
    named = " + ".join(names.values())
    state = "fine-tuned" if model.trainable else "frozen"
    stages = {stage for stage, _ in parts}
    if model.shuffled:
        owner = f"{named}'s vectors" if len(parts) == 1 else f"vectors of {named}"
        return f"{owner} on the wrong words (control), {state}"
    if model.kind != "encoded" or not model.trainable:
        return f"{named}, {state}"
    if stages == {"encode"}:  # an encoder is frozen, whatever the key says
        return f"{named}, frozen"
    states = {"encode": "frozen", "embed": "fine-tuned"}
    return " + ".join(f"{name} ({states[stage]})" for (stage, _), name in names.items())


def name_part(part: Entry, origins: Origins) -> str:
    """Name vectors by their entry, and an encoder of a repository as its authors do."""
    stage, name = part
    if stage != "encode" or name.partition("_")[0] in SPELLINGS:
        return spell(name)
    source = origins.sources.get(find_source(part, origins))
    if source and source.repository:
        return source.repository.rpartition("/")[2]
    return f"encoder {name}"


def describe_counts(model: ModelInput) -> str:
    """Name the n-grams that are counted, and how they are weighted."""
    grams = name_grams(model.words) if model.words else []
    if model.characters:
        grams.append(f"character {name_range(*model.characters)}")
    listed = join_names(grams)
    return f"TF-IDF of {listed}" if model.weights == "tfidf" else f"{listed}, present or absent"


def name_grams(words: Sequence[int]) -> list[str]:
    """Name n-grams of words, given the shortest and the longest."""
    first, last = words
    if last <= max(SINGLE):
        return [SINGLE[length] for length in range(first, last + 1)]
    return [f"word {name_range(first, last)}"]


def name_range(first: int, last: int) -> str:
    """Name n-grams by their lengths."""
    return f"{first}-grams" if first == last else f"{first}- to {last}-grams"


def sum_dimensions(parts: Sequence[Entry], origins: Origins) -> int | None:
    """Add up the dimensions of matrices; None if one is unknown, as that of an encoder."""
    found = [
        origins.sources[origins.embed[name].source].dimension if stage == "embed" else None
        for stage, name in parts
    ]
    known = [dimension for dimension in found if dimension]
    return sum(known) if len(known) == len(found) else None


def spell(name: str) -> str:
    """Spell well-known vectors as their authors do, also at the beginning of a name."""
    first, _, rest = name.partition("_")
    return f"{SPELLINGS[first]} {rest}".rstrip() if first in SPELLINGS else name


def join_names(names: Sequence[str]) -> str:
    """List names as in a sentence: "a, b and c"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
