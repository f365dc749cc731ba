"""The differences to the baseline as they are drawn."""

import pytest

from bakeoff.report.result.forest import difference_chart, difference_lines
from tests.report.drawn import draw, labels, pick
from tests.report.plain import variant

LOOKS = {
    "better": ("triangle-up", "var(--accent)"),
    "equal": ("square", "var(--cool)"),
    "undecided": ("circle", "var(--quiet)"),
    "worse": ("triangle-down", "var(--warm)"),
}


@pytest.fixture(scope="module")
def spec(inputs):
    """Make the chart."""
    return difference_chart(inputs).spec


@pytest.fixture(scope="module")
def pairs(raw):
    """Read the comparisons of all models but the control."""
    found = raw("answer.json")["against_baseline"]
    return {pair["model"]: pair for pair in found if pair["model"] != "glove_shuffled"}


def test_each_word_has_its_shape_and_colour(spec, pairs):
    """In the chart and in its legend."""
    for name, pair in pairs.items():
        (mark,) = pick(spec, "symbol", model=name)
        (bar,) = pick(spec, "rule", model=name)
        assert (mark.shape, mark.look["fill"]) == LOOKS[pair["word"]]
        assert bar.look["stroke"] == LOOKS[pair["word"]][1]
    symbols = [mark for mark in draw(spec) if mark.kind == "legend-symbol"]
    shown = zip(labels(spec, "legend-label"), symbols, strict=True)
    assert {word: (mark.shape, mark.look["fill"]) for word, mark in shown} == LOOKS


def test_what_is_better_stands_right_of_zero(spec):
    """What is worse, left of it; what is not known, on both sides."""
    (zero,) = [mark for mark in pick(spec, "rule") if "model" not in mark.says]
    ends = {
        name: (bar.x, bar.x + float(bar.look["x2"]))
        for name in ("cnn", "keras", "glove", "elmo")
        for bar in pick(spec, "rule", model=name)
    }
    assert ends["cnn"][0] > zero.x > ends["elmo"][1]
    assert ends["keras"][0] < zero.x < ends["keras"][1]
    assert zero.look["stroke-dasharray"] and float(zero.look["y2"]) == 24 * 4


def test_marks_and_bars_are_of_the_same_model(spec, pairs):
    """To scale, below one another in the order of the leaderboard."""
    (zero,) = [mark for mark in pick(spec, "rule") if "model" not in mark.says]
    (cnn,) = pick(spec, "symbol", model="cnn")
    scale = (cnn.x - zero.x) / pairs["cnn"]["difference"]
    for place, (name, pair) in enumerate(pairs.items()):
        (mark,), (bar,) = pick(spec, "symbol", model=name), pick(spec, "rule", model=name)
        assert mark.x - zero.x == pytest.approx(scale * pair["difference"])
        assert bar.x - zero.x == pytest.approx(scale * pair["low"])
        assert float(bar.look["x2"]) == pytest.approx(scale * (pair["high"] - pair["low"]))
        assert mark.y == bar.y == pytest.approx(cnn.y + 24 * place)


def test_a_tooltip_names_the_model_and_its_difference(spec):
    """With three decimals."""
    title = "F1 minus tfidf, simultaneous 95 % intervals"
    tooltip = spec["layer"][2]["encoding"]["tooltip"]
    assert [(x["field"], x["title"], x.get("format")) for x in tooltip] == [
        ("model", "model", None),
        ("value", title, ".3f"),
    ]


def test_the_axis_says_what_is_subtracted(spec, lower):
    """Of a loss, so that right is better too."""
    assert labels(spec, "axis-title") == ["F1 minus tfidf, simultaneous 95 % intervals"]
    turned = difference_chart(lower).spec
    assert labels(turned, "axis-title")[0].startswith("Lower log loss than tfidf")
    (zero,) = [mark for mark in pick(turned, "rule") if "model" not in mark.says]
    assert pick(turned, "symbol", model="cnn")[0].x > zero.x
    assert {label[0] for label in labels(spec) if label[0] in "+−"} == {"+", "−"}


def test_a_control_is_left_out(inputs):
    """The others could not be told apart beside it."""
    assert [line["model"] for line in difference_lines(inputs)] == ["cnn", "keras", "glove", "elmo"]


def test_one_word_needs_no_legend(inputs):
    """Its mark stays what it is."""
    one = variant(inputs, answer={"against_baseline": [inputs.against_baseline["elmo"]]})
    spec = difference_chart(one).spec
    assert not labels(spec, "legend-label")
    assert pick(spec, "symbol", model="elmo")[0].shape == "triangle-down"


def test_names_that_vega_would_take_for_its_own_are_drawn(inputs):
    """Each with its mark."""
    pair, names = inputs.against_baseline["elmo"], ["__proto__", "toString", "constructor"]
    models = {**inputs.board["models"], **{name: inputs.board["models"]["elmo"] for name in names}}
    pairs = [{**pair, "model": name} for name in names]
    odd = variant(inputs, board={"models": models}, answer={"against_baseline": pairs})
    spec = difference_chart(odd).spec
    assert len(pick(spec, "symbol")) == 3 and len(pick(spec, "rule")) == 4
    assert {mark.text.lstrip("\u2060") for mark in draw(spec) if mark.text} >= set(names)


def test_nothing_is_drawn_where_nothing_is_compared(inputs):
    """One model alone."""
    assert difference_chart(variant(inputs, answer={"against_baseline": []})) is None


def test_the_chart_is_described_to_screen_readers(inputs):
    """By its title."""
    chart = difference_chart(inputs)
    assert chart.name == "differences" and chart.alt.startswith("F1 minus tfidf")
