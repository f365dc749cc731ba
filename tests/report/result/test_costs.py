"""Costs: their units, the front, and how they are drawn."""

import pytest

from bakeoff.report.result.costs import cost_section, list_points
from tests.report.drawn import draw, labels, layers, pick
from tests.report.plain import column, rows, variant, ways

UNITS = {  # heading -> key and factor
    "A text alone, CPU-ms": ("ms_one", 1),
    "A text among 1,000, CPU-ms": ("ms_thousand", 1),
    "Building its vectors, CPU-s": ("build_cpu_seconds", 1),
    "Training, CPU-s": ("train_cpu_seconds", 1),
    "Peak memory, MB": ("peak_memory_mb", 1),
    "Download, MB": ("download_bytes", 1e-6),
    "Saved model, MB": ("model_bytes", 1e-6),
}


@pytest.fixture(scope="module")
def figure(inputs):
    """Make the only figure of the section."""
    (found,) = cost_section(inputs).blocks
    return found


def cost_marks(figure):
    """Give the marks of the axis of costs."""
    axis = layers(figure.spec)[1]["encoding"]["x"]["axis"]
    return [f"{value:g}" for value in axis["values"]]


def find_front(raw, key):
    """Find who is shown to be better than all on the front that cost no more, in plain steps."""
    answer, costs = raw("answer.json"), raw("costs.json")
    better = {(x["model"], x["other"]) for x in answer["pairs"] if x["word"] == "better"}
    for pair in answer["against_baseline"]:
        if pair["word"] == "better":
            better.add((pair["model"], pair["other"]))
        if pair["word"] == "worse":
            better.add((pair["other"], pair["model"]))
    scores = {name: x["mean"]["f1"] for name, x in raw("leaderboard.json")["models"].items()}
    front, waiting = [], sorted(set(costs) - {"glove_shuffled"}, key=lambda name: costs[name][key])
    while waiting:
        ratio = 1.0 if key.endswith("bytes") else 1.5
        alike = [name for name in waiting if costs[name][key] <= ratio * costs[waiting[0]][key]]
        best = max(alike, key=scores.get)
        if all((best, other) in better for other in front):
            front.append(best)
        waiting = [name for name in waiting if name not in alike]
    return front


def test_every_cost_is_in_the_unit_of_its_heading(figure, raw):
    """As the file has it, or in megabytes."""
    assert [*ways(figure.table)] == ["model", "F1", *UNITS]
    for title, (key, factor) in UNITS.items():
        for name, cell in column(figure.table, title).items():
            assert cell.order == pytest.approx(raw("costs.json")[name][key] * factor)
            shown = float(cell.text.removeprefix("◆ ").replace(",", ""))
            assert shown == pytest.approx(cell.order, rel=0.02)
    assert {way for title, way in ways(figure.table).items() if title in UNITS} == {"lower"}


def test_diamonds_mark_the_front_of_each_cost(figure, raw):
    """In the table."""
    for title, (key, _) in UNITS.items():
        marked = {name for name, x in column(figure.table, title).items() if "◆" in x.text}
        assert marked == set(find_front(raw, key)), title
        assert {x.mark for x in column(figure.table, title).values()} <= {"", "front"}


def test_the_chart_names_the_front_the_cheapest_first(figure, raw):
    """As diamonds with names; the rest are circles."""
    front = find_front(raw, "ms_one")
    assert len(front) == 3
    assert figure.note == f"Diamonds, the cheapest first: {front[0]}, {front[1]} and {front[2]}."
    shapes = {mark.says["model"]: mark.shape for mark in pick(figure.spec, "symbol")}
    assert {name for name, shape in shapes.items() if shape == "diamond"} == set(front)
    assert {shape for name, shape in shapes.items() if name not in front} == {"circle"}
    assert set(front) <= {mark.text for mark in draw(figure.spec) if mark.kind == "text"}


