"""Put the learning curves of all models into one table, which is what is drawn.

In: a table a model, of learn. Out: their lines, with the model's name before. The folder may hold
tables of models that were once described: those are left out.
"""

import csv
import logging

from bakeoff.evaluation.curves import Line, write_table
from bakeoff.params.reading import read_params
from bakeoff.paths import LEARNING, LEARNING_CURVES, PARAMS
from bakeoff.stage import run


def main() -> None:
    """Collect the learning curves of every model."""
    params = read_params(PARAMS)
    lines: list[Line] = []
    for name in params.models:
        with (LEARNING / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines += [{"model": name, **line} for line in csv.DictReader(file)]
    write_table(LEARNING_CURVES, lines, [*lines[0]])
    logging.info("%d points of learning curves", len(lines))


if __name__ == "__main__":
    run(main)
