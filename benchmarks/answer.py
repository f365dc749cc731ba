"""What the answer costs, and how often it calls equal models different.

`python -m benchmarks.answer cost` prints CPU-seconds and peak memory; `… equal` counts the worlds
of equally good models in which a family has a pair that is called better or worse.

The predictions are made up. For the cost, a text's ease is shared in part by all models and
repeats, and 13 % of the texts are positive; with more classes, all are equally frequent. Of equal
models each errs on half of the same hard texts, 30 % of all, anew in each repeat.
"""

import resource
import time
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from bakeoff.evaluation.answer import make_answer
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.metrics import METRICS
from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Question, Texts

POSITIVE = 0.13
FOLDS = 5
FAMILIES = ("against_baseline", "pairs")
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)


def make_rounds(texts: int, repeats: int, generator: np.random.Generator) -> NDArray[np.int32]:
    """Hold every text out once per repeat, in folds of one size: (repeats, texts)."""
    folds = np.arange(texts) % FOLDS
    rounds = [generator.permutation(folds) + FOLDS * repeat for repeat in range(repeats)]
    return np.array(rounds, np.int32)


def make_world(
    texts: int, models: int, repeats: int, classes: int, seed: int = 1
) -> tuple[Texts, dict[str, Pooled]]:
    """Make up labels and predictions; later models are slightly worse."""
    generator = np.random.default_rng(seed)
    shares = [1 - POSITIVE, POSITIVE] if classes == 2 else np.full(classes, 1 / classes)
    labels = generator.choice(classes, size=texts, p=shares).astype(np.int32)
    rounds = make_rounds(texts, repeats, generator)
    shared = generator.normal(0, 1, (texts, classes))
    pooled = {}
    for number in range(models):
        noise = shared + generator.normal(0, 0.6, (repeats, texts, classes))
        logits = 2 * noise + (6 - 0.05 * number) * (labels[:, None] == np.arange(classes))
        wide = np.exp(logits - logits.max(axis=2, keepdims=True))
        wide = (wide / wide.sum(axis=2, keepdims=True)).astype(np.float32)
        pooled[f"model{number}"] = Pooled(wide.argmax(axis=2).astype(np.int32), wide, rounds)
    names = [f"class{number}" for number in range(classes)]
    return Texts(labels, names, np.arange(texts)), pooled


def answer_equal(world: int, texts: int, models: int, draws: int) -> Answer:
    """Draw a world of equally good models, and answer which is best."""
    generator = np.random.default_rng([3, world])
    labels = (generator.random(texts) < 0.3).astype(np.int32)
    hard = generator.random(texts) < 0.3
    pooled = {}
    for number in range(models):
        wrong = hard & (generator.random((2, texts)) < 0.5)
        chosen = np.where(wrong, 1 - labels, labels).astype(np.int32)
        wide = np.eye(2, dtype=np.float32)[chosen]
        pooled[f"model{number}"] = Pooled(chosen, wide, np.zeros((2, texts), np.int32))
    question = Question("f1", "model0", 0.02, draws, seed=world)
    costs = dict.fromkeys(pooled, (0, 0))
    return make_answer(Texts(labels, ["a", "b"], np.arange(texts)), pooled, costs, question)


def count_false(answer: Answer) -> list[bool]:
    """Tell for each family whether any of these equal models is called better or worse."""
    lines = [answer["against_baseline"], answer["pairs"]]
    return [any(pair["word"] in ("better", "worse") for pair in family) for family in lines]


@app.command()
def equal(worlds: int = 1000, texts: int = 300, models: int = 6, draws: int = 300) -> None:
    """Print in how many worlds of equal models a family has a pair that is called different."""
    wrong = np.mean([count_false(answer_equal(i, texts, models, draws)) for i in range(worlds)], 0)
    error = np.sqrt(0.05 * 0.95 / worlds)
    for family, share in zip(FAMILIES, wrong, strict=True):
        print(f"{family}: {100 * share:.1f} % of {worlds} worlds (5 ± {100 * error:.1f} expected)")


@app.command()
def cost(
    texts: Annotated[int, typer.Option(help="that are tested")] = 5157,
    models: int = 20,
    repeats: int = 2,
    classes: int = 2,
    draws: int = 10_000,
    metric: Annotated[str, typer.Option(help=", ".join(METRICS))] = "f1",
) -> None:
    """Print what one answer costs, and its sentences."""
    tested, pooled = make_world(texts, models, repeats, classes)
    costs = {name: (0, number) for number, name in enumerate(pooled)}
    question = Question(metric, "model0", 0.02, draws, seed=1, precision=0.95)
    start = time.process_time()
    answer = make_answer(tested, pooled, costs, question)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("\n".join(answer["sentences"]))
    ranks = next(iter(answer["scores"].values()))["pr_auc"]["draws"]
    print(f"{answer['draws']} draws, {ranks} of PR-AUC: {seconds:.1f} CPU-seconds, {peak:.0f} MB")


if __name__ == "__main__":
    app()
