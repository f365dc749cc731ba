"""params.yaml is checked before any work, and an error says in one line what to correct."""

import copy
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.checking.check import check_files, find_errors
from bakeoff.core.errors import BakeoffError
from bakeoff.presets.combine import combine

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = yaml.safe_load((ROOT / "presets/sample.yaml").read_text(encoding="utf-8"))
GONE = object()
GLOVE = "data/embeddings/glove.npz"
PUBLISHED = {"file": "glove.zip", "urls": ["https://a.org/b.zip"], "hash": None, "dimension": 50}

WRONG_VALUES = [
    ("preset", "full sized", "match"),
    ("runtime.train.threads", 0, "greater than or equal to 1"),
    ("runtime.train.threads", 1000000, "less than or equal to 1024"),
    ("runtime.train.threads", "two", "integer"),
    ("runtime.encode.threads", True, "integer"),
    ("runtime.pretrain.onednn", 1, "boolean"),
    ("runtime.train.onednn", "yes", "boolean"),
    ("runtime.lbfgs", None, "dictionary"),
    ("sources", None, "dictionary"),
    ("sources", [], "dictionary"),
    ("sources.glove", None, "dictionary"),
    ("sources.glove.layout", "elmo", "'fasttext'"),
    ("sources.glove.dimension", -1, "greater than or equal to 1"),
    ("sources.glove.dimension", 10**30, "less than or equal to"),
    ("sources.glove.file", "a/b.zip", "match"),
    ("sources.glove.file", "..", "match"),
    ("sources.glove.file", "", "match"),
    ("sources.glove.file", "a\nb", "match"),
    ("sources.glove.file", "a\x1b[31m", "match"),
    ("sources.glove.file", "a\u202eb", "match"),
    ("sources.glove.file", "a" * 300, "at most 100 characters"),
    ("sources.glove.downsample", True, "number"),
    ("sources.glove.window", 10**12, "less than or equal to"),
    ("sources.glove.file", "\U0001f600" * 60, "at most 200 bytes"),
    ("embed.glove.extra_words", 10**30, "less than or equal to"),
    ("sources.spam.spam_share", 1.5, "less than 1"),
    ("sources.spam.spam_share", "0.5", "number"),
    ("sources.spam.seed", -1, "greater than or equal to 0"),
    ("prepare", None, "dictionary"),
    ("prepare.table.encoding", "latin-one", "encoding"),
    ("prepare.table.encoding", "rot13", "encoding"),
    ("prepare.table.mojibake", ["mac_roman", "cp1252"], "odd number"),
    ("prepare.table.text", 2, "list"),
    ("prepare.table.label", "", "at least 1 character"),
    ("prepare.duplicates", "drop", "'normalised'"),
    ("prepare.similarity", 0.4, "greater than or equal to 0.5"),
    ("prepare.similarity", 1, "less than 1"),
    ("prepare.conflicts", "first", "'majority'"),
    ("prepare.split", "random", "'folds'"),
    ("prepare.folds", 1, "greater than or equal to 2"),
    ("prepare.repeats", 0, "greater than or equal to 1"),
    ("prepare.given", {"column": "part"}, "name a file, or a column and a value"),
    ("prepare.valid", -0.1, "greater than or equal to 0"),
    ("prepare.test", 1.0, "less than 1"),
    ("prepare.test", float("nan"), "finite"),
    ("prepare.seed", 1.5, "integer"),
    ("prepare.seed", 2**32, "less than 4294967296"),
    ("text", "lower", "dictionary"),
    ("text.lower", "no", "boolean"),
    ("text.separators", "[", "regular expression"),
    ("text.separators", "a)(b", "regular expression"),
    ("text.separators", "(?i)a", "regular expression"),
    ("text.separators", "a{99999999999}", "regular expression"),
    ("text.separators", "(" * 5000 + ")" * 5000, "regular expression"),
    ("text.symbols", "a)|(b", "regular expression"),
    ("text.symbols", "[!?]", "one (group)"),
    ("text.max_length", 0, "greater than or equal to 1"),
    ("text.max_words", 0, "greater than or equal to 1"),
    ("embed.glove.extra_words", -1, "greater than or equal to 0"),
    ("embed.glove.missing", "mean", "'random'"),
    ("embed.glove.fallbacks", "lower", "list"),
    ("embed.glove.member", 50, "string"),
    ("embed.glove.max_bytes", 0, "greater than or equal to 1"),
    ("pretrain.elmo.optimizer", "sgd", "'adagrad'"),
    ("pretrain.elmo.options.lstm.dim", 0, "greater than or equal to 1"),
    ("pretrain.elmo.held_out", 1, "less than 1"),
    ("pretrain.elmo.learning_rate", 1e30, "less than or equal to 100"),
    ("encode.elmo", "hub", "dictionary"),
    ("encode.elmo.outputs", [], "at least 1 item"),
    ("encode.elmo.dtype", "bfloat16", "'float16'"),
    ("encode.elmo.symbols", "[!?]", "one (group)"),
    ("encode.elmo.kind", "elmo", "'bilm'"),
    ("encode.elmo.kind", ["hub"], "'bilm'"),
    ("mix.glove_fasttext", [GLOVE], "at least 2 items"),
    ("mix.glove_fasttext", GLOVE, "list"),
    ("heads.linear.C", [], "at least 1 item"),
    ("heads.pool.dropout", float("inf"), "finite"),
    ("heads.pool.dropout", 1.0, "less than 1"),
    ("heads.cnn.widths", [], "at least 1 item"),
    ("train.seeds", [], "at least 1 item"),
    ("train.seeds", [1, 2, 1], "each value once"),
    ("train.learning_rate", "fast", "number"),
    ("train.learning_rate", 1e30, "less than or equal to 100"),
    ("train.patience", 0, "greater than or equal to 1"),
    ("train", [1], "dictionary"),
    ("lbfgs.max_iter", "many", "integer"),
    ("models", {}, "at least 1 item"),
    ("models.tfidf", None, "dictionary"),
    ("models.tfidf.input", "data/prepared/test.csv", "'data/prepared/texts.csv'"),
    ("models.tfidf.characters", [5, 2], "smaller number first"),
    ("models.tfidf.fit", "train", "'lbfgs'"),
    ("models.keras.input", "data/prepared/train.csv", "'data/vocabulary.txt'"),
    ("models.glove.trainable", "yes", "boolean"),
    ("ensemble.tfidf_vectors", ["tfidf"], "at least 2 items"),
    ("ensemble.tfidf_vectors", ["tfidf", "glove", "tfidf"], "each value once"),
    ("ensemble.tfidf_vectors", "tfidf", "list"),
    ("choose.glove_best", ["glove"], "at least 2 items"),
    ("choose.glove_best", ["glove", "glove"], "each value once"),
    ("evaluate.metric", "auc", "'pr_auc'"),
    ("evaluate.margin", None, "dictionary"),
    ("evaluate.margin.f1", "small", "number"),
    ("evaluate.margin.f1", float("nan"), "finite"),
    ("evaluate.margin.f1", -0.02, "greater than or equal to 0"),
    ("evaluate.precision", 2, "less than or equal to 1"),
    ("learn.seeds", [5, 5], "each value once"),
    ("learn.also", ["keras", "keras"], "each value once"),
    ("learn.steps", 0, "greater than or equal to 1"),
    ("evaluate.threshold", 0.5, "'half'"),
    ("project.glove.iterations", 100, "greater than or equal to 250"),
]


