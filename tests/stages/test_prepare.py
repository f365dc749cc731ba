"""The stage that reads and repairs the texts and gives them their roles."""

import csv
import json

import pytest

from stages.prepare import describe


def read(project):
    """Read the rows of the table, with another reader than the project's."""
    path = project.folder / "data" / "prepared" / "texts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


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
    run(project, "prepare")
    return project


def test_odd_texts_are_no_errors_and_are_counted(odd):
    """Each kind by itself."""
    counts = counts_of(odd)
    counted = ("rows", "empty", "with_nul", "not_ascii", "entities_undone", "kept", "dropped")
    assert [counts[name] for name in counted] == [39, 2, 2, 2, 1, 39, 0]


def test_odd_texts_are_carried_through(odd):
    """As they are."""
    texts = [row["text"] for row in read(odd) if row["label"] == "ham"]
    assert texts[:3] == ["", " ", "\x00"] and texts[-4:-1] == ["ünknöwn", "two\nlines", "cr\rhere"]
    assert {row["0.0"] for row in read(odd)} == {"train"}


def test_the_vocabulary_of_odd_texts_has_a_word_per_line(odd):
    """By frequency, after padding and the unknown word."""
    run(odd, "build_vocabulary")
    content = (odd.folder / "data" / "vocabulary.txt").read_bytes()
    assert content.startswith(b"[PAD]\n[UNK]\n") and b"text\n" in content
    assert all(byte == 10 or byte > 32 for byte in content) and b"\n\n" not in content


def test_the_shipped_settings_test_each_text_twice_without_a_leak(project):
    """Copies are dropped before; every row is kept or counted; the positive class is last."""
    words = [f"{chr(97 + row % 26) * 9} {chr(97 + row // 26) * 9}" for row in range(90)]
    rows = [(words[row % 90], "ham" if row % 3 else "spam") for row in range(100)]
    content = "v1,v2,,,\n" + "".join(f"{label},{text},,,\n" for text, label in rows)
    project.write("data/raw/spam/spam.csv", content.encode("latin-1"))
    run(project, "prepare")
    found = read(project)
    assert [(row["text"], row["label"]) for row in found] == rows[:90]
    assert [*found[0]][5:] == [f"{repeat}.{fold}" for repeat in (0, 1) for fold in range(5)]
    assert {[*row.values()][5:].count("test") for row in found} == {2}
    counts = counts_of(project)
    assert counts["partitions"]["1.4"]["test"] == {"rows": 18, "labels": {"ham": 12, "spam": 6}}
    assert (counts["dropped"], counts["kept"], counts["groups"]) == (10, 90, 90)
    classes = project.folder / "data" / "prepared" / "classes.txt"
    assert classes.read_text(encoding="utf-8") == "ham\nspam\n"


def test_the_same_texts_give_the_same_bytes(project):
    """In the table and in the counts."""
    lines = (f"{'abc'[row % 3]},message {row**9} {row % 7} of {row:b}\n" for row in range(90))
    project.write("data/raw/spam/spam.csv", ("v1,v2\n" + "".join(lines)).encode())
    project.table |= {"positive": None}
    project.params["prepare"]["duplicates"] = "normalised"
    written = []
    for _ in range(2):
        run(project, "prepare")
        paths = (project.folder / "data/prepared/texts.csv", project.folder / "metrics/data.json")
        written.append([path.read_bytes() for path in paths])
    assert written[0] == written[1]
    assert counts_of(project)["partitions"]["0.0"]["test"]["labels"] == {"a": 6, "b": 6, "c": 6}


def test_a_given_test_file_is_held_out_to_the_row(project):
    """And training texts that copy one of its texts are left out."""
    lines = [f"{'ham' if row % 2 else 'spam'},word {chr(97 + row) * 9}\n" for row in range(30)]
    project.write("data/raw/spam/spam.csv", ("v1,v2\n" + "".join(lines)).encode())
    project.write("data/raw/spam/test.csv", ("v1,v2\n" + "".join(lines[:2] + lines[:2])).encode())
    project.params["prepare"] |= {"split": "given", "given": {"file": "test.csv"}}
    run(project, "prepare")
    assert [row["0.0"] for row in read(project)][-4:] == ["test"] * 4
    assert [row["row"] for row in read(project) if row["0.0"] == ""] == ["0", "1"]
    assert counts_of(project)["left_out"] == 2


def test_what_was_done_is_said_in_lines():
    """With the rows of conflicts, and what was reduced, where there are any."""
    counts = {"rows": 9, "kept": 8, "groups": 7, "split": "folds", "partitions": {"0.0": {}}}
    counts |= {"reduced": 0, "left_out": 0, "conflicts": {"contents": 0, "examples": []}}
    counts |= {"rare_dropped": {}, "rare_pooled": {}, "labels_merged": {}, "unlabelled": 0}
    assert describe(counts) == ["9 rows read, 8 kept in 7 groups; split: folds, partitions: 1"]
    conflicts = {"contents": 1, "examples": [{"rows": [3, 5], "labels": {"a": 1, "b": 1}}]}
    lines = describe(counts | {"reduced": 4, "left_out": 0, "conflicts": conflicts})
    said = describe(counts | {"unlabelled": 2})[1]
    assert said == "rows without a label left out (prepare.table.unlabelled): 2"
    assert lines[1].startswith("4 near duplicates dropped") and lines[2].endswith("in rows [3, 5]")
