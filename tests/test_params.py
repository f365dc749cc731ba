"""params.yaml is checked before any work, and an error says in one line what to mend."""

from pathlib import Path

import pytest
import yaml

from bakeoff.errors import BakeoffError
from bakeoff.params.reading import read_params

SHIPPED = Path(__file__).resolve().parents[1] / "params.yaml"
GONE = object()
GLOVE = "sources.sample.glove"
GLOVE_MATRIX = "data/embeddings/glove.npz"
TABLE = "sources.full.spam.table"

WRONG_VALUES = [
    ("threads", 0, "greater than or equal to 1"),
    ("threads", "two", "integer"),
    ("threads", True, "integer"),
    ("onednn", 1, "boolean"),
    ("onednn", "yes", "boolean"),
    ("download", "spam", "list"),
    ("download", [1], "string"),
    ("sources", None, "dictionary"),
    ("sources.sample", [], "dictionary"),
    ("sources.sample.glove", None, "dictionary"),
    ("sources.sample.glove.layout", "elmo", "'fasttext'"),
    ("sources.sample.glove.dimension", -1, "greater than or equal to 1"),
    ("sources.sample.glove.file", "a/b.zip", "match"),
    ("sources.sample.glove.file", "..", "match"),
    ("sources.sample.glove.file", "", "match"),
    ("sources.sample.spam.spam_share", 1.5, "less than 1"),
    ("sources.sample.spam.seed", -1, "greater than or equal to 0"),
    ("sources.full.glove.urls", [], "at least 1 item"),
    ("sources.full.glove.hash", "617afb2f", "match"),
    ("sources.full.spam.table.encoding", "latin-one", "encoding"),
    ("sources.full.spam.table.encoding", "rot13", "encoding"),
    ("sources.full.spam.table.mojibake", ["mac_roman", "cp1252"], "odd number"),
    ("sources.full.spam.table.text", 2, "string"),
    ("sources.full.spam.table.label", "", "at least 1 character"),
    ("prepare", None, "dictionary"),
    ("prepare.duplicates", "drop", "'normalised'"),
    ("prepare.split", "random", "'stratified'"),
    ("prepare.valid", -0.1, "greater than or equal to 0"),
    ("prepare.test", 1, "less than 1"),
    ("prepare.test", float("nan"), "finite"),
    ("prepare.seed", 1.5, "integer"),
    ("text.lower", "no", "boolean"),
    ("text.separators", "[", "regular expression"),
    ("text.symbols", "[!?]", "one (group)"),
    ("text.max_length", 0, "greater than or equal to 1"),
    ("build_vocabulary.max_words", 0, "greater than or equal to 1"),
    ("embed.glove.extra_words", -1, "greater than or equal to 0"),
    ("embed.glove.missing", "mean", "'random'"),
    ("embed.glove.fallbacks", ["case"], "'subwords'"),
    ("embed.glove.fallbacks", "lower", "list"),
    ("embed.glove.index", 1, "boolean"),
    ("embed.glove.member", 50, "string"),
    ("embed.glove.max_bytes", 0, "greater than or equal to 1"),
    ("mix.glove_fasttext", ["glove"], "at least 2 items"),
    ("heads.linear.C", 0, "greater than 0"),
    ("heads.linear.C", float("inf"), "finite"),
    ("heads.pool.dropout", 1.0, "less than 1"),
    ("heads.cnn.widths", [], "at least 1 item"),
    ("train.seeds", [], "at least 1 item"),
    ("train.learning_rate", "fast", "number"),
    ("train.patience", 0, "greater than or equal to 1"),
    ("models", {}, "at least 1 item"),
    ("models.tfidf.head", "pool", "'linear'"),
    ("ensemble.tfidf_vectors", ["tfidf"], "at least 2 items"),
    ("ensemble.tfidf_vectors", ["tfidf", "glove", "tfidf"], "each name once"),
    ("ensemble.tfidf_vectors", "tfidf", "list"),
    ("models.tfidf.input", "data/prepared/test.csv", "'data/prepared/train.csv'"),
    ("models.tfidf.char_ngrams", [5, 2], "smaller number first"),
    ("models.keras.head", "lstm", "'pool'"),
    ("models.keras.head", "linear", "'pool'"),
    ("models.keras.input", "data/prepared/train.csv", "'data/vocabulary.txt'"),
    ("models.glove.trainable", "yes", "boolean"),
    ("models.elmo.head", "pool", "'dense'"),
    ("encode.elmo.keep", "all", "'tokens'"),
    ("encode.elmo.outputs", [], "at least 1 item"),
    ("encode.elmo.dtype", "bfloat16", "'float16'"),
    ("encode.elmo.symbols", "[!?]", "one (group)"),
    ("encode.elmo.kind", "elmo", "'bilm'"),
    ("sources.sample.elmo.optimizer", "sgd", "'adagrad'"),
    ("sources.sample.elmo.options.lstm.dim", 0, "greater than or equal to 1"),
    ("sources.sample.elmo.held_out", 1, "less than 1"),
    ("evaluate.threshold", 0.5, "'half'"),
]