def wrong(key, value):
    """Give the sample's parameters with one key set, or removed."""
    params = copy.deepcopy(SAMPLE)
    *sections, last = key.split(".")
    section = params
    for name in sections:
        section = section[name]
    if value is GONE:
        del section[last]
    else:
        section[last] = value
    return params


def check_params(params):
    """Raise the errors of params.yaml as `bakeoff check` does."""
    if errors := find_errors(params):
        raise BakeoffError(*errors)


def refusal(params):
    """Check wrong parameters; give the error, which is one line, without the file's name."""
    with pytest.raises(BakeoffError) as caught:
        check_params(params)
    text = str(caught.value)
    assert text.startswith("params.yaml: ") and "\n" not in text and len(text) < 1000
    return text.removeprefix("params.yaml: ")


@pytest.fixture
def refused(tmp_path, monkeypatch):
    """Give a function from the content of a wrong params.yaml to the error."""
    monkeypatch.chdir(tmp_path)

    def check(content):
        if content is not None:
            Path("params.yaml").write_bytes(
                content if isinstance(content, bytes) else content.encode()
            )
        with pytest.raises(BakeoffError) as caught:
            check_files()
        text = str(caught.value)
        assert text.startswith("params.yaml: ") and "\n" not in text and len(text) < 1000
        return text.removeprefix("params.yaml: ")

    return check


