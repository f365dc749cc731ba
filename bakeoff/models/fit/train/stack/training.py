"""Train one small network on constant inputs many times, as stacked programs.

Runs differ in their rows and seeds. A step is one call for a whole stack of them, in chunks that
memory bounds. A run's chance depends on its seed alone, so its result has the same bytes alone and
in any stack.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.models.fit.train.runs import WEIGHTS, Run, generator, weigh_classes
from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.fit.train.stack.gradient import probabilities
from bakeoff.models.fit.train.stack.inputs import Inputs, Source
from bakeoff.models.fit.train.stack.network import Network, Sizes
from bakeoff.models.fit.train.stack.runs import Progress, Trained
from bakeoff.models.fit.train.stack.scaling import fit_scaling
from bakeoff.models.fit.train.stack.scoring import BLOCK, score
from bakeoff.models.fit.train.stack.stacked import Stack

CACHE = 2 * 2**20  # bytes of a stack's weights, gradients and state of Adam that stay near a core
MB = 10**6


def train_runs(
    source: Source,
    labels: NDArray[np.int32],
    runs: list[Run],
    sizes: Sizes,
    settings: Settings,
    *,
    wanted: NDArray[np.int64] | None = None,
    name: str | None = None,
) -> list[Trained]:
    """Train every run.

    Args:
        source: by name, constant inputs of all rows, in the order of `sizes.inputs`: (n, layers,
            width) or (n, width), float16 or float32. Or, if runs read different ones, a function
            from a run's place in `runs` to them; it is called when the run's stack begins. No
            rows but a run's own change its weights.
        labels: (n,) numbers of classes.
        runs: in any order.
        sizes: of the network.
        settings: of the training.
        wanted: rows to predict; None for all.
        name: what the progress bar shows.

    Returns:
        What came of each run, in the order of `runs`.

    Raises:
        BakeoffError: a single run takes more than `max_memory`, or a loss is not finite.
    """
    read = _reader(source)
    wanted = np.arange(len(labels)) if wanted is None else wanted
    order = sorted(range(len(runs)), key=lambda number: len(runs[number].train))
    found: dict[int, Trained] = {}
    at_once = runs_at_once(runs, sizes, settings, len(labels) if callable(source) else 0)
    with tqdm(total=len(runs), desc=name, unit="run", disable=None) as bar:
        for start in range(0, len(runs), at_once):
            chunk = order[start : start + at_once]
            members = [begin(runs[i], read(i), labels, sizes, settings) for i in chunk]
            Stack(members, labels, sizes, settings).train()
            for number, member in zip(chunk, members, strict=True):
                found[number] = finish(member, sizes, wanted)
            bar.update(len(chunk))
    return [found[number] for number in range(len(runs))]


def _reader(source: Source) -> Callable[[int], Inputs]:
    """Give the function from a run's place to its inputs."""
    if callable(source):
        return lambda number: Inputs(source(number))
    shared = Inputs(source)
    return lambda _: shared


def begin(
    run: Run, inputs: Inputs, labels: NDArray[np.int32], sizes: Sizes, settings: Settings
) -> Progress:
    """Draw the initial weights of a run; weigh its classes and scale its inputs."""
    weights = weigh_classes(labels[run.train], sizes.classes, settings.class_weight)
    scaling = fit_scaling(inputs, run.train)
    start = sizes.draw(generator(run.seed, WEIGHTS))
    return Progress(
        run, settings.batch_size, start, inputs=inputs, class_weights=weights, scaling=scaling
    )


def finish(member: Progress, sizes: Sizes, wanted: NDArray[np.int64]) -> Trained:
    """Predict with the weights that a run kept."""
    network = Network(sizes, member.kept[None])
    found = probabilities(score(network, member.scaling, member.inputs, wanted))
    return Trained(
        kept_epoch=member.kept_epoch,
        steps=member.kept_steps,
        train_loss=member.train_loss,
        valid_loss=member.valid_loss,
        weights={name: values[0] for name, values in network.weights.items()},
        scaling=member.scaling,
        probabilities=np.hstack([1 - found, found]) if sizes.outputs == 1 else found,
    )


def runs_at_once(runs: list[Run], sizes: Sizes, settings: Settings, own_rows: int = 0) -> int:
    """Say how many runs a stack may have.

    Args:
        runs: all of them.
        sizes: of the network.
        settings: of the training.
        own_rows: of the inputs that each run has for itself.

    Raises:
        BakeoffError: not even one fits into `max_memory`.
    """
    each = memory_of_run(runs, sizes, settings) + 4 * own_rows * sizes.features
    shared = memory_of_block(sizes)
    limit = settings.max_memory * MB
    if each + shared > limit:
        raise BakeoffError(
            f"train.max_memory: expected at least {-(-(each + shared) // MB)} MB, which a run "
            f"takes, got {settings.max_memory}; raise it, or lower batch_size or hidden"
        )
    return max(1, min((limit - shared) // each, CACHE // (16 * sizes.count)))


def memory_of_run(runs: list[Run], sizes: Sizes, settings: Settings) -> int:
    """Bound the bytes that a run takes in a stack: weights, a batch, and the rows of an epoch."""
    numbers = 6 * sizes.count
    numbers += settings.batch_size * (4 * sizes.features + 4 * sizes.joined + 6 * sizes.dropped)
    numbers += 12 * max((len(run.train) for run in runs), default=0)
    return 4 * numbers


def memory_of_block(sizes: Sizes) -> int:
    """Bound the bytes that it takes to score or to scale a block of rows."""
    return 8 * BLOCK * (3 * sizes.features + sizes.joined + 2 * sizes.dropped)
