"""Score models on the texts that their rounds held out, compare them, and answer which to use.

In: predictions, the table of texts, the matrices of trained models, their training histories,
label curves, records of costs. Out: the answer; the leaderboard, the verdict's score of each model,
the tables behind the plots, texts worth reading, one table of label curves, one of costs.
Thresholds and heads are chosen on a round's validation texts.
"""

import logging

from bakeoff.core import paths
from bakeoff.core.classes import load_classes
from bakeoff.core.embedding import load_embedding
from bakeoff.core.environment import gather
from bakeoff.core.files import read_json, write_json
from bakeoff.core.predictions import load_predictions
from bakeoff.core.runtime import limit_threads
from bakeoff.core.settings import Name
from bakeoff.core.stage import run
from bakeoff.core.table import load_table
from bakeoff.core.tokens import TokenRule
from bakeoff.evaluation.answer import make_answer
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.cost_table import sum_costs, use_one
from bakeoff.evaluation.descriptions import describe_models
from bakeoff.evaluation.error_analysis import find_errors
from bakeoff.evaluation.formats import COLUMNS, Costs, Line, read_table
from bakeoff.evaluation.held_out import HeldOut, hold_out
from bakeoff.evaluation.leaderboard import About, list_scores, make_leaderboard
from bakeoff.evaluation.metrics import find_metric
from bakeoff.evaluation.origins import Origins, find_invented, list_licences
from bakeoff.evaluation.plots import plot_tables
from bakeoff.evaluation.question import Question
from bakeoff.evaluation.scored_models import ScoredModel, pool_all
from bakeoff.evaluation.scoring.tables import write_table
from bakeoff.evaluation.sentences import mark_quick, mark_trained_on
from bakeoff.evaluation.settings import Evaluate, Split, find_controls, find_learned
from bakeoff.evaluation.training import estimate_training
from bakeoff.evaluation.unknown import Shares, known_words, unknown_shares


class Params(Origins):
    """What this stage reads of params.yaml."""

    evaluate: Evaluate
    prepare: Split
    preset: Name
    text: TokenRule


def load_all(params: Params, held: HeldOut) -> dict[str, ScoredModel]:
    """Load the predictions of every model, and pool them, those of choices and of ensembles."""
    found = {name: load_predictions(paths.PREDICTIONS / f"{name}.npz") for name in params.models}
    return pool_all(held, found, params.choose, params.ensemble, params.evaluate.threshold)


def answer_question(
    params: Params,
    held: HeldOut,
    models: dict[str, ScoredModel],
    costs: dict[str, Costs],
    curves: list[Line],
) -> Answer:
    """Answer which model to use."""
    settings, texts = params.evaluate, held.texts()
    pooled = {name: model.pooled for name, model in models.items()}
    metric = find_metric(settings.metric, texts.labels, texts.classes, settings.precision)
    question = Question(
        metric=settings.metric,
        baseline=settings.baseline,
        margin=settings.margin[settings.metric],
        draws=settings.draws,
        seed=settings.seed,
        precision=settings.precision,
        controls=find_controls(params.models),
        learned=find_learned(params.models),
    )
    sizes = {
        name: (int(found["download_bytes"]), int(found["model_bytes"]))
        for name, found in costs.items()
    }
    controls = question.controls
    training = estimate_training(texts, pooled, metric.name, settings.precision, controls)
    answer = make_answer(texts, pooled, sizes, question, training, curves)
    if settings.quick:
        mark_quick(answer, params.preset, len(held.table.partitions))
    if params.prepare.split == "none":
        mark_trained_on(answer)
    return answer


def describe_run(params: Params) -> About:
    """Say in words what was run: the models, what is invented, and the licences of vectors."""
    return About(
        settings=params.evaluate,
        preset=params.preset,
        split=params.prepare.split,
        invented=find_invented(params, params.prepare.input),
        descriptions=describe_models(params),
        licences=list_licences(params),
        members=params.ensemble,
    )


def count_unknown(params: Params, held: HeldOut) -> dict[str, Shares]:
    """Give the share of unknown words in each tested text, for each model on published vectors."""
    tokenize = params.text.tokenizer()
    tokens = [tokenize(held.table.texts[row].text) for row in held.tested]
    matrices = {name: paths.MODELS / name / paths.MATRIX for name in params.models}
    known = {
        name: known_words(load_embedding(path)) for name, path in matrices.items() if path.is_file()
    }
    return {name: unknown_shares(tokens, words) for name, words in known.items() if words}


def sum_all_costs(params: Params) -> dict[str, Costs]:
    """Write what every model costs, and in which environments that was measured; give the costs."""
    entries = params.entries()
    every = dict.fromkeys(entry for behind in entries.values() for entry in behind)
    records = {entry: read_json(paths.cost_path(*entry)) for entry in every}
    costs = {name: sum_costs(behind, records) for name, behind in entries.items()}
    for name, members in params.choose.items():
        costs[name] = use_one(costs[name], [costs[member] for member in members])
    write_json(paths.ALL_COSTS, costs)
    environments = {"/".join(entry): record["environment"] for entry, record in records.items()}
    write_json(paths.ENVIRONMENT, gather(environments))
    return costs


def write_tables(params: Params, held: HeldOut, models: dict[str, ScoredModel]) -> None:
    """Write the tables behind the plots."""
    runs = {name: read_json(paths.TRAINING / f"{name}.json")["runs"] for name in params.models}
    pooled = {name: model.pooled for name, model in models.items()}
    tables = plot_tables(held.texts(), pooled, unknown=count_unknown(params, held), runs=runs)
    for name, lines in tables.items():
        write_table(paths.PLOTS / f"{name}.csv", lines, COLUMNS[name])


def join_curves(params: Params) -> list[Line]:
    """Write the label curves of all models as one table; give its lines."""
    points: list[Line] = [
        {"model": name, **point}
        for name in params.models
        for point in read_table(paths.LEARNING / f"{name}.csv", COLUMNS["learning"])
    ]
    write_table(paths.ALL_CURVES, points, COLUMNS["learning"])
    return points


def main(params: Params) -> None:
    """Answer which model to use; write the leaderboard and all tables beside it."""
    limit_threads(1)  # the last bits depend on the number of threads
    held = hold_out(load_table(paths.TEXTS), load_classes(paths.CLASSES))
    models = load_all(params, held)
    answer = answer_question(params, held, models, sum_all_costs(params), join_curves(params))
    write_json(paths.ANSWER, answer)
    board = make_leaderboard(held, models, answer, describe_run(params))
    write_json(paths.LEADERBOARD, board)
    write_json(paths.SCORES, list_scores(board))
    write_json(paths.ERRORS, find_errors(held, {name: models[name] for name in board["models"]}))
    write_tables(params, held, models)
    logging.info("%d texts. %s", len(held.tested), answer["sentences"][-1])


if __name__ == "__main__":
    run(main, Params)