@pytest.mark.parametrize("name", ["sample", "full", "toy", "quick", "sms", "subj"])
def test_every_preset_is_valid(monkeypatch, name):
    """As `bakeoff use` writes it."""
    monkeypatch.chdir(ROOT)
    check_params(combine(name)[0])


def test_the_shipped_file_is_valid(monkeypatch):
    """It is read from the current folder."""
    monkeypatch.chdir(ROOT)
    check_files()


@pytest.mark.parametrize(("key", "value", "expected"), WRONG_VALUES)
def test_a_wrong_value_is_refused_with_its_key(key, value, expected):
    """Type or range: the error has the whole key, what was expected and what was found."""
    text = refusal(wrong(key, value))
    assert text.startswith(f"{key}: ") and expected in text
    shown = repr(value).strip("[]")[:20]
    assert shown.replace("\\", "") in text.replace("\\", "") or f"encoding: {value}" in text


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("embed.glove.fallbacks", ["case"], "embed.glove.fallbacks.0: "),
        ("train.seeds", [1, 2**32], "train.seeds.1: "),
        ("train.seeds", [1, True], "train.seeds.1: "),
        ("mix.glove_fasttext", [GLOVE, 3], "mix.glove_fasttext.1: "),
        ("ensemble.tfidf_vectors", ["tfidf", None], "ensemble.tfidf_vectors.1: "),
        ("pretrain.elmo.options.char_cnn.filters", [[1, 0]], "pretrain.elmo.options.char_cnn."),
    ],
)
def test_a_wrong_element_of_a_list_is_named_by_its_place(key, value, expected):
    """The places are numbered from 0."""
    assert refusal(wrong(key, value)).startswith(expected)


@pytest.mark.parametrize(
    ("changes", "key", "expected"),
    [
        ({"urls": []}, "urls", "at least 1 item"),
        ({"hash": "617afb2f"}, "hash", "match"),
        ({"hash": 1}, "hash", "string"),
        ({"dimension": 0}, "dimension", "greater than or equal to 1"),
        ({"dimension": None}, "dimension", "embed.glove needs the dimension"),
        ({"unpack": "yes"}, "unpack", "boolean"),
        ({"make": "elmo"}, "make", "'vectors'"),
        ({"make": []}, "make", "'vectors'"),
        ({"layout": "glove"}, "layout", "no such key"),
        ({"beside": [{"file": "x", "urls": ["y"]}]}, "beside.0.hash", "missing"),
    ],
)
def test_a_wrong_published_source_is_refused(changes, key, expected):
    """An entry without `make` is a file that others publish."""
    text = refusal(wrong("sources.glove", PUBLISHED | changes))
    assert text.startswith(f"sources.glove.{key}: ") and expected in text


def test_a_folder_of_an_encoder_is_named_by_its_whole_path():
    """Any folder will do, but DVC would look for one that is called ~."""
    check_params(wrong("encode.elmo.input", "/home/me/elmo"))
    assert "DVC does not expand ~" in refusal(wrong("encode.elmo.input", "~/elmo"))


def test_a_repository_holds_no_file_of_vectors():
    """Which of its files would it be?"""
    repository = {"repository": "owner/name", "revision": "main", "files": ["glove.txt"]}
    text = refusal(wrong("sources.glove", repository))
    assert text.startswith(
        "embed.glove.source: expected a source with a file of vectors, got glove"
    )


SECTIONS = (
    *("runtime.train", "runtime.lbfgs", "sources.glove", "sources.spam", "sources.sentences"),
    *("prepare", "prepare.table", "text", "embed.glove", "pretrain.elmo"),
    *("encode.elmo", "heads.cnn", "train", "lbfgs", "models.tfidf", "models.keras"),
    *("models.glove", "models.elmo", "learn", "evaluate", "project.glove"),
)


@pytest.mark.parametrize("section", SECTIONS)
def test_an_unknown_key_is_refused(section):
    """Nothing that stands in the file goes unread."""
    text = refusal(wrong(f"{section}.unheard_of", 1))
    assert text == f"{section}.unheard_of: there is no such key; correct or remove it"


@pytest.mark.parametrize("key", ["unheard_of", "workers", "quality", "download"])
def test_an_unknown_section_is_refused(key):
    """At the top as further down."""
    assert refusal(wrong(key, {})) == f"{key}: there is no such key; correct or remove it"


