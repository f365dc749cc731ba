"""Words without a vector, against the files that count them."""

import pytest

from bakeoff.report.check.words import coverage_table, rule_table, unknown_figure, word_section
from tests.report.drawn import labels, pick
from tests.report.plain import column, rows, show, variant, ways


def test_shares_are_percentages_of_the_file(inputs, raw):
    """Of words, of their uses, and of those in each class."""
    table = coverage_table(inputs)
    for name in ("glove", "word2vec"):
        found = raw(f"coverage/{name}.json")
        shares = [found["types_share"], found["tokens_share"], *found["by_class"].values()]
        told = [str(found["dimension"]), *(f"{show(100 * share, 1)} %" for share in shares)]
        assert rows(table)[name] == [*told, "www a b c d e f g"]
    assert [*ways(table)] == [
        "embedding",
        "dimension",
        "words, each once",
        "words as they occur",
        "in ham",
        "in spam",
        "most frequent without a vector",
    ]
    assert ways(table)["in spam"] == "higher" and ways(table)["dimension"] == ""


@pytest.mark.parametrize(("count", "shown"), [(6, 6), (7, 0)])
def test_many_classes_have_no_columns(inputs, count, shown):
    """More than six would push the words off the screen."""
    by_class = {f"c{place}": 0.9 for place in range(count)}
    coverage = {name: {**x, "by_class": by_class} for name, x in inputs.coverage.items()}
    table = coverage_table(variant(inputs, coverage=coverage))
    assert len(table.columns) == 5 + shown


def test_words_are_counted_by_rule(inputs, raw):
    """Those that no rule found are what remains."""
    table = rule_table(inputs)
    assert [*ways(table)] == ["embedding", "exact", "lower", "no vector"]
    for name in ("glove", "word2vec"):
        found = raw(f"coverage/{name}.json")
        exact, lower = (found["by_rule"][rule]["types"] for rule in ("exact", "lower"))
        told = [exact, lower, found["types"] - exact - lower]
        assert rows(table)[name] == [show(count, 0) for count in told]


def test_a_rule_that_a_file_lacks_is_a_dash(inputs):
    """The words without a vector come last all the same."""
    word2vec = inputs.coverage["word2vec"]
    more = {**word2vec, "by_rule": {**word2vec["by_rule"], "stem": {"types": 3, "tokens": 3}}}
    table = rule_table(variant(inputs, coverage={"glove": inputs.coverage["glove"], "more": more}))
    assert [column.title for column in table.columns][-2:] == ["stem", "no vector"]
    assert rows(table)["glove"][2] == "–" and rows(table)["more"][2] == "3"


def test_error_rates_are_those_of_the_file(inputs, raw):
    """In percent, and of how many texts."""
    table = unknown_figure(inputs).table
    for line in raw("plots/unknown_words.csv"):
        cell = column(table, line["unknown_share"])[line["model"]]
        assert cell.order == float(line["error_rate"])
        rate = show(100 * float(line["error_rate"]), 1)
        assert cell.text == f"{rate} % of {float(line['texts']):.0f}"
    assert [*ways(table)] == ["model", "0 %", "0–10 %", "over 50 %"]
    assert ways(table)["0 %"] == "lower"


def test_a_share_that_a_model_lacks_is_a_dash(inputs):
    """It may know every word."""
    some = [line for line in inputs.unknown_words if line["unknown_share"] == "0 %"]
    some += [line for line in inputs.unknown_words if line["model"] == "keras"]
    table = unknown_figure(variant(inputs, unknown_words=some)).table
    assert rows(table)["glove"][1:] == ["–", "–"] and "–" not in rows(table)["keras"]


def resize(inputs, sizes):
    """Give the bins of each model other numbers of texts."""
    bins = ("0 %", "0–10 %", "over 50 %")
    lines = [
        {**line, "texts": float(sizes[line["model"]][bins.index(line["unknown_share"])])}
        for line in inputs.unknown_words
        if line["model"] in sizes
    ]
    return variant(inputs, unknown_words=lines)


def test_a_bin_of_29_texts_has_no_rate_and_one_of_30_has(inputs):
    """In the table and in the chart."""
    figure = unknown_figure(resize(inputs, {"keras": [30, 29, 1000]}))
    shown, few, many = (column(figure.table, title)["keras"] for title in ("0 %", "0–10", "over"))
    assert (few.text, few.order) == ("too few (29)", None)
    assert shown.text.endswith("% of 30") and many.text.endswith("% of 1,000")
    assert shown.order is not None and many.order is not None
    marks = pick(figure.spec, "symbol")
    assert [mark.says["texts"] for mark in marks] == ["30", "1000"]


def test_models_without_a_rate_have_no_panel(inputs):
    """A row they have; without any rate there is no figure."""
    figure = unknown_figure(resize(inputs, {"cnn": [29, 1, 2], "keras": [30, 1, 2]}))
    assert labels(figure.spec, "title-text") == ["keras"]
    assert figure.spec["usermeta"]["panels"] == 1
    assert rows(figure.table)["cnn"] == ["too few (29)", "too few (1)", "too few (2)"]
    none = resize(inputs, {"cnn": [29, 1, 2]})
    assert [block.kind for block in word_section(none).blocks] == ["table", "table"]


@pytest.mark.parametrize(
    ("split", "texts"), [("none", "training texts"), ("time", "held-out texts")]
)
def test_texts_are_called_what_they_are(inputs, split, texts):
    """Without a split none was held out."""
    made = word_section(variant(inputs, board={"split": split})).made
    assert f"; {texts} are grouped by the share" in made


def test_errors_are_drawn_up_and_shares_across(inputs, raw):
    """From few unknown words to many."""
    spec = unknown_figure(inputs).spec
    points = {x.says["unknown share"]: x for x in pick(spec, "symbol", model="elmo")}
    xs = [points[share].x for share in ("0 %", "0–10 %", "over 50 %")]
    assert xs == sorted(xs) and len(set(xs)) == 3
    for line in raw("plots/unknown_words.csv"):
        if line["model"] == "elmo":
            mark = points[line["unknown_share"]]
            assert mark.says["error rate"] == f"{100 * float(line['error_rate']):.1f}%"
            assert mark.says["texts"] == line["texts"]
    assert points["0 %"].y > points["over 50 %"].y
    assert labels(spec, "title-text") == inputs.models


def test_the_lead_says_how_much_the_files_know(inputs):
    """The least and the most; one number if they are the same."""
    lead = word_section(inputs).lead
    assert lead.endswith("The files of vectors know 92.5 % to 95.0 % of the words as they occur.")
    glove = variant(inputs, coverage={"glove": inputs.coverage["glove"]})
    assert "know 95.0 % of the words" in word_section(glove).lead
    none = word_section(variant(inputs, coverage={})).lead
    assert none == "A frozen model learns nothing from a word without a vector."


def test_there_is_a_section_if_embeddings_or_models_read_words(inputs):
    """Either has blocks of its own."""
    assert [block.kind for block in word_section(inputs).blocks] == ["table", "table", "figure"]
    models = word_section(variant(inputs, coverage={}))
    assert [block.kind for block in models.blocks] == ["figure"]
    files = word_section(variant(inputs, unknown_words=[]))
    assert [block.kind for block in files.blocks] == ["table", "table"]
    assert word_section(variant(inputs, coverage={}, unknown_words=[])) is None