def test_points_stand_at_their_cost_and_score(figure, raw):
    """Dearer to the right, better above, the interval through the mark."""
    costs, models = raw("costs.json"), raw("leaderboard.json")["models"]
    marks = {mark.says["model"]: mark for mark in pick(figure.spec, "symbol")}
    assert set(marks) == set(models)
    assert [*sorted(marks, key=lambda name: marks[name].x)] == sorted(
        costs, key=lambda name: costs[name]["ms_one"]
    )
    assert [*sorted(marks, key=lambda name: marks[name].y)] == [*models]
    bars = {bar.x: bar for bar in pick(figure.spec, "rule")}
    assert len(bars) == len(models)
    for name, mark in marks.items():
        ends = models[name]["intervals"]["f1"]
        per = (marks["cnn"].y - marks["elmo"].y) / (
            models["cnn"]["mean"]["f1"] - models["elmo"]["mean"]["f1"]
        )
        bar = bars[mark.x]
        assert bar.y - mark.y == pytest.approx(per * (ends["low"] - models[name]["mean"]["f1"]))
        assert float(bar.look["y2"]) == pytest.approx(per * (ends["high"] - ends["low"]))


def test_names_stand_above_and_right_of_their_diamonds(figure):
    """Clear of the line, which leads to the right."""
    names = {mark.text: mark for mark in pick(figure.spec, "text") if "model" in mark.says}
    assert len(names) == 3
    for name, text in names.items():
        (mark,) = pick(figure.spec, "symbol", model=name)
        assert 5 < text.x - mark.x < 15 and 3 < mark.y - text.y < 10


def test_tooltips_have_the_model_its_score_and_its_cost(figure):
    """In the unit of the axis."""
    shown = pick(figure.spec, "symbol", model="glove")[0].says
    assert shown["CPU-ms per text"] == "18"
    tooltip = layers(figure.spec)[2]["encoding"]["tooltip"]
    assert [(x["field"], x["title"], x.get("format")) for x in tooltip] == [
        ("model", "model", None),
        ("score", "F1", ".3f"),
        ("cost", "CPU-ms per text", ",.3~f"),
    ]


def test_the_axes_say_what_they_show(figure):
    """The unit, and that it is logarithmic."""
    assert labels(figure.spec, "axis-title") == ["CPU-ms per text (log scale)", "F1"]
    assert layers(figure.spec)[1]["encoding"]["x"]["scale"]["type"] == "log"


def test_the_line_joins_the_front_in_steps(figure):
    """A better score is bought from a cost on."""
    line = layers(figure.spec)[1]["mark"]
    assert (line["type"], line["interpolate"]) == ("line", "step-after")


def test_the_axis_ends_near_the_costs(figure, raw):
    """A third of the chart would be empty at ends that are powers of ten."""
    costs = [each["ms_one"] for each in raw("costs.json").values()]
    marks = [float(text.replace(",", "")) for text in cost_marks(figure)]
    assert min(costs) <= marks[0] and marks[-1] <= max(costs) and len(marks) >= 2


def test_a_loss_is_on_the_front_where_it_is_low(lower):
    """Of models that cost the same, it is the one with the lowest."""
    assert cost_section(lower).blocks[0].title == "Log loss by time per text"
    same = variant(lower, costs=dict.fromkeys(lower.models, lower.costs["keras"]))
    assert [point.model for point in list_points(same, "ms_one") if point.front] == ["cnn"]
    assert ways(cost_section(lower).blocks[0].table)["log loss"] == "lower"


def test_a_model_without_costs_is_left_out(inputs):
    """The others stay."""
    some = variant(inputs, costs={name: inputs.costs[name] for name in ("keras", "elmo")})
    figure = cost_section(some).blocks[0]
    assert [*rows(figure.table)] == ["keras", "elmo"]
    assert cost_section(variant(inputs, costs={})) is None


def test_models_that_are_not_compared_are_not_shown_to_be_better(inputs):
    """The cheapest is on the front all the same."""
    apart = variant(inputs, answer={"pairs": [], "against_baseline": []})
    assert [point.model for point in list_points(apart, "ms_one") if point.front] == ["elmo"]


def test_a_score_without_an_interval_has_no_bar(inputs):
    """But a point."""
    model = {**inputs.board["models"]["glove"], "intervals": {}}
    models = {**inputs.board["models"], "glove": model}
    (figure,) = cost_section(variant(inputs, board={"models": models})).blocks
    assert len(pick(figure.spec, "rule")) == 5 and len(pick(figure.spec, "symbol")) == 6


def test_where_all_are_on_the_front_there_are_only_diamonds(inputs):
    """No circle is drawn."""
    one = variant(inputs, costs={"keras": inputs.costs["keras"]})
    (figure,) = cost_section(one).blocks
    assert [mark.shape for mark in pick(figure.spec, "symbol")] == ["diamond"]
    assert figure.note == "Diamonds, the cheapest first: keras."
