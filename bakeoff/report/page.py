"""From sections to the bytes of the page: one file that runs only this project's scripts.

Texts reach the page as escaped HTML, or as JSON in a block that is no script. The page's policy
names the hash of every script in it, so that nothing else in it can run, and allows no address.
"""

import json
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bakeoff.report.blocks import Explorer, Figure, ReportSection
from bakeoff.report.calibration_section import calibration_section
from bakeoff.report.charts import CONFIG
from bakeoff.report.cost_section import cost_section
from bakeoff.report.coverage_section import coverage_section
from bakeoff.report.explorer_section import explorer_section
from bakeoff.report.inputs import Inputs
from bakeoff.report.intrinsic_section import intrinsic_section
from bakeoff.report.layer_section import layer_section
from bakeoff.report.leaderboard_section import facts, leaderboard_section
from bakeoff.report.leak_section import leak_section
from bakeoff.report.learning_section import learning_section
from bakeoff.report.mistake_section import mistake_section
from bakeoff.report.scripts import charts_script, digest, inlined
from bakeoff.report.slice_section import slice_section
from bakeoff.report.threshold_section import threshold_section

HERE = Path(__file__).parent
MAKERS: list[Callable[[Inputs], ReportSection | None]] = [
    leaderboard_section,
    learning_section,
    cost_section,
    slice_section,
    mistake_section,
    calibration_section,
    threshold_section,
    leak_section,
    coverage_section,
    layer_section,
    intrinsic_section,
    explorer_section,
]
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def data_block(value: object) -> Markup:
    """Write JSON for a script element: nothing in it can end the element, or begin another."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704


def make_sections(inputs: Inputs) -> list[ReportSection]:
    """Make every section that has something to show."""
    return [section for make in MAKERS if (section := make(inputs)) is not None]


def render(inputs: Inputs) -> str:
    """Make the page: HTML that needs no other file and no network, the same for the same inputs."""
    sections = make_sections(inputs)
    blocks = [block for section in sections for block in section.blocks]
    specs = {block.name: block.spec for block in blocks if isinstance(block, Figure)}
    explored = [block.data for block in blocks if isinstance(block, Explorer)]
    names = ["page", "scatter", *(["explorer"] if explored else [])]
    scripts = [(HERE / f"{name}.js").read_text(encoding="utf-8") for name in names]
    scripts.insert(0, charts_script())
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined
    )
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment.get_template("page.html").render(
        verdict=inputs.answer["sentences"][-1],
        facts=facts(inputs),
        sections=sections,
        style=Markup((HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704
        scripts=[inlined(script) for script in scripts],
        digests=[digest(script) for script in scripts],
        charts=data_block({"config": CONFIG, "specs": specs}),
        explorer=data_block(explored[0]) if explored else None,
    )
