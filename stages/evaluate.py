"""Score models and ensembles on the test split, and gather what was measured of each.

In: predictions, prepared texts, the matrices of trained models, their training histories,
learning curves, records of costs. Out: the leaderboard with intervals and tests, flat scores per
model, the tables behind the plots, texts worth reading, one table of learning curves, one of
costs. Whatever is chosen is chosen on the validation split.
"""

import logging

from bakeoff.core import paths
from bakeoff.core.classes import load_classes
from bakeoff.core.embedding import load_embedding
from bakeoff.core.environment import gather
from bakeoff.core.features import SPLITS
from bakeoff.core.files import read_json, write_json
from bakeoff.core.messages import load_messages
from bakeoff.core.predictions import Predictions, load_predictions
from bakeoff.core.runtime import limit_threads
from bakeoff.core.settings import Members, Name, Section
from bakeoff.core.stage import run
from bakeoff.core.tokens import TokenRule
from bakeoff.evaluation.cost_table import list_entries, sum_costs
from bakeoff.evaluation.error_analysis import find_errors
from bakeoff.evaluation.formats import COLUMNS, read_table
from bakeoff.evaluation.held_out import HeldOut, average, hold_out
from bakeoff.evaluation.leaderboard import flatten, make_leaderboard
from bakeoff.evaluation.plots import plot_tables
from bakeoff.evaluation.scoring.tables import write_table
from bakeoff.evaluation.settings import Evaluate, ModelInput, Split
from bakeoff.evaluation.unknown import Shares, known_words, unknown_shares


class Params(Section):
    """What this stage reads of params.yaml."""

    ensemble: dict[Name, Members]
    evaluate: Evaluate
    mix: dict[Name, list[str]]
    models: dict[Name, ModelInput]
    prepare: Split
    preset: Name
    text: TokenRule


def load_all(params: Params) -> dict[str, Predictions]:
    """Load the predictions of every model, and average those of every ensemble."""
    found = {name: load_predictions(paths.PREDICTIONS / f"{name}.npz") for name in params.models}
    return found | {
        name: average([found[member] for member in members])
        for name, members in params.ensemble.items()
    }


def count_unknown(params: Params, test: HeldOut) -> dict[str, Shares]:
    """Give the share of unknown words in each test text, for each model that has a matrix."""
    tokenize = params.text.tokenizer()
    tokens = [tokenize(message.text) for message in test.messages]
    matrices = {name: paths.MODELS / name / paths.MATRIX for name in params.models}
    return {
        name: unknown_shares(tokens, known_words(load_embedding(path)))
        for name, path in matrices.items()
        if path.is_file()
    }


def write_costs(params: Params) -> None:
    """Write what each model and ensemble cost, and in which environments that was measured."""
    inputs = {name: model.input for name, model in params.models.items()}
    entries = list_entries(inputs, params.ensemble, params.mix)
    every = dict.fromkeys(entry for behind in entries.values() for entry in behind)
    records = {entry: read_json(paths.cost_path(*entry)) for entry in every}
    write_json(paths.ALL_COSTS, {name: sum_costs(x, records) for name, x in entries.items()})
    environments = {"/".join(entry): record["environment"] for entry, record in records.items()}
    write_json(paths.ENVIRONMENT, gather(environments))


def main(params: Params) -> None:
    """Score every model; write the leaderboard and all tables beside it."""
    limit_threads(1)  # the last bits depend on the number of threads
    splits = {name: load_messages(paths.split_path(name)) for name in SPLITS}
    test, models = hold_out(splits, load_classes(paths.CLASSES)), load_all(params)
    about = {"preset": params.preset, "split": params.prepare.split}
    board = make_leaderboard(test, models, params.evaluate, **about)
    boards = board["models"]
    write_json(paths.LEADERBOARD, board)
    for name, scores in boards.items():
        write_json(paths.SCORES / f"{name}.json", flatten(scores))
    runs = {name: read_json(paths.TRAINING / f"{name}.json")["runs"] for name in params.models}
    tables = plot_tables(test, models, boards, unknown=count_unknown(params, test), runs=runs)
    for name, lines in tables.items():
        write_table(paths.PLOTS / f"{name}.csv", lines, COLUMNS[name])
    write_json(paths.ERRORS, find_errors(test, models, boards))
    points = [
        {"model": name, **point}
        for name in params.models
        for point in read_table(paths.LEARNING / f"{name}.csv", COLUMNS["learning"])
    ]
    write_table(paths.ALL_CURVES, points, COLUMNS["learning"])
    write_costs(params)
    logging.info("%d test texts. %s", len(test.labels), board["verdict"])


if __name__ == "__main__":
    run(main, Params)
