"""Make the report: one page that opens anywhere, with the result and what is behind it.

In: the metrics, the maps of the vectors, the texts that `report.texts` lets it show.
Out: report/index.html.
"""

import logging
from typing import Any

from bakeoff.core.files import write_text
from bakeoff.core.paths import REPORT
from bakeoff.core.settings import Name, Section
from bakeoff.core.stage import run
from bakeoff.core.tokens import Text
from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import render
from bakeoff.report.quotes import Report


class Params(Section):
    """What this stage reads of params.yaml: embeddings, maps, the token rule, what to show."""

    embed: dict[Name, Any]
    project: dict[Name, Any]
    report: Report
    text: Text


def main(params: Params) -> None:
    """Write report/index.html."""
    inputs = read_inputs(
        embeddings=params.embed, maps=params.project, rule=params.text, shown=params.report.texts
    )
    page = render(inputs)
    write_text(REPORT, page)
    logging.info(
        "open %s in a browser (%.1f MB). %s", REPORT, len(page.encode()) / 1e6, inputs.holds
    )


if __name__ == "__main__":
    run(main, Params)
