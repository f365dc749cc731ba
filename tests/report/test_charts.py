"""What all charts share."""

import altair as alt
import pytest

from bakeoff.report import charts
from bakeoff.report.charts import CONFIG, JOINER, TAKEN, keyed, ticks
from tests.report.drawn import data, draw, labels, pick


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (3.0, 40_000.0, [10, 100, 1000, 10_000]),
        (0.88, 111.0, [1, 2, 5, 10, 20, 50, 100]),
        (3.0, 40.0, [5, 10, 20]),
        (1.0, 100.0, [1, 2, 5, 10, 20, 50, 100]),
        (2.1, 8.4, [3, 4, 5, 6, 7, 8]),
        (2e-9, 8e-9, [2e-9, 5e-9]),
        (2e15, 8e15, [2e15, 5e15]),
    ],
)
def test_marks_are_round_and_within_the_axis(low, high, marks):
    """Powers of ten, and what lies between them where there are few."""
    assert ticks(low, high) == pytest.approx(marks)


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_names_that_vega_takes_are_set_apart(name):
    """By a sign that is not seen."""
    assert keyed(name) == JOINER + name


def test_other_names_stay_as_they_are():
    """Unless they are long; numbers are no names."""
    assert keyed("keras") == "keras" and keyed(0.5) == 0.5
    assert keyed("x" * 61) == "x" * 59 + "…" and keyed("x" * 60) == "x" * 60


def test_names_that_vega_takes_are_all_known():
    """What a plain object has of its own in JavaScript."""
    own = "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString"
    own += " valueOf __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__"
    assert set(own.split()) == TAKEN


def test_lines_get_the_place_of_their_panel():
    """In an order that is given."""
    lines = [{"model": "b", "x": 1}, {"model": "a", "x": 2}]
    found = charts.rows(lines, "model", ["a", "b"]).to_dict()["values"]
    assert found == [{"model": "b", "x": 1, "panel": 1}, {"model": "a", "x": 2, "panel": 0}]
    assert charts.rows(lines).to_dict()["values"] == lines


@pytest.fixture(scope="module")
def spec():
    """Make panels of three models whose order is not that of the alphabet."""
    lines = [{"model": name, "x": 0.1 * n, "n": n} for name in "cab" for n in (1, 4, 9)]
    x, y = charts.unit(alt.X, "x"), charts.unit(alt.Y, "x")
    fixed = charts.line(x, y, [{"x": 0}, {"x": 1}])
    shown = charts.tooltip("model", x=("share", ".2f"))
    layers = [fixed, charts.line(x, y), charts.dots(sized_by="n", x=x, y=y, tooltip=shown)]
    return charts.panels(layers, lines, "model", [*"cab"], height=100, panel=90, room=50)


def test_panels_are_in_the_order_that_is_given(spec):
    """Each with the lines of its own model, four beside one another."""
    assert labels(spec, "title-text") == ["c", "a", "b"]
    assert spec["columns"] == 4 and spec["resolve"]["axis"]["x"] == "independent"
    assert [mark.says["model"] for mark in pick(spec, "symbol")] == [*"cccaaabbb"]
    assert {line["panel"] for line in data(spec) if line["model"] == "a"} == {1}


def test_a_layer_with_lines_of_its_own_is_in_every_panel(spec):
    """Dashed, in ink."""
    lines = [mark.look for mark in draw(spec) if mark.kind == "line"]
    fixed = [look for look in lines if look.get("stroke-dasharray") == "4,3"]
    assert len(fixed) == 3 and len({look["d"] for look in fixed}) == 1
    assert {look["stroke"] for look in fixed} == {"var(--ink)"}
    assert len(lines) == 6 and "var(--accent)" in {look["stroke"] for look in lines}


def test_points_grow_with_a_number(spec):
    """By their area."""
    areas = [float(mark.look["d"].split(",")[0][1:]) ** 2 for mark in pick(spec, "symbol")][:3]
    assert areas[0] < areas[1] < areas[2]
    assert areas[0] == pytest.approx(18 / 160 * areas[2] * 3, rel=1)


def test_shares_have_an_axis_from_0_to_1(spec):
    """With quarters as marks."""
    for channel in ("x", "y"):
        encoding = spec["spec"]["layer"][2]["encoding"][channel]
        assert encoding["axis"]["values"] == [0, 0.25, 0.5, 0.75, 1]
        assert encoding["scale"]["domain"] == [0, 1]
    assert {"0", "0.25", "0.5", "1"} <= set(labels(spec))
    first = pick(spec, "symbol")
    assert first[2].x - first[0].x == pytest.approx(300 * 0.8)
    assert first[0].y - first[2].y == pytest.approx(100 * 0.8)


def test_the_page_is_told_how_wide_panels_are(spec):
    """And how many there are; the theme comes from the page."""
    assert spec["usermeta"] == {"panel": 90, "room": 50, "panels": 3}
    assert "config" not in spec and spec["spec"]["height"] == 100


def test_tooltips_have_titles_and_formats(spec):
    """Names without underscores."""
    assert pick(spec, "symbol", model="a")[0].says["share"] == "0.10"
    (tip,) = charts.tooltip("unknown_share")
    assert tip.to_dict()["title"] == "unknown share"


def test_the_theme_is_legible():
    """Text of 12 pixels; colours are the page's."""
    for part in ("axis", "legend", "header"):
        assert CONFIG[part]["labelFontSize"] == 12
        assert CONFIG[part]["labelColor"].startswith("var(--")
    assert CONFIG["axis"]["titleFontSize"] == CONFIG["legend"]["titleFontSize"] == 12
    assert CONFIG["header"]["labelAnchor"] == "start" and not CONFIG["axisY"]["domain"]
