"""Pictures for README and papers."""

import re

import pytest
import vl_convert

from bakeoff.report.blocks import Figure
from bakeoff.report.inputs import read_figures
from bakeoff.report.pictures import list_colours, list_figures, main, paint, replace_colours
from bakeoff.report.result.labels import label_chart
from tests.pipeline.closure import ROOT
from tests.report.plain import variant

FILES = ("answer.json", "leaderboard.json", "learning.csv")


@pytest.fixture(scope="module")
def folder(example, tmp_path_factory):
    """Write the pictures of committed figures."""
    out = tmp_path_factory.mktemp("pictures") / "deep"
    main(results=example / "metrics", out=out)
    return out


def test_both_charts_are_written_light_and_dark(folder):
    """As SVG and as PNG."""
    names = [f"{name}-{mode}" for name in ("differences", "labels") for mode in ("dark", "light")]
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{name}.{suffix}" for name in names for suffix in ("png", "svg")
    )
    for path in folder.glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")


def test_pictures_have_colours_of_their_mode(folder):
    """In place of the page's variables."""
    for mode, paper, accent in (("light", "#ffffff", "#1d63ad"), ("dark", "#15181b", "#74b3f7")):
        text = (folder / f"labels-{mode}.svg").read_text(encoding="utf-8")
        assert "var(" not in text and accent in text
        assert f'fill="{paper}"' in text


def test_a_png_has_twice_the_pixels(folder):
    """It is sharp on paper."""
    header = (folder / "differences-light.png").read_bytes()[16:24]
    size = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")
    svg = (folder / "differences-light.svg").read_text(encoding="utf-8")
    assert size[0] == pytest.approx(2 * int(svg.split('width="')[1].split('"')[0]), abs=2)


def test_the_last_run_is_read_where_it_stands(example, tmp_path, monkeypatch):
    """Without a folder of results."""
    monkeypatch.chdir(example)
    main(out=tmp_path)
    assert (tmp_path / "labels-light.svg").exists()


def test_names_have_room_at_the_right():
    """As much as the chart asks for; the rest is the chart's."""
    spec = {"usermeta": {"right": 115}, "height": 250}
    painted = paint(spec, "light")
    assert (painted["width"], painted["padding"]["right"], painted["height"]) == (525, 115, 250)
    plain = paint({"usermeta": {}}, "dark")
    assert (plain["width"], plain["padding"]["right"]) == (630, 10)
    assert plain["config"]["background"] == "#15181b" and "usermeta" not in plain


def test_only_whole_texts_are_colours():
    """At any depth."""
    spec = {"a": ["var(--ink)", {"b": "var(--ink)"}], "c": "x var(--ink)", "d": 1, "e": True}
    assert replace_colours(spec, {"ink": "#000000"}) == {
        "a": ["#000000", {"b": "#000000"}],
        "c": "x var(--ink)",
        "d": 1,
        "e": True,
    }


def test_every_colour_has_two_modes():
    """Paper is light in one of them."""
    light, dark = list_colours("light"), list_colours("dark")
    assert set(light) == set(dark) >= {"paper", "ink", "accent", "warm", "cool", "quiet", "edge"}
    assert light["paper"] == "#ffffff" and not set(light.values()) & set(dark.values())


def test_charts_that_a_run_lacks_are_left_out(inputs):
    """Without curves and comparisons there are none."""
    both = list_figures(inputs)
    assert [figure.name for figure in both] == ["labels-f1", "differences"]
    assert all(isinstance(figure, Figure) for figure in both)
    bare = variant(inputs, learning=[], answer={"against_baseline": []})
    assert list_figures(bare) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_readme_shows_the_committed_figures(mode):
    """The same marks with the same numbers; where letters stand depends on the machine's fonts."""
    inputs = read_figures(*(ROOT / "docs/results/subj" / name for name in FILES))
    chart = label_chart(inputs, inputs.answer["few_labels"])
    drawn = vl_convert.vegalite_to_svg(paint(chart.spec, mode))
    committed = (ROOT / f"docs/figures/labels-{mode}.svg").read_text(encoding="utf-8")
    marks = re.findall(r'aria-label="([^"]*)"', drawn)
    assert len(marks) > 40 and marks == re.findall(r'aria-label="([^"]*)"', committed)
    assert re.findall(r"#[0-9a-f]{6}", drawn) == re.findall(r"#[0-9a-f]{6}", committed)
