"""From the parts to the bytes of the page: one file that runs only this project's scripts.

Texts reach the page as escaped HTML, or as JSON in a block that is no script. The page's policy
names the hash of every script in it, so that nothing else in it can run, and allows no address.
"""

import json
from collections.abc import Callable
from pathlib import Path

import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bakeoff.report.blocks import Explorer, Figure, Part, ReportSection
from bakeoff.report.charts import CONFIG
from bakeoff.report.check.calibration import calibration_section
from bakeoff.report.check.classes import class_section
from bakeoff.report.check.duplicates import duplicate_section
from bakeoff.report.check.errors import error_section
from bakeoff.report.check.look import look_section
from bakeoff.report.check.slices import slice_section
from bakeoff.report.check.thresholds import threshold_section
from bakeoff.report.check.words import word_section
from bakeoff.report.explore.explorer import explorer_section
from bakeoff.report.explore.intrinsic import intrinsic_section
from bakeoff.report.inputs import Inputs
from bakeoff.report.method.candidates import candidate_section
from bakeoff.report.method.families import family_section
from bakeoff.report.method.rounds import round_section
from bakeoff.report.result.answer import answer_section
from bakeoff.report.result.costs import cost_section
from bakeoff.report.result.headline import headline
from bakeoff.report.result.labels import label_section
from bakeoff.report.result.pairs import pair_section
from bakeoff.report.result.scores import score_section
from bakeoff.report.scripts import charts_script, digest, inlined, read

HERE = Path(__file__).parent
Makers = list[Callable[[Inputs], ReportSection | None]]
PARTS: dict[str, Makers] = {
    "Result": [answer_section, score_section, pair_section, cost_section, label_section],
    "Check": [
        error_section,
        class_section,
        slice_section,
        calibration_section,
        threshold_section,
        word_section,
        look_section,
        duplicate_section,
    ],
    "Explore": [explorer_section, intrinsic_section],
    "Method": [round_section, family_section, candidate_section],
}
SCRIPTS = ("filter", "tables", "charts", "page")
FIRST_WIDTH = 560  # pixels of the first chart without its labels; the page scales it
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def data_block(value: object) -> Markup:
    """Write JSON for a script element: nothing in it can end the element, or begin another."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704


def make_parts(inputs: Inputs) -> list[Part]:
    """Make every part and section that has something to show."""
    parts = []
    for title, makers in PARTS.items():
        sections = [section for make in makers if (section := make(inputs)) is not None]
        if sections:
            parts.append(Part(title.lower(), title, sections))
    return parts


def draw_first(figure: Figure) -> Markup:
    """Draw a chart beforehand, so that it is there before any script has run.

    Its colours stay variables of page.css. What it shows of the data is in text nodes and
    attributes that vl-convert escapes.
    """
    spec = {key: value for key, value in figure.spec.items() if key != "usermeta"}
    svg = vl_convert.vegalite_to_svg(spec | {"config": CONFIG, "width": FIRST_WIDTH})
    return Markup(svg)  # noqa: S704


def render(inputs: Inputs) -> str:
    """Make the page: HTML that needs no other file and no network, the same for the same inputs."""
    first, parts = headline(inputs), make_parts(inputs)
    blocks = [block for part in parts for section in part.sections for block in section.blocks]
    figures = [block for block in [first.chart, *blocks] if isinstance(block, Figure)]
    explored = [block.data for block in blocks if isinstance(block, Explorer)]
    names = [*SCRIPTS, *(("scatter", "explorer") if explored else ())]
    scripts = [charts_script(), *(read(f"{name}.js") for name in names)]
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment.get_template("page.html").render(
        headline=first,
        holds=inputs.holds,
        drawn=draw_first(first.chart) if first.chart else "",
        parts=parts,
        models=inputs.models,
        style=Markup(read("page.css") + read("explorer.css")),  # noqa: S704
        scripts=[inlined(script) for script in scripts],
        digests=[digest(script) for script in scripts],
        charts=data_block({"config": CONFIG, "specs": {x.name: x.spec for x in figures}}),
        explorer=data_block(explored[0]) if explored else None,
    )
