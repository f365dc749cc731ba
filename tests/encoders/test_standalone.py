"""The commands for users of a biLM outside of the pipeline."""

import csv
import json
import sys

import h5py
import numpy as np
import pytest

from tests.encoders.tiny import contents, grammar, options, run

SMALL = ["--epochs", "2", "--optimizer", "adam", "--learning-rate", "0.02", "--samples", "10"]
TEXTS = "the n1 v1 .\n\nFree entry, now!!\n😀 ok\nthe n1 v1 .\n"


def command(*arguments):
    """Give the command line."""
    return [sys.executable, "-m", "bakeoff", "elmo", *map(str, arguments)]


def refusal(folder, *arguments):
    """Run a command in vain; give its message, which is the last line."""
    before = contents(folder)
    done = run(command(*arguments), folder)
    assert done.returncode == 1 and "Traceback" not in done.stderr and not done.stdout
    last = done.stderr.rstrip("\n").split("\n")[-1]
    assert last.startswith("error: ") and done.stderr.count("error: ") == 1
    assert contents(folder) == before
    return last.removeprefix("error: ")


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Pretrain on a text and encode others with the result; give their folder."""
    folder = tmp_path_factory.mktemp("commands")
    lines = [" ".join(sentence) for sentence in grammar(80)]
    (folder / "text.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "small.json").write_text(json.dumps(options(layers=1)), encoding="utf-8")
    (folder / "texts.txt").write_text(TEXTS, encoding="utf-8")
    for arguments in [
        ("pretrain", "text.txt", "-o", "elmo", "--options", "small.json", *SMALL),
        ("encode", "elmo", "texts.txt", "-o", "features", "--symbols", "([!,])"),
    ]:
        done = run(command(*arguments), folder)
        assert done.returncode == 0, done.stderr
    return folder


def test_pretraining_leaves_a_bilm_in_both_forms(results):
    """Its options are those that were given, its perplexity that of every epoch."""
    names = {path.name for path in (results / "elmo").iterdir()}
    assert names == {"options.json", "weights.hdf5", "module", "perplexity.csv"}
    written = json.loads((results / "elmo" / "options.json").read_text(encoding="utf-8"))
    assert written["lstm"] == options(layers=1)["lstm"]
    with h5py.File(results / "elmo" / "weights.hdf5") as file:
        assert file["char_embed"].shape == (261, 4)
    with (results / "elmo" / "perplexity.csv").open(encoding="utf-8", newline="") as file:
        assert [row["epoch"] for row in csv.DictReader(file)] == list("111222")


def test_encoding_gives_a_row_for_every_line(results):
    """Lines without tokens have zeros; equal lines have equal vectors."""
    features = np.load(results / "features" / "texts.npy")
    assert features.shape == (5, 2, 24) and features.dtype == np.float32
    np.testing.assert_array_equal(features[0], features[4])
    assert features.any(axis=(1, 2)).tolist() == [True, False, True, True, True]


def test_a_byte_order_mark_is_no_part_of_the_first_text(results, tmp_path):
    """Notepad and PowerShell write one, also into the text of a pretraining."""
    (tmp_path / "texts.txt").write_text(TEXTS, encoding="utf-8-sig")
    done = run(command("encode", results / "elmo", "texts.txt", "-o", "out"), tmp_path)
    assert done.returncode == 0, done.stderr
    features = np.load(tmp_path / "out/texts.npy")
    np.testing.assert_array_equal(features[0], features[4])


def test_nothing_else_is_left(results):
    """No shard, no checkpoint."""
    names = sorted(path.name for path in results.iterdir())
    assert names == ["elmo", "features", "small.json", "text.txt", "texts.txt"]


def test_a_module_is_an_encoder_too(results, tmp_path, tmp_path_factory):
    """Once it is trusted, its features are those of the biLM; they may stand where the user is."""
    arguments = ("encode", results / "elmo/module", results / "texts.txt", "--symbols", "([!,])")
    outputs = ("--outputs", "word_emb,lstm_outputs1")
    store = tmp_path_factory.mktemp("store")
    encode = command(*arguments, *outputs, "-o", ".")
    done = run(encode, tmp_path, BAKEOFF_STORE=str(store))
    assert done.returncode == 1 and "module: expected a module whose hash is on" in done.stderr
    done = run(command("trust", results / "elmo"), tmp_path, BAKEOFF_STORE=str(store))
    assert done.returncode == 0 and f"recorded as trusted in {store}/trusted/" in done.stderr
    done = run(encode, tmp_path, BAKEOFF_STORE=str(store))
    assert done.returncode == 0, done.stderr
    expected = np.load(results / "features" / "texts.npy")
    assert list(contents(tmp_path)) == ["texts.npy"]
    np.testing.assert_allclose(np.load(tmp_path / "texts.npy"), expected, atol=1e-4)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["pretrain", "encode", "trust"]),
        (["pretrain"], ["text", "--options", "--samples", "resumes from its last checkpoint"]),
        (["encode"], ["encoder", "texts", "--symbols", "texts.npy"]),
    ],
)
def test_help_says_what_a_command_does(tmp_path, arguments, expected):
    """The usage names the arguments; nothing is written."""
    done = run(command(*arguments, "--help"), tmp_path, COLUMNS="200")
    assert done.returncode == 0 and all(part in done.stdout for part in expected)
    assert not contents(tmp_path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "text.txt: expected a text file, plain or gzipped; "),
        (b"\n \n", "text.txt: expected one sentence per line, got no sentence"),
    ],
)
def test_a_text_without_sentences_is_refused(tmp_path, content, expected):
    """Nothing is written."""
    if content is not None:
        (tmp_path / "text.txt").write_bytes(content)
    assert refusal(tmp_path, "pretrain", "text.txt", "-o", "elmo").startswith(expected)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("encode", "elmo", "texts.txt", "--symbols", "("),
            "encode: symbols: expected a regular expression, got '('",
        ),
        (
            ("pretrain", "text.txt", "--learning-rate", "0"),
            "pretrain: learning_rate: Input should be gr",
        ),
    ],
)
def test_an_option_that_cannot_be_is_refused(tmp_path, arguments, expected):
    """By its name, before any work is done."""
    assert refusal(tmp_path, *arguments, "-o", "out").startswith(expected)


def test_a_result_does_not_replace_a_file(tmp_path):
    """--out must be a folder; the error comes before any work."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    done = run(command("pretrain", "text.txt", "-o", "mine"), tmp_path)
    assert done.returncode == 2 and "is a file" in done.stderr and "Traceback" not in done.stderr
    assert contents(tmp_path) == {"mine": b"mine"}


@pytest.mark.parametrize("damage", ["empty", "weights", "texts"])
def test_an_encoder_or_texts_that_cannot_be_read_are_refused(exported, tmp_path, damage):
    """A folder that holds nothing, weights that were cut, texts that are not there."""
    elmo = tmp_path / "elmo"
    elmo.mkdir()
    if damage != "empty":
        for name, size in (("options.json", None), ("weights.hdf5", 3000)):
            content = (exported / name).read_bytes()
            (elmo / name).write_bytes(content[: None if damage == "texts" else size])
    if damage != "texts":
        (tmp_path / "texts.txt").write_text(TEXTS, encoding="utf-8")
    expected = {
        "empty": "elmo: expected a folder with saved_model.pb, got ",
        "weights": "elmo/weights.hdf5: expected an hdf5 file, got one that cannot be read",
        "texts": "texts.txt: expected a text file in UTF-8",
    }[damage]
    message = refusal(tmp_path, "encode", "elmo", "texts.txt", "-o", "features")
    assert expected in message.replace("elmo/module", "elmo")
