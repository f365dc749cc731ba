"""The stage that reads, repairs and splits the texts, and the one that lists their words."""

import csv
import json
from itertools import chain

import pytest

from bakeoff.core.messages import Message
from stages.prepare import describe_splits


def read(project, split):
    """Read the texts and labels of a split, with another reader than the project's."""
    path = project.folder / "data" / "prepared" / f"{split}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(int(row["row"]), row["text"], row["label"]) for row in csv.DictReader(file)]


def counts_of(project):
    """Read what the stage counted."""
    return json.loads((project.folder / "metrics" / "data.json").read_text(encoding="utf-8"))


def run(project, *stages):
    """Run stages; none may fail."""
    for stage in stages:
        done = project.run(stage)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def odd(project_in, tmp_path_factory):
    """Run on texts, some of them empty, without a known word, with a NUL byte or an emoji."""
    project = project_in(tmp_path_factory.mktemp("odd"))
    texts = ["", " ", "\x00", "a\x00b", "hi 😀 there", "ünknöwn", "two\nlines", "cr\rhere", "&amp;"]
    lines = [(f"text {row}", "spam") for row in range(30)]
    lines += [(f"{text}", "ham") for text in texts]
    content = "\ufeffv1,v2\r\n" + "".join(f'{label},"{text}"\r\n' for text, label in lines)
    project.write("data/raw/spam/spam.csv", content.encode())
    project.table |= {"encoding": "utf-8", "mojibake": []}
    project.params["prepare"] |= {"duplicates": "keep", "split": "none"}
    run(project, "prepare", "build_vocabulary")
    return project


def test_odd_texts_are_no_errors_and_are_counted(odd):
    """Each kind by itself."""
    counts = counts_of(odd)
    counted = ("rows", "empty", "with_nul", "not_ascii", "entities_undone", "kept", "dropped")
    assert [counts[name] for name in counted] == [39, 2, 2, 2, 1, 39, 0]


def test_odd_texts_are_carried_through(odd):
    """To every split, as they are."""
    texts = [text for _, text, label in read(odd, "train") if label == "ham"]
    assert texts[:3] == ["", " ", "\x00"] and texts[-4:-1] == ["ünknöwn", "two\nlines", "cr\rhere"]
    assert read(odd, "train") == read(odd, "valid") == read(odd, "test")


def test_the_vocabulary_of_odd_texts_has_a_word_per_line(odd):
    """By frequency; words that occur once are unknown."""
    content = (odd.folder / "data" / "vocabulary.txt").read_bytes()
    assert content.startswith(b"[PAD]\n[UNK]\n") and b"text\n" in content
    assert all(byte == 10 or byte > 32 for byte in content) and b"\n\n" not in content


def test_texts_of_no_known_word_are_no_error(project):
    """Every word occurs once: all of them are unknown."""
    project.write("data/raw/spam/spam.csv", b"v1,v2\nspam,one\nham,two\nham,\n")
    project.params["prepare"]["split"] = "none"
    run(project, "prepare", "build_vocabulary")
    assert (project.folder / "data" / "vocabulary.txt").read_bytes() == b"[PAD]\n[UNK]\n"


def test_the_shipped_settings_split_without_a_leak(project):
    """Duplicates are dropped before; every row is kept or counted; the positive class is last."""
    rows = [(f"message {row % 90}", "spam" if row % 90 < 30 else "ham") for row in range(100)]
    content = "v1,v2,,,\n" + "".join(f"{label},{text},,,\n" for text, label in rows)
    project.write("data/raw/spam/spam.csv", content.encode())
    run(project, "prepare")
    parts = {split: read(project, split) for split in ("train", "valid", "test")}
    found = [(row, *rows[row]) for row in range(90)]
    assert sorted(chain(*parts.values())) == found
    counts = counts_of(project)
    assert counts["splits"]["test"] == {"rows": 18, "labels": {"ham": 12, "spam": 6}}
    assert (counts["dropped"], counts["test_rows_in_training"]) == (10, 0)
    classes = project.folder / "data" / "prepared" / "classes.txt"
    assert classes.read_text(encoding="utf-8") == "ham\nspam\n"


def test_three_classes_are_split_too(project):
    """None of them is positive."""
    lines = (f"{'abc'[row % 3]},message {row}\n" for row in range(60))
    project.write("data/raw/spam/spam.csv", ("v1,v2\n" + "".join(lines)).encode())
    project.table |= {"positive": None}
    run(project, "prepare")
    assert counts_of(project)["splits"]["test"] == {"rows": 12, "labels": {"a": 4, "b": 4, "c": 4}}


def test_slices_of_the_test_are_counted():
    """Where there are any."""
    test = [Message(row, "", "ham", ["seen", "", "context"][row % 3]) for row in range(7)]
    found = describe_splits({"train": test[:1], "valid": [], "test": test})
    assert found["test_slices"] == {"context": 2, "seen": 3}
