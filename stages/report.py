"""Make the report: one page that opens anywhere, with the result and what is behind it.

In: the metrics, the maps of the vectors. Out: report/index.html. What was not measured is left out.
"""

import logging

from bakeoff.files import write_text
from bakeoff.params.reading import read_params
from bakeoff.paths import PARAMS, REPORT
from bakeoff.report.inputs import read_inputs
from bakeoff.report.page import render
from bakeoff.stage import run


def main() -> None:
    """Write report/index.html."""
    params = read_params(PARAMS)
    page = render(read_inputs(embeddings=params.embed, maps=params.map))
    write_text(REPORT, page)
    logging.info("open %s in a browser (%.1f MB)", REPORT, len(page.encode()) / 1e6)


if __name__ == "__main__":
    run(main)
