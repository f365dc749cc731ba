"""Put together what each model costs, from what the stages measured of themselves.

In: the records of embed, encode, train and predict. Out: a line a model, where that of an ensemble
adds its members' up, and in which environment all was made. It is a stage of its own so that times,
which differ from run to run, stay apart from scores, which do not.
"""

import logging

from bakeoff.environment import gather
from bakeoff.evaluation.costs import sum_costs
from bakeoff.files import read_json, write_json
from bakeoff.params.reading import read_params
from bakeoff.paths import (
    ALL_COSTS,
    COSTS,
    EMBEDDING_COSTS,
    EMBEDDINGS,
    ENCODING_COSTS,
    ENVIRONMENT,
    FEATURES,
    MODELS,
    PARAMS,
    PREDICTING_COSTS,
    PREDICTIONS,
)
from bakeoff.stage import run


def main() -> None:
    """Collect the costs of every model."""
    params = read_params(PARAMS)
    made = {
        **{f"{EMBEDDINGS}/{name}.npz": EMBEDDING_COSTS / f"{name}.json" for name in params.embed},
        **{f"{FEATURES}/{name}": ENCODING_COSTS / f"{name}.json" for name in params.encode},
        **{f"{MODELS}/{name}": COSTS / f"{name}.json" for name in params.models},
        **{
            f"{PREDICTIONS}/{name}.npz": PREDICTING_COSTS / f"{name}.json" for name in params.models
        },
    }
    records = {path: read_json(record) for path, record in made.items()}
    members = {**{name: [name] for name in params.models}, **params.ensemble}
    costs = {
        name: sum_costs(
            [params.models[member].input for member in its],
            params.mix,
            records,
            [records[f"{MODELS}/{member}"] for member in its],
            [records[f"{PREDICTIONS}/{member}.npz"] for member in its],
        )
        for name, its in members.items()
    }
    write_json(ALL_COSTS, costs)
    write_json(ENVIRONMENT, gather({path: its["environment"] for path, its in records.items()}))
    logging.info("costs of %d models", len(costs))


if __name__ == "__main__":
    run(main)