@pytest.mark.parametrize(
    "key",
    [
        *(section for section in SAMPLE if section not in ("train", "lbfgs")),
        *("prepare.seed", "prepare.table.text", "models.tfidf.head", "models.glove.kind"),
        *("sources.glove.file", "runtime.pretrain", "runtime.encode", "runtime.train.onednn"),
    ],
)
def test_a_missing_key_is_named(key):
    """What changes a result has no default."""
    assert refusal(wrong(key, GONE)) == f"{key}: this key is missing"


@pytest.mark.parametrize("way", ["train", "lbfgs"])
def test_a_way_to_fit_that_a_model_names_needs_its_section_and_its_runtime(way):
    """The error names the first such model."""
    model = {"train": "keras", "lbfgs": "bag"}[way]
    for key in (way, f"runtime.{way}"):
        text = refusal(wrong(key, GONE))
        assert text.startswith(f"models.{model}.fit: ") and repr(way) in text


def test_the_first_of_several_errors_is_told_and_the_others_are_counted():
    """One line, whatever is wrong."""
    text = refusal(wrong("prepare", {"input": "data/raw/spam"}))
    assert re.fullmatch(r"prepare.duplicates: this key is missing \(and \d+ more\)", text)


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("prepare.input", "data/raw/mails", ["of a source", "data/raw/spam"]),
        ("prepare.input", "data/texts", ["with `files`", "data/raw/spam"]),
        ("embed.glove.source", "use", ["in sources", "glove"]),
        ("pretrain.elmo.text", "data/raw/x/y.txt", ["data/raw/sentences"]),
        ("pretrain.elmo.text", "data/raw", ["data/raw/sentences"]),
        ("pretrain.elmo.text", "data/bilm/elmo", ["data/raw/sentences"]),
        ("encode.elmo.input", "data/raw/use", ["data/raw/glove", "data/bilm/elmo"]),
        ("mix.glove_fasttext", [GLOVE, "glove"], ["word2vec.npz", "'glove'"]),
        ("models.elmo.input", GLOVE, ["data/features/elmo"]),
        ("models.elmo.input", "data/mixes/glove_fasttext", ["data/features/elmo"]),
        ("models.glove.input", "data/features/elmo", ["data/mixes/elmo_glove"]),
        ("models.glove.input", "data/mixes/x", ["data/mixes/glove_fasttext"]),
        ("models.glove.input", "data/x.npz", [GLOVE]),
        ("project.glove.input", "data/x.npz", [GLOVE]),
        ("project.glove.input", "data/mixes/elmo_glove", ["data/mixes/elmo_glove/embedding.npz"]),
        ("project.keras.input", "models/tfidf/embedding.npz", ["models/keras/embedding.npz"]),
        ("evaluate.baseline", "bayes", ["in models", "tfidf"]),
        ("evaluate.baseline", "tfidf_vectors", ["in models", "tfidf"]),
        ("ensemble.tfidf_vectors", ["tfidf", "bayes"], ["in models", "glove", "'bayes'"]),
        ("learn.also", ["bayes"], ["in models", "glove", "'bayes'"]),
        ("models.keras.kind", "lstm", ["'pretrained'"]),
        ("models.keras.kind", "fit", ["'pretrained'"]),
        ("models.keras.kind", "__init__", ["'pretrained'"]),
        ("models.keras.head", "lstm", ["in heads", "pool"]),
        ("models.keras.head", "linear", ["pool", "kind learned"]),
        ("models.tfidf.head", "pool", ["linear", "kind counts"]),
        ("models.elmo.head", "pool", ["dense", "kind encoded"]),
        ("models.elmo.head", "linear", ["dense", "fit: train"]),
        ("models.keras.fit", "sgd", ["'train'"]),
        ("models.glove.fit", "lbfgs", ["'train'"]),
    ],
)
def test_a_name_that_nothing_describes_is_refused(key, value, named):
    """Beside those that are known."""
    text = refusal(wrong(key, value))
    assert text.startswith(f"{key}: ") and all(part in text for part in named)
    assert isinstance(value, list) or repr(value) in text


