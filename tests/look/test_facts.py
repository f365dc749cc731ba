"""The first look at a project of one's own."""

import pytest
import yaml

from bakeoff.core.errors import BakeoffError
from bakeoff.look.facts import look
from bakeoff.look.lines import describe
from bakeoff.look.settings import read_settings
from bakeoff.look.warnings import warn

GOOD = "".join(
    f"{'ham' if row % 3 else 'spam'},Word {chr(97 + row) * 9} and some more words\n"
    for row in range(26)
)


@pytest.fixture
def here(project, monkeypatch):
    """Give a function from a table to its facts, in a folder that has nothing else."""
    monkeypatch.chdir(project.folder)
    project.params["prepare"] |= {"folds": 2}

    def facts(lines, **keys):
        project.params["prepare"] |= keys
        project.write("data/raw/spam/spam.csv", f"v1,v2\n{lines}".encode())
        content = yaml.safe_dump(project.params, allow_unicode=True, sort_keys=False)
        project.write("params.yaml", content.encode())
        return look(read_settings())

    return facts


def test_the_facts_are_those_of_prepare(here):
    """Rows, copies, conflicts, the split, and what can be shown."""
    copies = "ham,Word  AAAAAAAAA and some more words\n" + GOOD.splitlines()[1] + "\n"
    facts = here(GOOD + copies)
    assert (facts["rows"], facts["kept"]) == (28, 26)
    assert [*facts["duplicates"].values()] == [1, 2, 2] and facts["dropped"] == 2
    assert facts["conflicts"]["contents"] == 1 and facts["smallest_class"] == {"spam": 9}
    assert facts["split"]["partitions"] == 4 and facts["split"]["test"] == 13
    assert facts["power"]["texts"] == 26 and facts["refused"] is None


def test_rows_without_a_label_are_counted(here, project):
    """Where they are left out; a label that seems to mean none is a warning."""
    project.table["unlabelled"] = [""]
    facts = here(GOOD + ",no label\nn/a,another\n")
    assert (facts["rows"], facts["unlabelled"]) == (27, 1)
    assert describe(facts)["Texts"][0].endswith("; 1 more have no label")
    assert any("mean no label: 'n/a' 1; prepare.table.unlabelled" in line for line in warn(facts))


def test_texts_of_which_most_have_no_token_are_a_warning(here, project):
    """Before the pipeline stops for want of words."""
    project.params["text"]["separators"] = "[A-Za-z ]+"
    facts = here(GOOD)
    assert any("texts have no token: check how text.separators" in line for line in warn(facts))


def test_files_of_vectors_that_are_not_there_are_named(here):
    """And nothing is downloaded."""
    assert here(GOOD)["vectors"] == {"glove": None, "word2vec": None, "fasttext": None}


def test_a_file_of_vectors_is_measured(here, project):
    """The share of tokens and of words, and what it lacks."""
    project.params["sources"]["glove"] |= {"file": "glove.txt", "dimension": 2}
    project.write("data/raw/glove/glove.txt", b"word 0 1\nand 1 0\nother 1 1\n")
    facts = here(GOOD)
    found = facts["vectors"]["glove"]
    assert found["tokens_share"] == pytest.approx(2 / 6) and found["few"]
    assert found["most_frequent_without"][:3] == ["some", "more", "words"]
    assert any(line.startswith("glove has a vector for 33 % of the tokens") for line in warn(facts))


def test_a_file_that_is_not_downloaded_but_named_is_read_where_it_is(here, project):
    """As `bakeoff init --vectors glove.txt` writes it."""
    project.write("elsewhere/glove.txt", b"word 0 1\nand 1 0\nother 1 1\n")
    source = {
        "file": "glove.txt",
        "dimension": 2,
        "urls": [str(project.folder / "elsewhere/glove.txt")],
    }
    project.params["sources"]["glove"] = source
    assert here(GOOD)["vectors"]["glove"]["tokens_share"] == pytest.approx(2 / 6)


def test_a_file_that_has_most_words_is_no_warning(here, project):
    """A language of its own shows below 40 % of the tokens."""
    project.params["sources"]["glove"] |= {"file": "glove.txt", "dimension": 2}
    project.write("data/raw/glove/glove.txt", b"word 0 1\nand 1 0\nsome 1 1\n")
    facts = here(GOOD)
    assert not facts["vectors"]["glove"]["few"]
    assert not any(line.startswith("glove has") for line in warn(facts))


def test_what_prepare_would_refuse_is_a_warning(here):
    """The other facts are shown all the same."""
    facts = here(GOOD + "Spam,one\nN/A,\n")
    assert facts["refused"].startswith("prepare.labels: expected")
    assert facts["labels"]["alike"] == [{"spam": 9, "Spam": 1}]
    lines = warn(facts)
    assert lines[0].startswith("prepare stops here: prepare.labels") and len(lines) == 3
    assert facts["duplicates"]["exact_duplicates"] == 0
    assert "equivalent labels: 'spam' 9" in str(describe(facts))


def test_near_duplicates_are_counted_though_no_parameter_asks_for_them(here):
    """In texts that are not too many."""
    near = "ham,call 0871 234 567 now and win\nham,call 0900 111 222 now and win\n"
    facts = here(GOOD + near, duplicates="normalised")
    assert facts["duplicates"]["near_duplicates"] == 1 and facts["dropped"] == 0


def test_a_missing_file_is_an_error_in_one_line(here):
    """As for the stage."""
    with pytest.raises(BakeoffError, match=r"spam\.csv: expected"):
        here(GOOD, input="data/raw/glove")


def test_ones_own_files_are_read_where_they_are_before_anything_is_copied(here, project):
    """Right after `bakeoff init`, and after an edit."""
    project.write("elsewhere/own.csv", f"v1,v2\n{GOOD}".encode())
    project.params["files"] = {"mine": "elsewhere/own.csv"}
    table = project.params["prepare"]["table"] | {"file": "mine/own.csv"}
    assert here("", input="data/texts", table=table)["rows"] == 26
    assert not (project.folder / "data/texts").exists()
