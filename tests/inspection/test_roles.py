"""Choosing the columns of texts and labels."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.columns import Column
from bakeoff.inspection.roles import choose_label, choose_texts

PATH = Path("reviews.csv")
TEXTS = [f"this is the review of number {n} and {'fine' * (n % 7)}" for n in range(60)]
SHORT = [f"review of {n}" for n in range(60)]
CLASSES = ["good", "bad", "odd"] * 20
IDS = [f"a8f{n:03}-77{n}" for n in range(60)]
DAYS = [f"2024-05-{1 + n % 28:02}" for n in range(60)]
COUNTRIES = ["de", "fr"] * 30
SPLIT = ["train"] * 40 + ["test"] * 20


def choose(columns, label="", texts=()):
    """Choose among columns by name; give the text's and the label's."""
    every = [Column(name, cells) for name, cells in columns.items()]
    found = choose_label(PATH, every, label, list(texts), is_csv=True)
    return [guess.value for guess in choose_texts(PATH, every, list(texts), found.value)], found


@pytest.mark.parametrize("names", [("review", "stars"), ("x", "y"), ("a", "b"), ("内容", "标签")])
def test_texts_differ_and_are_long_and_labels_repeat(names):
    """Whatever they are called; ids, dates and splits are neither."""
    text, label = names
    others = {"id": IDS, "day": DAYS, "split": SPLIT}
    texts, found = choose(others | {text: TEXTS, label: CLASSES})
    assert (texts, found.value) == ([text], label)


def test_a_name_decides_between_columns_that_repeat():
    """And says that this is sure."""
    texts, found = choose({"body": TEXTS, "country": COUNTRIES, "sentiment": CLASSES})
    assert (texts, found.value, found.sure) == (["body"], "sentiment", "sure")


def test_a_label_among_others_of_the_same_values_is_unclear():
    """As in tables of a column of 0 and 1 per topic; a column that marks test texts is none."""
    flags = {name: ["0", "1", "1"] * 20 for name in ("toxic", "threat", "obscene")}
    _, found = choose({"body": TEXTS, **flags})
    assert (found.value, found.sure) == ("toxic", "unclear")
    assert (
        '; "threat", "obscene" hold the same values: to use another, --label "threat"' in found.why
    )
    _, found = choose({"body": TEXTS, "toxic": ["0", "1", "1"] * 20, "is_test": ["0", "1"] * 30})
    assert found.sure == "sure"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"a": TEXTS, "b": CLASSES, "c": COUNTRIES}, 'is the label: "b", "c"; use --label "b"'),
        ({"a": TEXTS, "b": TEXTS[::-1], "y": CLASSES}, 'text: "a" or "b"; use --text "a"'),
        ({"a": TEXTS, "b": SHORT}, "no column repeats a few values"),
        ({"text": TEXTS, "label": ["a"] * 60}, 'only "a" in column "label"'),
        ({"text": TEXTS, "label": ["a", "b", "a|b"] * 20}, 'several labels per row, such as "a|b"'),
        ({"text": TEXTS, "tags": ['["x", "y"]', '["x"]', '["y"]'] * 20}, "several labels per row"),
    ],
)
def test_what_cannot_be_told_is_asked_for(columns, expected):
    """In one line that names the option."""
    with pytest.raises(BakeoffError) as caught:
        choose(columns)
    message = str(caught.value)
    assert message.startswith("reviews.csv: ") and expected in message and "\n" not in message


@pytest.mark.parametrize("option", ["text", "label"])
def test_a_column_that_does_not_exist_is_corrected(option):
    """With the closest one, and all others."""
    wrong = {"text": {"texts": ["reviews"]}, "label": {"label": "star"}}[option]
    with pytest.raises(BakeoffError) as caught:
        choose({"review": TEXTS, "stars": CLASSES}, **wrong)
    close = {"text": "review", "label": "stars"}[option]
    message = str(caught.value)
    assert f'use --{option} "{close}"' in message and 'there are "review", "stars"' in message


def test_several_columns_of_texts_are_taken_as_asked():
    """In the order asked for."""
    texts, _ = choose({"title": SHORT, "body": TEXTS, "label": CLASSES}, texts=["body", "title"])
    assert texts == ["body", "title"]


def test_addresses_and_codes_are_no_texts():
    """Though they differ, and are as long."""
    links = [f"https://example.org/reviews/{n}/of/a/film" for n in range(60)]
    codes = [f"a8f{n:03}-77{n}-0815-4711-{n:09}-b7c9d1e3" for n in range(60)]
    texts, _ = choose({"a": links, "b": TEXTS, "c": codes, "d": CLASSES})
    assert texts == ["b"]


def test_a_column_of_texts_is_described():
    """By its length and the share of its texts that are distinct."""
    columns = [Column("a", [*TEXTS[:30], *TEXTS[:30]]), Column("b", CLASSES)]
    (found,) = choose_texts(PATH, columns, [], "b")
    assert found.why.endswith("label; 47 characters on average, 50 % distinct")
