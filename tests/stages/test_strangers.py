"""Files from strangers go through the stages: what they hold stays text, wherever it is shown."""

import csv
import os
import subprocess
import sys

import pytest

from bakeoff.core.errors import printable
from tests.conftest import ROOT
from tests.report.example import HOSTILE, write_example

CLASSES = ["=cmd|' /C calc'!A0", "</script><img src=x onerror=alert(1)>[red]|`"]
SLICES = ["{{ 7*7 }}", "a,b\"'[bold]|<!--"]
TEXTS = [HOSTILE, '"=1+1"\ttab', "\x1b]0;title\x07 \x9b31m \u202e", "</textarea>\r\n<b>", "a\x00b"]
WORDS = ["</script><img", "[red]", "\ue000", "re\ue001d", "=cmd", "`rm`", "caf\U000f0000e"]


def write_table(path, header, rows):
    """Write CSV as other programs write it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])


@pytest.fixture(scope="module")
def world(project_in, tmp_path_factory):
    """Prepare hostile texts, and show hostile words in the projector."""
    project = project_in(tmp_path_factory.mktemp("strangers"))
    raw = project.folder / "data/raw"
    rows = [(CLASSES[row % 2], f"{TEXTS[row % 5]} {row} {WORDS[row % 7]}") for row in range(70)]
    write_table(raw / "spam/spam.csv", ["v1", "v2"], rows)
    write_table(raw / "spam/slices.csv", ["row", "slice"], [(n, SLICES[n % 2]) for n in range(70)])
    project.table |= {"slices": "slices.csv", "encoding": "utf-8", "mojibake": [], "html": False}
    project.table["positive"] = CLASSES[1]
    project.write("data/raw/glove/g.txt", "".join(f"{word} 1 2\n" for word in WORDS).encode())
    source = {"file": "g.txt", "urls": ["mine/g.txt"], "hash": None, "dimension": 2}
    project.params["sources"]["glove"] = source
    project.params["embed"]["glove"] |= {"extra_words": 10, "fallbacks": []}
    for stage in (["prepare"], ["build_vocabulary"], ["embed", "glove"], ["project", "glove"]):
        done = project.run(*stage)
        assert done.returncode == 0, done.stderr
        assert printable(done.stderr.replace("\n", "")) == done.stderr.replace("\n", "")
    return project, rows


def test_texts_and_classes_are_carried_as_they_are(world):
    """No formula is changed, no row is lost."""
    project, rows = world
    with (project.folder / "data/prepared/texts.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(line["label"], line["text"]) for line in found] == rows
    assert {line["slice"] for line in found} == set(SLICES)
    classes = (project.folder / "data/prepared/classes.txt").read_text(encoding="utf-8")
    assert classes.split("\n") == [*CLASSES, ""]


def test_the_projector_has_a_line_per_word_and_a_line_per_vector(world):
    """All with the same number of cells."""
    folder = world[0].folder / "data/projector/glove"
    words, vectors = (
        (folder / f"{name}.tsv").read_text(encoding="utf-8").split("\n")[:-1]
        for name in ("metadata", "tensor")
    )
    assert len(words) == len(vectors) + 1 and {line.count("\t") for line in words} == {4}
    assert all(line.replace("\t", "").isprintable() for line in words)
    shown = [line.split("\t")[0] for line in words]
    assert {r"\ue000", r"re\ue001d", r"caf\U000f0000e"} <= set(shown)


def test_a_class_that_steers_a_terminal_is_refused(project):
    """Its name would stand in every table that DVC prints."""
    project.write("data/raw/spam/spam.csv", b"v1,v2\nham,a\n\x1b[31mspam,b\n")
    done = project.run("prepare")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "\x1b" not in done.stderr
    assert r"line 3: expected a label of printable characters, got '\x1b[31mspam'" in done.stderr


def test_the_name_of_a_file_cannot_steer_a_terminal(project):
    """The error shows it as an escape."""
    project.table["file"] = "\x1b[31m\nspam.csv"
    done = project.run("prepare")
    assert done.returncode == 1 and r"data/raw/spam/\x1b[31m\nspam.csv: " in done.stderr
    assert done.stderr.count("\n") == 1 and "\x1b" not in done.stderr


@pytest.mark.parametrize("arguments", [["answer", "--all"], ["answer", "--markdown"], ["check"]])
def test_no_command_prints_what_steers_a_terminal(project, arguments):
    """The leaderboard of a hostile run, and wrong parameters."""
    write_example(project.folder, hostile=HOSTILE)
    coverage = project.folder / "metrics/coverage"
    (coverage / "fasttext.json").write_bytes((coverage / "glove.json").read_bytes())
    if arguments == ["check"]:
        project.params[f"\x1b[red]:skull:\x1b[31m{HOSTILE}"] = 1  # a long key is cut
    project.run("report")
    done = subprocess.run(
        [sys.executable, "-m", "bakeoff", *arguments],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "900"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == (arguments == ["check"]), done.stderr
    lines = [*done.stdout.split("\n"), *done.stderr.split("\n")]
    assert len(lines) > 2 and all(line.isprintable() for line in lines)
    told = "".join(lines).replace("\\", "")
    assert "[red]:skull:x1b[31m" in told and "window.pwned" in told