def edited(folder, key, value):
    """Write the shipped params.yaml with one key set, or taken away; give the path."""
    params = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    *sections, last = key.split(".")
    section = params
    for name in sections:
        section = section[name]
    if value is GONE:
        del section[last]
    else:
        section[last] = value
    return written(folder, yaml.safe_dump(params, sort_keys=False))


def written(folder, text):
    """Write params.yaml."""
    (folder / "params.yaml").write_text(text, encoding="utf-8")
    return folder / "params.yaml"


def refusal(path):
    """Read a wrong params.yaml; give the message, which names the file and is one line."""
    with pytest.raises(BakeoffError) as caught:
        read_params(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_the_shipped_file_is_valid():
    """Every profile's sources too."""
    params = read_params(SHIPPED)
    assert list(params.sources)[:3] == ["sample", "full", "toy"]
    assert params.source("glove") is params.sources["sample"]["glove"]


@pytest.mark.parametrize("profile", ["sample", "full", "toy"])
def test_every_shipped_profile_can_be_chosen(tmp_path, profile):
    """By its name alone."""
    assert read_params(edited(tmp_path, "profile", profile)).profile == profile


@pytest.mark.parametrize(("key", "value", "expected"), WRONG_VALUES)
def test_a_wrong_value_is_refused_with_its_key(tmp_path, key, value, expected):
    """Type or range: the message has the whole key, what was expected and what came."""
    message = refusal(edited(tmp_path, key, value))
    assert message.startswith(key) and expected in message
    assert repr(value)[:20].strip("[]") in message or f"encoding: {value}" in message


SECTIONS = (
    *("prepare", "text", "build_vocabulary", "embed.glove", "heads", "heads.cnn", "train"),
    *("models.tfidf", "models.keras", "models.glove", "evaluate", TABLE, GLOVE),
    *("sources.full.glove", "sources.toy.spam", "sources.sample.spam"),
)


@pytest.mark.parametrize("section", SECTIONS)
def test_an_unknown_key_is_refused(tmp_path, section):
    """Nothing that stands in the file goes unread."""
    message = refusal(edited(tmp_path, f"{section}.unheard_of", 1))
    assert message.startswith(f"{section}.unheard_of: there is no such key")


def test_an_unknown_section_is_refused(tmp_path):
    """At the top as further down."""
    assert refusal(edited(tmp_path, "reports", {})).startswith("reports: there is no such key")


@pytest.mark.parametrize(
    "key", ["profile", "prepare.seed", "models.tfidf.head", "sources.full.glove.file"]
)
def test_a_missing_key_is_named(tmp_path, key):
    """No key has a default."""
    assert refusal(edited(tmp_path, key, GONE)) == f"{key}: this key is missing"


def test_the_first_of_several_errors_is_told_and_the_others_are_counted(tmp_path):
    """One line, whatever is wrong."""
    message = refusal(edited(tmp_path, "prepare", {"source": "spam"}))
    assert message == "prepare.duplicates: this key is missing (and 4 more)"


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("profile", "full-sized", ["profile: ", "'sample', 'full', 'toy'", "'full-sized'"]),
        ("download", ["spam", "use"], ["download: 'use'", "sources.sample"]),
        ("prepare.source", "mails", ["prepare.source: 'mails'", "download"]),
        ("embed.glove.source", "use", ["embed.glove.source: 'use'", "download"]),
        (
            "mix.glove_fasttext",
            ["data/embeddings/glove.npz", "glove"],
            ["mix.glove_fasttext: 'glove'", "word2vec.npz"],
        ),
        ("encode.elmo.input", "data/raw/use", ["encode.elmo.input: ", "data/raw/elmo"]),
        (
            "models.elmo.input",
            "data/embeddings/glove.npz",
            ["models.elmo.input: ", "features/elmo"],
        ),
        ("models.glove.input", "data/features/elmo", ["models.glove.input: ", "mixes/elmo_glove"]),
        ("models.glove.input", "data/mixes/x", ["models.glove.input: ", "mixes/glove_fasttext"]),
        ("models.glove.input", "data/x.npz", ["models.glove.input: 'data/x.npz'", "glove.npz"]),
        ("project.glove", "data/x.npz", ["project.glove: 'data/x.npz'", "glove.npz"]),
        ("project.keras", "models/tfidf/embedding.npz", ["project.keras: ", "models/keras/"]),
        ("evaluate.baseline", "bayes", ["evaluate.baseline: 'bayes'", "tfidf"]),
        ("ensemble.two", ["tfidf", "bayes"], ["ensemble.two: 'bayes'", "in models", "glove"]),
        ("ensemble.glove", ["tfidf", "keras"], ["ensemble.glove: ", "no model has"]),
        ("models.keras.kind", "lstm", ["models.keras.kind: ", "'pretrained'", "'lstm'"]),
        (f"{GLOVE}.make", "elmo", [f"{GLOVE}.make: ", "'vectors'", "'elmo'"]),
    ],
)
def test_a_name_that_nothing_describes_is_refused(tmp_path, key, value, named):
    """Beside those that are known."""
    message = refusal(edited(tmp_path, key, value))
    assert message.startswith(named[0]) and all(part in message for part in named)


