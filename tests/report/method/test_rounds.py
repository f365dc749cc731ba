"""What was measured."""

import pytest

from bakeoff.report.method.rounds import SPLITS, list_facts, round_section
from tests.report.plain import variant, with_model


def test_facts_say_what_was_measured(inputs):
    """On how many texts, in how many rounds."""
    assert dict(list_facts(inputs)) == {
        "Preset": "sample",
        "Texts scored": "201",
        "Trained on, per round": "3,000 texts",
        "Split": "folds",
        "Classes": "ham (151), spam (50)",
        "Models": "6",
        "Repeats": "2",
        "Rounds per model": "10",
        "Bootstrap draws": "10,000",
    }


def test_the_largest_round_counts(inputs):
    """Of texts, repeats and rounds alike."""
    partitions = {"0": {"train": {"rows": 7}}, "1": {"train": {"rows": 8}}}
    more = with_model(inputs, "elmo", repeats=3, rounds=15)
    facts = dict(list_facts(variant(more, data={**inputs.data, "partitions": partitions})))
    assert facts["Trained on, per round"] == "8 texts"
    assert (facts["Repeats"], facts["Rounds per model"]) == ("3", "15")


@pytest.mark.parametrize(("count", "told"), [(4, "a (1), b (2), c (3), d (4)"), (5, "5: a (1), ")])
def test_of_many_classes_some_are_named(inputs, count, told):
    """With how many there are."""
    names = "abcde"[:count]
    counts = {name: place + 1 for place, name in enumerate(names)}
    board = {"classes": [*names], "class_counts": counts}
    classes = dict(list_facts(variant(inputs, board=board)))["Classes"]
    assert classes.startswith(told) and classes.endswith("…") == (count > 4)


@pytest.mark.parametrize("split", SPLITS)
def test_every_split_is_explained(inputs, split):
    """In the lead."""
    section = round_section(variant(inputs, board={"split": split}))
    assert section.lead.startswith(SPLITS[split])
    assert ("held-out texts are only predicted" in section.lead) == (split != "none")
