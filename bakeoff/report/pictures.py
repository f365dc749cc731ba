"""Write the first screen's chart and the differences as pictures: `make figures`.

The specifications are the page's; the colours are those of page.css, light and dark.
"""

import logging
import re
from pathlib import Path
from typing import Annotated, Literal

import typer
import vl_convert

from bakeoff.core.commands import run_command
from bakeoff.core.files import write_text
from bakeoff.core.paths import ALL_CURVES, ANSWER, LEADERBOARD, REPORT
from bakeoff.report.blocks import Figure, Spec
from bakeoff.report.charts import CONFIG
from bakeoff.report.inputs import Inputs, read_figures
from bakeoff.report.result.forest import difference_chart
from bakeoff.report.result.labels import label_chart
from bakeoff.report.scripts import read

Mode = Literal["light", "dark"]
WIDTH = 640  # pixels
SCALE = 2.0  # of a PNG: pixels per unit


def main(
    results: Annotated[
        Path, typer.Option(help="a folder of figures, as in docs/results/")
    ] = Path(),
    out: Annotated[Path, typer.Option(help="the folder of the pictures")] = REPORT.parent
    / "figures",
) -> None:
    """Write the pictures of the last run, or of committed figures."""
    names = {"answer": ANSWER, "board": LEADERBOARD, "curves": ALL_CURVES}
    paths = {key: results / (path.name if results.parts else path) for key, path in names.items()}
    inputs = read_figures(**paths)
    for figure in list_figures(inputs):
        for mode in ("light", "dark"):
            for path in write_picture(figure, mode, out):
                logging.info("%s", path)


def list_figures(inputs: Inputs) -> list[Figure]:
    """Give the first screen's chart and the differences, as far as there are any."""
    found = [label_chart(inputs, inputs.answer["few_labels"]), difference_chart(inputs)]
    return [figure for figure in found if figure]


def write_picture(figure: Figure, mode: Mode, out: Path) -> list[Path]:
    """Write one chart as SVG and as PNG."""
    spec, name = paint(figure.spec, mode), figure.name.partition("-")[0]
    svg, png = (out / f"{name}-{mode}.{suffix}" for suffix in ("svg", "png"))
    write_text(svg, vl_convert.vegalite_to_svg(spec))
    png.write_bytes(vl_convert.vegalite_to_png(spec, scale=SCALE))
    return [svg, png]


def paint(spec: Spec, mode: Mode) -> Spec:
    """Give a chart its size, its theme and the colours of a mode in place of their variables."""
    colours = list_colours(mode)
    right = spec["usermeta"].get("right", 10)
    config = {**CONFIG, "background": colours["paper"]}
    whole = {key: value for key, value in spec.items() if key != "usermeta"}
    whole |= {"config": config, "width": WIDTH - right}
    whole |= {"padding": {"left": 10, "top": 20, "bottom": 10, "right": right}}
    return replace_colours(whole, colours)


def replace_colours(value: object, colours: dict[str, str]) -> Spec:
    """Replace `var(--name)` wherever it is a text of its own."""

    def visit(part: object) -> object:
        if isinstance(part, dict):
            return {key: visit(inner) for key, inner in part.items()}
        if isinstance(part, list):
            return [visit(inner) for inner in part]
        found = re.fullmatch(r"var\(--(\w+)\)", part) if isinstance(part, str) else None
        return colours[found[1]] if found else part

    painted: Spec = visit(value)  # type: ignore[assignment]
    return painted


def list_colours(mode: Mode) -> dict[str, str]:
    """Read the colours of page.css."""
    light, dark = re.findall(r":root \{(.*?)\}", read("page.css"), re.DOTALL)[:2]
    declared = light if mode == "light" else dark
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", declared))


if __name__ == "__main__":
    run_command(main)