def test_a_head_or_a_runtime_of_an_unknown_name_is_refused():
    """As are a kind or a way to fit."""
    assert refusal(wrong("heads.lstm", {})).startswith("heads: expected one of ['cnn', 'dense', ")
    text = refusal(wrong("runtime.gpu", {"threads": 1}))
    assert text.startswith("runtime.gpu: ") and "pretrain, encode, lbfgs, train" in text


def test_a_removed_head_is_missed_by_the_model_that_names_it():
    """A section of heads may hold fewer than there are."""
    assert refusal(wrong("heads.dense", GONE)).startswith("models.elmo.head: expected one in heads")


def test_a_removed_source_is_missed_by_the_entry_that_names_it():
    """Each section that reads it says so."""
    for source, key in {"glove": "embed.glove.source", "sentences": "pretrain.elmo.text"}.items():
        assert refusal(wrong(f"sources.{source}", GONE)).startswith(f"{key}: ")


def test_a_source_without_a_dimension_gives_no_matrix():
    """The sentences are a source too."""
    text = refusal(wrong("embed.glove.source", "sentences"))
    assert text.startswith("sources.sentences.dimension: this key is missing; embed.glove")


def test_a_choice_is_between_models_of_one_input():
    """That exist, under a name that no model has."""
    text = refusal(wrong("choose.glove_best", ["glove", "word2vec"]))
    assert text == (
        "choose.glove_best: expected models of one input, got glove of data/embeddings/glove.npz "
        "and word2vec of data/embeddings/word2vec.npz"
    )
    assert "'glove_rnn'" in refusal(wrong("choose.glove_best", ["glove", "glove_rnn"]))
    text = refusal(wrong("choose.glove", ["glove", "glove_cnn"]))
    assert text == "choose.glove: expected a name that no model has; rename it"
    text = refusal(wrong("ensemble.glove_best", ["tfidf", "keras"]))
    assert text == "ensemble.glove_best: expected a name that no model has; rename it"


def test_a_metric_of_one_class_needs_its_name():
    """Only then are there two classes for sure."""
    params = wrong("evaluate.metric", "recall_at_precision")
    check_params(params)
    params["prepare"]["table"]["positive"] = None
    assert refusal(params).startswith("evaluate.metric: recall_at_precision needs a positive class")


def test_curves_of_one_training_set_end_in_rounds_that_are_trained():
    """Folds have a seed each, and without a smallest size there is no curve."""
    params = wrong("learn.seeds", [1, 9])
    check_params(params)
    params["prepare"]["split"] = "holdout"
    assert refusal(params).startswith("learn.seeds: expected seeds of train.seeds")
    params["learn"]["smallest"] = None
    check_params(params)


def test_an_ensemble_has_a_name_of_its_own():
    """Its scores would overwrite those of the model."""
    text = refusal(wrong("ensemble.glove", ["tfidf", "keras"]))
    assert text == "ensemble.glove: expected a name that no model has; rename it"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"head": "dense"},
            "head: expected one for models of the kind encoded with fit: lbfgs (",
        ),
        ({"trainable": True}, "expected trainable: false with fit: lbfgs"),
        ({"input": "data/mixes/elmo_glove"}, "input: expected features alone for a linear model"),
        ({"input": "data/mixes/more"}, "input: expected features alone for a linear model"),
    ],
)
def test_a_linear_model_reads_features_alone(changes, expected):
    """A mix of features may be among them; a mix of a mix with a matrix may not."""
    params = copy.deepcopy(SAMPLE)
    linear = {"kind": "encoded", "input": "data/features/elmo", "head": "linear", "fit": "lbfgs"}
    params["mix"]["twice"] = ["data/features/elmo", "data/features/elmo"]
    params["mix"]["more"] = ["data/mixes/twice", "data/mixes/elmo_glove"]
    params["models"]["probe"] = linear
    check_params(params)
    params["models"]["probe"] = linear | {"input": "data/mixes/twice"}
    check_params(params)
    params["models"]["probe"] = linear | changes
    assert refusal(params).startswith("models.probe") and expected in refusal(params)


def test_a_fine_tuned_bilm_needs_features_of_a_bilm():
    """Those of a TF-Hub module name no weights."""
    tuned = SAMPLE["models"]["elmo"] | {"kind": "bilm", "trainable": "lstm"}
    params = wrong("models.tuned", tuned)
    assert refusal(params).startswith("models.tuned.input: expected one written by encode of the")
    encoder = {"kind": "bilm", "matmul": "float32", "input": "data/bilm/elmo"}
    kept = {key: SAMPLE["encode"]["elmo"][key] for key in ("symbols", "dtype", "batch_tokens")}
    check_params(params | {"encode": {"elmo": encoder | kept}})


