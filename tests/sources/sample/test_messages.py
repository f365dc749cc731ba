"""The labelled messages: the published format, and what each slice promises."""

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.sample import words
from bakeoff.sources.sample.language import build_language
from bakeoff.sources.sample.messages import write_messages
from bakeoff.sources.sample.published import cells, curly, mojibake, typed
from bakeoff.sources.settings import MadeMessages

ROWS, SEED = 5572, 3
LANGUAGE = build_language(SEED)
SLICES = {"seen", "synonym", "misspelt", "context"}


def write(folder, file, *, seed, rows, spam_share):
    """Write messages."""
    write_messages(
        folder,
        MadeMessages(make="messages", file=file, seed=seed, rows=rows, spam_share=spam_share),
    )


def true_text(published):
    """Undo `mojibake`, step by step."""
    return published.decode("mac_roman").encode("cp1252").decode("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write the default number of messages once."""
    path = tmp_path_factory.mktemp("sample")
    write(path, "spam.csv", seed=SEED, rows=ROWS, spam_share=0.134)
    return path


@pytest.fixture(scope="module")
def rows(folder):
    """Read the rows back as (label, slice, true text, number of cells)."""
    text = true_text((folder / "spam.csv").read_bytes())
    table = list(csv.reader(io.StringIO(text)))[1:]
    slices = list(csv.reader((folder / "slices.csv").open(encoding="utf-8")))[1:]
    assert [int(row) for row, _ in slices] == list(range(ROWS)) and len(table) == ROWS
    return [
        (label, kind, unescape(",".join(cell for cell in texts if cell)), sum(map(bool, texts)))
        for (label, *texts), (_, kind) in zip(table, slices, strict=True)
    ]


def words_of(text):
    """Return the lower-cased words of a text."""
    return re.findall(r"[a-z0-9-]+", text.lower())


def test_the_header_and_the_line_ends_are_as_published(folder):
    """Three columns have no name."""
    content = (folder / "spam.csv").read_bytes()
    assert content.startswith(b"v1,v2,,,\n") and b"\r" not in content


def test_pound_signs_have_the_bytes_of_the_published_file(folder):
    """E5 A3, as the reader must repair it."""
    assert b"\xe5\xa3" in (folder / "spam.csv").read_bytes()


def test_every_row_has_a_label_five_columns_and_a_slice(rows, folder):
    """Ham or spam, and one of four slices."""
    text = (folder / "spam.csv").read_text(encoding="latin-1")
    assert {len(row) for row in csv.reader(io.StringIO(text))} == {5}
    assert {row[0] for row in rows} == {"ham", "spam"} and {row[1] for row in rows} == SLICES


def test_some_texts_hold_html_entities(folder):
    """Placeholders of numbers, and ampersands."""
    content = (folder / "spam.csv").read_bytes()
    assert b"&lt;#&gt;" in content and b"&amp;" in content


def test_the_share_of_spam_is_the_one_asked_for(rows):
    """Duplicates are counted in."""
    assert sum(row[0] == "spam" for row in rows) == round(ROWS * 0.134)


def test_about_seven_percent_of_the_rows_repeat_another(rows):
    """403 of 5,572 in the published file."""
    repeats = ROWS - len({row[2] for row in rows})
    assert repeats == pytest.approx(403, abs=2)


def test_a_few_texts_run_over_into_the_unnamed_columns(rows):
    """50 of 5,572 in the published file."""
    assert 0.004 < sum(row[3] > 1 for row in rows) / ROWS < 0.014


@pytest.mark.parametrize("label", ["ham", "spam"])
def test_both_classes_have_all_slices_in_like_shares(rows, label):
    """A slice must not reveal the class."""
    kinds = Counter(row[1] for row in rows if row[0] == label)
    total = sum(kinds.values())
    assert kinds["seen"] / total == pytest.approx(0.64, abs=0.03)
    assert all(kinds[k] / total == pytest.approx(0.12, abs=0.03) for k in SLICES - {"seen"})


def test_a_rare_synonym_stands_in_exactly_one_row(rows):
    """So that no split lets a model see it in training."""
    rare = {word for c in (*LANGUAGE.spam, *LANGUAGE.ham) for word in c.rare}
    found = [(word, row[1]) for row in rows for word in set(words_of(row[2])) & rare]
    assert max(Counter(word for word, _ in found).values()) == 1
    assert {kind for _, kind in found} == {"synonym"}


def test_common_synonyms_stand_in_seen_messages_only(rows):
    """A message of another slice must not be solved by them."""
    common = {word for c in (*LANGUAGE.spam, *LANGUAGE.ham) for word in c.common}
    kinds = {row[1] for row in rows if common & set(words_of(row[2]))}
    assert kinds == {"seen"}


def test_each_half_of_a_pair_stands_in_both_classes_of_the_context_slice(rows):
    """About as often as the classes themselves."""
    for word in (w for group in (*words.AMBIGUOUS, *words.DECIDERS) for w in group):
        hits = [row[0] for row in rows if row[1] == "context" and word in words_of(row[2])]
        assert 0.05 < hits.count("spam") / len(hits) < 0.3


def test_lengths_are_those_of_short_messages(rows):
    """Medians near those of the published file."""
    lengths = {c: sorted(len(r[2].split()) for r in rows if r[0] == c) for c in ("ham", "spam")}
    assert 9 <= lengths["ham"][len(lengths["ham"]) // 2] <= 15
    assert 18 <= lengths["spam"][len(lengths["spam"]) // 2] <= 26


def test_the_vocabulary_has_a_long_tail(rows):
    """Thousands of words, most of them met once."""
    counts = Counter(word for row in rows for word in words_of(row[2]))
    assert len(counts) > 4000 and sum(n == 1 for n in counts.values()) > 0.4 * len(counts)


def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path):
    """Whatever the order of sets there."""
    script = (
        "import sys; from pathlib import Path; "
        "from tests.sources.sample.test_messages import write; "
        "write(Path(sys.argv[1]), 'a.csv', seed=1, rows=300, spam_share=0.2)"
    )
    written = []
    for hash_seed in ("1", "2"):
        folder = tmp_path / hash_seed
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path.cwd())}
        subprocess.run([sys.executable, "-c", script, str(folder)], env=environment, check=True)
        written.append([(folder / name).read_bytes() for name in ("a.csv", "slices.csv")])
    assert written[0] == written[1]


