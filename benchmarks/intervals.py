"""How often the intervals of the leaderboard hold the truth, and what they cost.

`python -m benchmarks.intervals coverage` makes up worlds whose true scores are known and counts the
intervals that hold them, and the models just as good as the baseline that are not called a tie.
`python -m benchmarks.intervals cost 100000` takes the time for so many messages.

A world: 13 % of the messages are positive, and a message is classified right if its ease, normal
over messages, is below a limit: F1 is .9. Ease is shared in part by the model and the baseline, in
part by the seeds of the model; what is left each seed has for itself. So the errors of two seeds
correlate by .6 to .8, and those of a seed and of the baseline by .46; the models of the sample
profile have .8 to .96 and .46 to .79. Besides, a seed has its own skill and its own leaning to
positives, normal over seeds. The baseline is exactly as good, by F1.
"""

import resource
import time
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import norm

from bakeoff.evaluation.bootstrap import bootstrap
from bakeoff.evaluation.scoring.scores import Labels
from bakeoff.evaluation.significance import ALPHA, compare
from bakeoff.evaluation.weighted import Outcomes

POSITIVE = 0.13
LIMITS = np.array([2.2, 1.28])  # for negatives, for positives
SHARED, OF_MODEL = 0.8, 0.17  # of the variance of ease
SPREADS = (0.0, 0.05, 0.15)  # of skill and of leaning
COUNTED = (
    "F1",
    "accuracy",
    "difference of F1",
    "of accuracy",
    "p of F1 < .05",
    "and interval without 0",
)
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@dataclass(frozen=True)
class World:
    """Where messages, seeds and errors come from.

    Attributes:
        n: messages.
        seeds: of the model; the baseline has one.
        spread: of the seeds' skill and of their leaning, standard deviation.
    """

    n: int
    seeds: int
    spread: float

    def truth(self, better: float = 0.0, spread: float | None = None) -> NDArray[np.float64]:
        """Give F1 and accuracy over all messages and seeds, and F1's deviation over seeds."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(40)
        nodes, weights = (
            nodes * (self.spread if spread is None else spread),
            weights / weights.sum(),
        )
        skill, leaning = np.meshgrid(nodes, nodes)
        miss = POSITIVE * norm.sf(LIMITS[1] + better + skill + leaning)
        alarm = (1 - POSITIVE) * norm.sf(LIMITS[0] + better + skill - leaning)
        f1 = 2 * (POSITIVE - miss) / (2 * POSITIVE - miss + alarm)
        share = np.outer(weights, weights)
        mean = (share * f1).sum()
        deviation = np.sqrt((share * (f1 - mean) ** 2).sum())
        return np.array([mean, (share * (1 - miss - alarm)).sum(), deviation])

    def handicap(self) -> float:
        """Find how far the limits of a baseline without spread are to move to the same F1."""
        goal = self.truth()[0]
        return float(brentq(lambda better: self.truth(better, 0.0)[0] - goal, -1, 1))

    def gap(self, better: float) -> float:
        """Give the true difference of accuracy to a baseline with that handicap."""
        return float(self.truth()[1] - self.truth(better, 0.0)[1])

    def draw(
        self, better: float, generator: np.random.Generator
    ) -> tuple[Labels, dict[str, Outcomes]]:
        """Draw messages and seeds: labels, and the outcomes of the model and of the baseline."""
        labels = (generator.random(self.n) < POSITIVE).astype(np.int32)
        shared = np.sqrt(SHARED) * generator.standard_normal(self.n)

        def classify(limits: NDArray[np.float64], apart: float, seeds: int) -> Outcomes:
            own = np.sqrt(1 - SHARED - apart) * generator.standard_normal(self.n)
            ease = shared + own + np.sqrt(apart) * generator.standard_normal((seeds, self.n))
            chosen = np.where(ease > limits[:, labels], 1 - labels, labels).astype(np.int32)
            return Outcomes(chosen, np.eye(2, dtype=np.float32)[chosen])

        skill, leaning = self.spread * generator.standard_normal((2, self.seeds, 1))
        limits = LIMITS + skill + leaning * np.array([-1, 1])
        return labels, {
            "baseline": classify(LIMITS[None] + better, 0.0, 1),
            "model": classify(limits, 1 - SHARED - OF_MODEL, self.seeds),
        }


def holds(low: float | None, high: float | None, truth: float) -> bool:
    """Tell whether an interval holds the truth."""
    return low is not None and high is not None and low <= truth <= high


def try_world(world: World, worlds: int, draws: int) -> list[float]:
    """Draw a world many times; give the shares of COUNTED."""
    generator = np.random.default_rng([world.n, world.seeds, round(1000 * world.spread)])
    true_f1, true_accuracy, _ = world.truth()
    better = world.handicap()
    found = []
    for number in range(worlds):
        labels, models = world.draw(better, generator)
        settings: dict[str, Any] = {"draws": draws, "seed": number}
        intervals = bootstrap(labels, models, "baseline", **settings)["model"]
        f1, accuracy = intervals["f1"], intervals["accuracy"]
        p_value = compare(labels, models, "baseline", **settings)["model"]["p_f1"]
        found.append(
            [
                holds(f1.low, f1.high, true_f1),
                holds(accuracy.low, accuracy.high, true_accuracy),
                holds(f1.difference_low, f1.difference_high, 0.0),
                holds(accuracy.difference_low, accuracy.difference_high, world.gap(better)),
                p_value < ALPHA,
                p_value < ALPHA and not holds(f1.difference_low, f1.difference_high, 0.0),
            ]
        )
    return list(np.mean(found, axis=0))


@app.command()
def coverage(
    worlds: Annotated[int, typer.Option(help="drawn for each line")] = 500,
    draws: Annotated[int, typer.Option(help="of the bootstrap, and of swaps")] = 1000,
) -> None:
    """Print, in % with standard errors, how often intervals hold the truth and tests cry wolf."""
    print(f"| messages | seeds | F1's deviation over seeds | {' | '.join(COUNTED)} |")
    print("| --: " * (3 + len(COUNTED)) + "|")
    for n in (300, 1000):
        for seeds in (1, 3, 5):
            for spread in SPREADS:
                world = World(n, seeds, spread)
                shares = try_world(world, worlds, draws)
                cells = [
                    f"{100 * share:.1f} ± {100 * np.sqrt(share * (1 - share) / worlds):.1f}"
                    for share in shares
                ]
                deviation = f"{world.truth()[2]:.3f}"
                print(f"| {n} | {seeds} | {deviation} | {' | '.join(cells)} |", flush=True)


@app.command()
def cost(
    messages: Annotated[int, typer.Argument(help="of the test split")] = 1100,
    models: int = 10,
    seeds: int = 5,
    draws: int = 10_000,
) -> None:
    """Print the CPU time of all intervals and tests, and the peak memory of the process."""
    generator = np.random.default_rng(1)
    labels = (generator.random(messages) < POSITIVE).astype(np.int32)
    shared = 5.0 * labels - 3.5 + generator.standard_normal(messages)
    outcomes = {}
    for number in range(models):
        logits = shared + 0.5 * generator.standard_normal((seeds, messages))
        second = (1 / (1 + np.exp(-logits))).astype(np.float32)
        chosen = (second >= 0.5).astype(np.int32)
        outcomes[str(number)] = Outcomes(chosen, np.stack([1 - second, second], axis=2))
    for task in (bootstrap, compare):
        start = time.process_time()
        task(labels, outcomes, "0", draws=draws, seed=1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds = time.process_time() - start
        print(f"{task.__name__}: {seconds:.1f} CPU-seconds, so far {peak:.0f} MB at most")


if __name__ == "__main__":
    app()
