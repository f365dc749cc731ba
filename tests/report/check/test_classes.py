"""F1 by class, and which classes are taken for one another."""

import pytest

from bakeoff.report.check.classes import class_section, class_table, confusion_table
from tests.report.plain import column, rows, show, variant, ways, with_model


def test_two_classes_have_precision_recall_and_f1(inputs, raw):
    """Each below its own heading."""
    table = class_table(inputs)
    scores = {"precision": "precision", "recall": "recall", "F1": "f1"}
    for name, model in raw("leaderboard.json")["models"].items():
        for label in ("ham", "spam"):
            for title, key in scores.items():
                cell = column(table, f"{label}: {title}")[name]
                assert cell.text == show(model["by_class"][label][key])
    assert set(ways(table).values()) == {"", "higher"} and len(table.columns) == 7


def test_of_many_classes_the_worst_of_the_recommended_model_come_first(many):
    """All of them, with how many texts they have."""
    table, board = class_table(many), many.board
    own = board["models"]["keras"]["by_class"]
    worst = sorted(own, key=lambda label: own[label]["f1"])
    assert len(worst) == 25
    titles = [column.title for column in table.columns]
    assert titles == ["model", *(f"{name} ({board['class_counts'][name]:,})" for name in worst)]
    for name, cells in rows(table).items():
        told = [show(board["models"][name]["by_class"][label]["f1"], 2) for label in worst]
        assert cells == told
    assert table.caption == "F1 by class and model; those that keras does worst come first"


def test_three_classes_are_shown_by_f1_alone(many):
    """Two have more."""
    for count, caption in ((3, "F1 by class"), (2, "Precision, recall")):
        counts = {name: 5 for name in many.board["classes"][:count]}
        table = class_table(variant(many, board={"class_counts": counts}))
        assert table.caption.startswith(caption)


def test_the_most_frequent_confusions_are_listed(many):
    """What is true, what it is taken for, how often, and of how many."""
    lines = [
        line
        for line in many.confusion
        if line["model"] == "keras" and line["actual"] != line["predicted"]
    ]
    lines.sort(key=lambda line: line["texts"], reverse=True)
    shown = confusion_table(many, "keras").rows
    assert len(shown) == 10
    for row, line in zip(shown, lines[:10], strict=True):
        share = 100 * line["texts"] / many.board["class_counts"][line["actual"]]
        assert [cell.text for cell in row] == [
            line["actual"],
            line["predicted"],
            show(line["texts"], 1),
            f"{show(share, 1)} %",
        ]
        assert row[2].order == line["texts"]


def test_counts_of_one_repeat_are_whole(many):
    """Means of several have a decimal."""
    once = with_model(many, "keras", repeats=1)
    counts = {row[2].text for row in confusion_table(once, "keras").rows}
    assert counts and all(count.isdecimal() for count in counts)


def test_confusions_that_never_happen_are_left_out(many):
    """As are other models and right answers."""
    lines = [dict(line) for line in many.confusion]
    for line in lines:
        if line["actual"] != "class 03" and line["model"] == "keras":
            line["texts"] = 0.0
    shown = confusion_table(variant(many, confusion=lines), "keras").rows
    assert [row[0].text for row in shown] == ["class 03", "class 03"]
    assert {row[1].text for row in shown} == {"class 04", "class 05"}


def test_names_that_a_table_of_numbers_would_run_are_shown_as_they_are(many):
    """The file has them with an apostrophe."""
    first = many.board["classes"][0]
    harmless = {first: "'=1+1"}
    lines = [
        {**line, **{key: harmless.get(line[key], line[key]) for key in ("actual", "predicted")}}
        for line in many.confusion
    ]
    counts = {"=1+1" if name == first else name: 9 for name in many.board["class_counts"]}
    few = [
        line for line in lines if "'=1+1" in line.values() or line["predicted"] == line["actual"]
    ]
    table = confusion_table(variant(many, confusion=few, board={"class_counts": counts}), "keras")
    shown = [cell.text for row in table.rows for cell in row]
    assert shown.count("=1+1") == 4 and "'=1+1" not in shown


def test_two_classes_are_folded_and_have_no_confusions(inputs, many):
    """Precision and recall say the same."""
    two, several = class_section(inputs), class_section(many)
    assert (two.folded, len(two.blocks)) == (True, 1)
    assert (several.folded, len(several.blocks)) == (False, 2)
    assert several.blocks[1].caption == "What keras confuses most"
    assert ways(several.blocks[1])["texts"] == "lower"


def test_two_hundred_classes_are_all_shown(many):
    """The confusions stay ten."""
    names = [*many.board["class_counts"], *(f"more {place}" for place in range(175))]
    by_class = {label: {"precision": 0.5, "recall": 0.5, "f1": 0.5} for label in names}
    models = {name: {**x, "by_class": by_class} for name, x in many.board["models"].items()}
    board = {"models": models, "class_counts": dict.fromkeys(names, 3), "classes": names}
    assert len(class_table(variant(many, board=board)).columns) == 201
    lines = [{**many.confusion[0], "actual": name, "predicted": name} for name in names]
    confusion = [*many.confusion, *lines[25:]]
    assert len(confusion_table(variant(many, board=board, confusion=confusion), "keras").rows) == 10


@pytest.mark.parametrize(
    ("split", "texts"), [("none", "training texts"), ("time", "held-out texts")]
)
def test_texts_are_called_what_they_are(inputs, split, texts):
    """Without a split none was held out."""
    made = class_section(variant(inputs, board={"split": split})).made
    assert made.startswith(f"Counts of {texts}, the mean over repeats.")
