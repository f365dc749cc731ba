"""What `dvc plots` writes with our page, in a browser."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from dvc_render.html import render_html
from dvc_render.vega import VegaRenderer

from bakeoff.core.parameters import read_yaml
from bakeoff.evaluation.curves import confusion_lines
from bakeoff.evaluation.formats import COLUMNS, read_table
from bakeoff.evaluation.scoring.tables import write_table
from bakeoff.report.plots_page import main as write_page
from tests.conftest import ROOT

TEMPLATES = ROOT / ".dvc/plots"
POINTS = [
    {
        "rev": "workspace",
        "model": model,
        "split": "valid",
        "texts": x,
        "x": x / 9,
        "y": 1 - x / 9,
    }
    for model in ("glove", "tfidf")
    for x in range(1, 9)
]


@pytest.mark.parametrize("template", sorted(path.stem for path in TEMPLATES.glob("*.json")))
def test_a_plot_is_drawn_without_a_request(visit, tmp_path, template):
    """The project's templates and our Vega agree."""
    write_page(tmp_path / "plots.html")
    plot = VegaRenderer(
        POINTS, "plot", x="x", y="y", template=template, template_dir=str(TEMPLATES)
    )
    render_html([plot], tmp_path / "index.html", tmp_path / "plots.html")
    visited = visit((tmp_path / "index.html").as_uri(), offline=True)
    visited.page.locator(".vega-embed .marks").wait_for(timeout=10_000)
    visited.photograph(f"dvc-{template}")
    assert visited.requests == []
    assert visited.trouble == []


def test_declared_plots_are_drawn_with_their_axes(visit, tmp_path):
    """The committed results; each axis shows its column."""
    write_page(tmp_path / "plots.html")
    plots = []
    for declared in read_yaml(ROOT / "dvc.yaml")["plots"]:
        ((name, how),) = declared.items()
        file, y = next(iter(how["y"].items())) if isinstance(how["y"], dict) else (name, how["y"])
        lines = read_table(ROOT / file, COLUMNS[Path(file).stem])
        points = [{**line, "rev": "workspace"} for line in lines]
        plot = VegaRenderer(points, name, **how | {"y": y}, template_dir=str(TEMPLATES))
        filled = json.dumps(plot.get_filled_template())
        for axis, field in (("x", how["x"]), ("y", y)):
            expected = f'"{axis}": {{"field": "{field}"'
            encoded = re.search(rf'{re.escape(expected)}.*?"title": "(.*?)"', filled)
            assert encoded[1] == how[f"{axis}_label"]
        plots.append(plot)
    render_html(plots, tmp_path / "index.html", tmp_path / "plots.html")
    visited = visit((tmp_path / "index.html").as_uri(), offline=True)
    visited.page.locator(".vega-embed .marks").nth(len(plots) - 1).wait_for(timeout=10_000)
    visited.photograph("dvc-declared")
    assert (visited.requests, visited.trouble) == ([], [])


def test_names_of_classes_run_nothing(visit, tmp_path):
    """DVC copies the cells of a table into a script."""
    labels = np.array([0, 1], np.int32)
    hostile = ["</script><script>window.pwned=alert(1)</script>", "<!--<script>\"'"]
    lines = confusion_lines("glove", labels, labels[None], hostile)
    write_table(tmp_path / "confusion.csv", lines, list(lines[0]))
    table = read_table(tmp_path / "confusion.csv", COLUMNS["confusion"])
    points = [{**line, "rev": "workspace"} for line in table]
    fields = {"x": "predicted", "y": "actual", "template": "confusion_counts"}
    write_page(tmp_path / "plots.html")
    plot = VegaRenderer(points, "plot", **fields, template_dir=str(TEMPLATES))
    render_html([plot], tmp_path / "index.html", tmp_path / "plots.html")
    visited = visit((tmp_path / "index.html").as_uri(), offline=True)
    visited.page.locator(".vega-embed .marks").wait_for(timeout=10_000)
    assert visited.page.evaluate("'pwned' in window") is False
    assert visited.trouble == []
