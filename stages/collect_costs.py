"""Put together what each model costs, from what the stages measured of themselves.

In: the records of embed, encode, train and predict. Out: a line a model. It is a stage of its own
so that times, which differ from run to run, stay apart from scores, which do not.
"""

import logging

from bakeoff.evaluation.costs import sum_costs
from bakeoff.files import read_json, write_json
from bakeoff.params.reading import read_params
from bakeoff.paths import (
    ALL_COSTS,
    COSTS,
    EMBEDDING_COSTS,
    EMBEDDINGS,
    ENCODING_COSTS,
    FEATURES,
    PARAMS,
    PREDICTING_COSTS,
)
from bakeoff.stage import run


def main() -> None:
    """Collect the costs of every model."""
    params = read_params(PARAMS)
    building = {
        **{f"{EMBEDDINGS}/{name}.npz": EMBEDDING_COSTS / f"{name}.json" for name in params.embed},
        **{f"{FEATURES}/{name}": ENCODING_COSTS / f"{name}.json" for name in params.encode},
    }
    records = {made: read_json(path) for made, path in building.items()}
    costs = {
        name: sum_costs(
            model.input,
            params.mix,
            records,
            read_json(COSTS / f"{name}.json"),
            read_json(PREDICTING_COSTS / f"{name}.json"),
        )
        for name, model in params.models.items()
    }
    write_json(ALL_COSTS, costs)
    logging.info("costs of %d models", len(costs))


if __name__ == "__main__":
    run(main)