@pytest.mark.parametrize(
    "key", ["models.glove 6B", "embed.a/b", "mix.ü", "sources.my own", "sources.toy.a b"]
)
def test_a_name_that_makes_no_file_name_is_refused(tmp_path, key):
    """Names become names of files and of DVC's stages."""
    message = refusal(edited(tmp_path, key, {}))
    assert message.startswith(f"{key}: ") and "pattern" in message


def test_a_model_without_a_kind_is_refused(tmp_path):
    """Without it no other key has a meaning."""
    message = refusal(edited(tmp_path, "models.keras", {"head": "pool"}))
    assert message.startswith("models.keras: ") and "kind" in message


@pytest.mark.parametrize(
    "mix",
    [
        {"a": ["data/mixes/a", GLOVE_MATRIX]},
        {"a": ["data/mixes/b", GLOVE_MATRIX], "b": [GLOVE_MATRIX, "data/mixes/a"]},
    ],
)
def test_mixes_made_of_each_other_are_refused(tmp_path, mix):
    """None of them could be the first."""
    message = refusal(edited(tmp_path, "mix", mix | {"c": [GLOVE_MATRIX, GLOVE_MATRIX]}))
    assert message == f"mix: expected no circle, got {list(mix)} made of each other"


def test_a_mix_may_be_made_of_a_later_mix(tmp_path):
    """The order of the file does not matter."""
    shipped = read_params(SHIPPED).mix
    mix = {"three": ["data/mixes/glove_fasttext", GLOVE_MATRIX], **shipped}
    assert read_params(edited(tmp_path, "mix", mix)).mix == mix


def test_splits_that_leave_nothing_to_train_on_are_refused(tmp_path):
    """Their shares are of all rows."""
    message = refusal(edited(tmp_path, "prepare.valid", 0.8))
    assert message.startswith("prepare: ") and "train" in message


@pytest.mark.parametrize("text", ["", "[]", "profile", "3"])
def test_yaml_that_is_no_mapping_is_refused(tmp_path, text):
    """An empty file is none."""
    message = refusal(written(tmp_path, text))
    assert "dictionary" in message and repr(yaml.safe_load(text)) in message


@pytest.mark.parametrize(
    "text",
    ["a: [", "a: b: c", "\t- a", "when: 2024-02-30", "!!python/object:os.system x", "a: \x07"],
)
def test_text_that_is_no_safe_yaml_is_refused(tmp_path, text):
    """Tags that make objects are not followed."""
    assert refusal(written(tmp_path, text)).startswith("not valid YAML: ")


def test_a_tag_that_would_run_a_program_runs_none(tmp_path):
    """The file may come from a stranger."""
    made = tmp_path / "made"
    refusal(written(tmp_path, f"profile: !!python/object/apply:os.mkdir ['{made}']"))
    assert not made.exists()


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    """YAML is."""
    (tmp_path / "params.yaml").write_bytes("profile: größe".encode("latin-1"))
    assert "utf-8" in refusal(tmp_path / "params.yaml")


def test_a_missing_file_is_named(tmp_path):
    """Mostly it is the folder that is wrong."""
    assert "run from the repository's root" in refusal(tmp_path / "params.yaml")


def test_asking_for_an_entry_that_is_not_there_says_which_there_are():
    """As `python -m stages.train glvoe` would."""
    params = read_params(SHIPPED)
    with pytest.raises(BakeoffError, match=r"no entry 'glvoe'; expected one of \['tfidf', "):
        params.models["glvoe"]
