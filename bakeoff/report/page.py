"""From sections to the bytes of the page: one file, whose scripts are just those of this project.

What came from a text reaches the page as escaped HTML, or as JSON in a block that is no script. The
page's policy names the hash of every script in it, so that nothing else in it can run, and
allows no address.
"""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bakeoff.report.blocks import Explorer, Figure, Section
from bakeoff.report.calibration import calibration_section
from bakeoff.report.charts import CONFIG
from bakeoff.report.costs import costs_section
from bakeoff.report.coverage import coverage_section
from bakeoff.report.curves import curves_section
from bakeoff.report.explorer import explorer_section
from bakeoff.report.inputs import Inputs
from bakeoff.report.intrinsic import intrinsic_section
from bakeoff.report.leaderboard import facts, leaderboard_section, verdict
from bakeoff.report.leaks import leaks_section
from bakeoff.report.learning import learning_section
from bakeoff.report.mistakes import mistakes_section
from bakeoff.report.mixes import mixes_section
from bakeoff.report.scripts import charts_script, digest, inlined
from bakeoff.report.slices import slices_section

HERE = Path(__file__).parent
MAKERS = (
    leaderboard_section,
    learning_section,
    costs_section,
    slices_section,
    mistakes_section,
    calibration_section,
    curves_section,
    leaks_section,
    coverage_section,
    mixes_section,
    intrinsic_section,
    explorer_section,
)
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def data_block(value: Any) -> Markup:
    """Write JSON that may stand in any script element: nothing in it can end that, or begin one."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(UNSAFE))  # noqa: S704


def make_sections(inputs: Inputs) -> list[Section]:
    """Make every section that there is something for."""
    made = (make(inputs) for make in MAKERS)
    return [section for section in made if section is not None]


def render(inputs: Inputs) -> str:
    """Make the page. The same inputs give the same text.

    Args:
        inputs: what to show.

    Returns:
        HTML that needs no other file, and no network.
    """
    sections = make_sections(inputs)
    blocks = [block for section in sections for block in section.blocks]
    specs = {block.name: block.spec for block in blocks if isinstance(block, Figure)}
    scripts = [(HERE / f"{name}.js").read_text(encoding="utf-8") for name in ("page", "scatter")]
    scripts.insert(0, charts_script())
    explored = [block.data for block in blocks if isinstance(block, Explorer)]
    if explored:
        scripts.append((HERE / "explorer.js").read_text(encoding="utf-8"))
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        verdict=verdict(inputs),
        facts=facts(inputs),
        sections=sections,
        style=Markup((HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704
        scripts=[inlined(script) for script in scripts],
        digests=[digest(script) for script in scripts],
        charts=data_block({"config": CONFIG, "specs": specs}),
        explorer=data_block(explored[0]) if explored else None,
    )