def test_another_seed_gives_other_messages(tmp_path):
    """The seed reaches the messages."""
    for seed in (1, 2):
        write(tmp_path, f"{seed}.csv", seed=seed, rows=50, spam_share=0.2)
    assert (tmp_path / "1.csv").read_bytes() != (tmp_path / "2.csv").read_bytes()


def test_too_many_rows_for_the_language_are_refused_and_nothing_is_left(tmp_path):
    """Rare synonyms are used once each, so they can run out."""
    with pytest.raises(BakeoffError, match="fewer rows"):
        write(tmp_path, "spam.csv", seed=1, rows=20_000, spam_share=0.134)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rows_asked", [1, 2, 9])
def test_small_files_have_the_rows_that_were_asked_for(tmp_path, rows_asked):
    """Even a single one."""
    write(tmp_path, "a.csv", seed=1, rows=rows_asked, spam_share=0.134)
    assert (tmp_path / "a.csv").read_bytes().count(b"\n") == rows_asked + 1


@given(st.text(alphabet="ab,£’Ü&<\" '", max_size=30))
def test_mojibake_can_be_undone(text):
    """For every character that the language uses."""
    assert true_text(mojibake(text)) == text


def test_a_pound_sign_becomes_two_bytes():
    """The known case of the published file."""
    assert mojibake("£") == b"\xe5\xa3"


@given(st.lists(st.text("ab ", min_size=1), min_size=1, max_size=6), st.integers(0, 3))
def test_cut_cells_join_to_the_text(parts, cuts):
    """Which is what a reader does with the unnamed columns."""
    text = ",".join(parts)
    assert ",".join(cell for cell in cells(text, cuts=cuts) if cell) == text


def test_marks_close_up_to_their_words():
    """As people type."""
    assert typed(["Only", "£", "5", ",", "ok", "!"]) == "Only £5, ok!"


def test_curly_tokens_survive_the_published_bytes():
    """They are all the non-ASCII besides the pound sign."""
    text = " ".join(curly(["u", "dont", "say"]))
    assert text == "Ü don’t say" and true_text(mojibake(text)) == text