NAMES = (
    *("../../corpus", "$(touch x)", "--help", "-", "x; touch f;", "a b", "mix.ü", "ü", "a/b", ""),
    *("a.b", "a@b", "a\n", "\x1b[31m", "${x}", "x" * 200),
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "section", ["runtime", "sources", "embed", "encode", "mix", "heads", "models", "project"]
)
def test_a_name_that_leads_elsewhere_is_refused(section, name):
    """Names become names of files and of DVC's stages."""
    params = copy.deepcopy(SAMPLE)
    params[section][name] = next(iter(params[section].values()))
    text = refusal(params)
    assert text.startswith(f"{section}.") and "expected a name" in text


@pytest.mark.parametrize("name", [1, True, None, 1.5, float("nan")])
def test_a_name_that_is_no_text_is_refused(name):
    """As YAML reads `1:` or `null:`."""
    text = refusal(SAMPLE | {"ensemble": {name: ["tfidf", "keras"]}})
    assert text.startswith("ensemble.") and "expected a name" in text and f"got {name}" in text
    assert "string" in refusal(SAMPLE | {name: {}})


@pytest.mark.parametrize(
    "mix",
    [
        {"a": ["data/mixes/a", GLOVE]},
        {"a": ["data/mixes/b", GLOVE], "b": [GLOVE, "data/mixes/a"]},
    ],
)
def test_mixes_made_of_each_other_are_refused(mix):
    """None of them could be the first."""
    text = refusal(wrong("mix", SAMPLE["mix"] | mix))
    assert text.startswith("mix: expected no cycle, got [") and "data/mixes/a" in text
    assert "glove_fasttext" not in text


def test_a_mix_may_be_made_of_a_later_mix():
    """The order of the file does not matter."""
    check_params(wrong("mix", {"three": ["data/mixes/glove_fasttext", GLOVE], **SAMPLE["mix"]}))


def test_splits_that_leave_nothing_to_train_on_are_refused():
    """Their shares are of all rows."""
    text = refusal(wrong("prepare.valid", 0.8))
    assert text.startswith("prepare: ") and "train" in text


@pytest.mark.parametrize("text", ["", "[]", "- preset: sample", "preset", "3", "null"])
def test_yaml_that_is_no_mapping_is_refused(refused, text):
    """An empty file is none."""
    assert refused(text).startswith("expected a mapping of sections, got ")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: [",
            "a: b: c",
            "\t- a",
            "when: 2024-02-30",
            "a: \x07",
            "a: 1\na: 2",
            "a: 1\n---\nb: 2",
        ),
        *("? {a: 1}\n: 2", "a: " + "9" * 5000, "}", "%YAML 9.9\n---\na: 1"),
    ],
)
def test_text_that_is_no_yaml_is_refused(refused, text):
    """The line is named where one is known."""
    assert "not valid YAML: " in refused(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x", "line 2: expected plain values, got the alias *x"),
        ("a: *x", "line 1: expected plain values, got the alias *x"),
        ("a: &x {b: *x}", "line 1: expected plain values, got the alias *x"),
        ("threads: 010", "line 1: expected a decimal number without leading zeros, got 010"),
        ("threads: 0o10", "got 0o10"),
        ("threads: -0b1", "got -0b1"),
        ("a: 1\n007: 1", "line 2: expected a decimal number without leading zeros, got 007"),
        ("seed: 0x" + "f" * 5000, "without leading zeros, got 0xfff"),
        ("a: !!python/object:os.system x", "got the tag "),
        ("a: !!binary aGVsbG8=", "got the tag tag:yaml.org,2002:binary"),
        ("!!set {a, b}", "got the tag "),
        ("a: ! x", "got the tag "),
        ("a: " + "[" * 20000, "line 1: expected at most 20 levels of nesting"),
        ("a: " + "[" * 20000 + "]" * 20000, "expected at most 20 levels of nesting"),
        ("a: " + "{b: " * 20000, "expected at most 20 levels of nesting"),
        ("\n".join(" " * n + "a:" for n in range(2000)), "expected at most 20 levels of nesting"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(refused, text, expected):
    """Aliases, tags, other notations of numbers and deep nesting, before any value is made."""
    assert expected in refused(text)


def test_an_alias_bomb_is_refused(refused):
    """In memory it would be 10^10 numbers."""
    levels = [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 10)}]" for n in range(1, 10)]
    text = refused("\n".join(["b0: &b0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", *levels]))
    assert text.startswith("line 2: expected plain values, got the alias *b0; write the value out")


