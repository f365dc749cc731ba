"""Scores of vectors without a task."""

from bakeoff.report.explore.intrinsic import intrinsic_section
from tests.report.plain import rows, show, variant, ways


def test_each_score_stands_beside_how_many_pairs_it_is_of(inputs, raw):
    """Of the same benchmark."""
    (table,) = intrinsic_section(inputs).blocks
    glove = raw("intrinsic/glove.json")
    words, asked = glove["wordsim353"], glove["analogies"]
    assert rows(table)["glove"] == [
        show(words["spearman"]),
        f"{words['pairs_covered']} of {words['pairs']}",
        show(asked["accuracy"]),
        f"{asked['covered']} of {asked['questions']:,}",
    ]
    titles = [column.title for column in table.columns]
    assert titles[1].startswith("WordSim-353") and titles[3].startswith("Analogies")
    assert set(ways(table).values()) == {"", "higher"}


def test_a_score_of_fewer_than_fifty_is_left_out(inputs):
    """How many they are is not: 49 of 353."""
    (table,) = intrinsic_section(inputs).blocks
    assert rows(table)["word2vec"][:2] == ["–", "49 of 353"]
    assert rows(table)["glove"][3] == "50 of 19,544"


def test_a_benchmark_that_no_file_covers_is_left_out(inputs):
    """SimLex here."""
    (table,) = intrinsic_section(inputs).blocks
    assert not [column for column in table.columns if "SimLex" in column.title]


def test_without_a_benchmark_there_is_no_section(inputs):
    """A file may not have been asked at all."""
    little = {"wordsim353": {"spearman": None, "pairs_covered": None, "pairs": 353}}
    little["simlex999"] = {"spearman": 0.2, "pairs_covered": 49, "pairs": 999}
    little["analogies"] = {"accuracy": None, "covered": 0, "questions": 19544}
    assert intrinsic_section(variant(inputs, intrinsic={"glove": little})) is None
    assert intrinsic_section(variant(inputs, intrinsic={})) is None
