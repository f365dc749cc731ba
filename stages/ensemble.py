"""Average the probabilities of several models, for each ensemble in params.yaml.

In: the predictions of the models. Out: predictions that are scored as a model's are. No label is
read and no weight is chosen: every member weighs alike.
"""

import logging

from bakeoff.classifiers.ensemble import average
from bakeoff.classifiers.predictions import load_predictions, save_predictions
from bakeoff.params.reading import read_params
from bakeoff.paths import ENSEMBLES, PARAMS, PREDICTIONS
from bakeoff.stage import run


def main() -> None:
    """Average the members of every ensemble."""
    params = read_params(PARAMS)
    ENSEMBLES.mkdir(parents=True, exist_ok=True)  # evaluate reads it, though it be empty
    for name, members in params.ensemble.items():
        found = {member: load_predictions(PREDICTIONS / f"{member}.npz") for member in members}
        save_predictions(ENSEMBLES / f"{name}.npz", average(found))
        logging.info("%s: the mean of %s", name, ", ".join(members))


if __name__ == "__main__":
    run(main)