def test_a_tag_that_would_run_a_program_runs_none(refused, tmp_path):
    """The file may come from a stranger."""
    refused(f"preset: !!python/object/apply:os.mkdir ['{tmp_path / 'made'}']")
    assert not (tmp_path / "made").exists()


def test_a_file_that_is_not_utf_8_is_refused(refused):
    """YAML is."""
    assert "utf-8" in refused("preset: größe".encode("latin-1"))


def test_a_missing_file_is_named(refused):
    """Mostly it is the folder that is wrong."""
    assert refused(None) == "not found; run from the repository's root"


HEAVY = {
    "tensorflow",
    "keras",
    "sklearn",
    "scipy",
    "pandas",
    "gensim",
    "h5py",
    "altair",
    "requests",
}
LOADED = """
import atexit, runpy, sys
atexit.register(lambda: print(*sys.modules))
sys.argv[1:] = ["check"]
runpy.run_module("bakeoff", run_name="__main__")
"""


def test_the_command_loads_no_tensorflow(project):
    """It runs before every `dvc repro`, and imports the settings of all components."""
    found = run_check(project, "-c", LOADED)
    assert found.returncode == 0 and found.stderr == ""
    loaded = set(found.stdout.split())
    assert "bakeoff.models.fit.train.fitting" in loaded and not HEAVY & loaded


def test_the_command_ends_in_one_line(project):
    """On stderr, also where that takes ASCII alone."""
    project.params["evaluate"]["baseline"] = "größe\x1b"
    found = run_check(project, "-m", "bakeoff", "check")
    assert found.returncode == 1 and found.stdout == ""
    assert found.stderr.startswith("error: params.yaml: evaluate.baseline: ")
    assert found.stderr.endswith(r"got 'gr\xf6\xdfe\x1b'" + "\n")
    assert len(found.stderr.splitlines()) == 1


def run_check(project, *arguments):
    """Run Python in a project's folder."""
    project.write("params.yaml", yaml.safe_dump(project.params, allow_unicode=True).encode())
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project.folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def places(value, place=()):
    """Yield the place of every value, also of mappings and lists."""
    items = {dict: dict.items, list: enumerate}.get(type(value), lambda _: ())
    for key, inner in items(value):
        yield (*place, key)
        yield from places(inner, (*place, key))


PLACES = list(places(SAMPLE))
KEYS = st.one_of(
    st.sampled_from(sorted({str(key) for place in PLACES for key in place})),
    st.text(max_size=8),
    st.integers(),
    st.none(),
    st.booleans(),
    st.dates(),
)
SCALARS = st.one_of(
    KEYS,
    st.sampled_from([*SAMPLE["models"], *SAMPLE["heads"]]),
    st.sampled_from([GLOVE, "data/raw/", "data/mixes/elmo_glove", "data/features/", "train", "("]),
    st.floats(),
    st.integers(min_value=10**20),
    st.binary(max_size=4),
    st.datetimes(),
)
WILD = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)


@given(st.sampled_from(PLACES), WILD, KEYS)
def test_whatever_stands_in_the_file_is_accepted_or_refused_in_one_line(place, value, key):
    """Any value or key at any place: never another exception."""
    params = copy.deepcopy(SAMPLE)
    *sections, last = place
    section = params
    for name in sections:
        section = section[name]
    section[last] = value
    if isinstance(value, dict):
        value[key] = 1
    try:
        check_params(params)
    except BakeoffError as error:
        assert str(error).startswith("params.yaml: ") and len(str(error).splitlines()) == 1


def test_subwords_have_a_length():
    """gensim would take none without a word about it."""
    text = refusal(wrong("sources.fasttext.subwords.shortest", 9))
    assert text == "sources.fasttext.subwords: expected shortest up to longest, got 9 and 6"


def test_an_encoder_whose_recipe_would_overwrite_what_describes_a_model_is_refused():
    """Both are files beside the saved model."""
    text = refusal(wrong("encode.model", copy.deepcopy(SAMPLE["encode"]["elmo"])))
    assert text.startswith("encode.model: expected another name, since model.json describes")
