"""The seven phrases of the toy file, laid out as the published one."""

import csv

from bakeoff.sources.sample.published import PHRASES, write_toy


def test_the_toy_file_has_the_published_layout(tmp_path):
    """So that the same reader reads it."""
    write_toy(tmp_path / "toy.csv")
    assert (
        (tmp_path / "toy.csv").read_bytes().startswith(b"v1,v2,,,\n1,nice great best amazing,,,\n")
    )


def test_the_phrases_stand_in_their_order_with_their_labels(tmp_path):
    """As in the notebook."""
    write_toy(tmp_path / "toy.csv")
    with (tmp_path / "toy.csv").open(encoding="latin-1", newline="") as file:
        rows = [(row["v2"], int(row["v1"])) for row in csv.DictReader(file)]
    assert tuple(rows) == PHRASES and [label for _, label in rows] == [1, 0, 0, 1, 1, 0, 1]


def test_the_phrases_have_fifteen_words():
    """None stands twice."""
    assert len({word for phrase, _ in PHRASES for word in phrase.split()}) == 15
