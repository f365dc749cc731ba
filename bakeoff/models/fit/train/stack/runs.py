"""What a run is given, what it gives, and how far it is."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.models.fit.train.stack.inputs import Inputs
from bakeoff.models.fit.train.stack.network import Array
from bakeoff.models.fit.train.stack.scaling import Scaling

ORDER, WEIGHTS, DROPOUT = range(3)  # what a seed is the seed of


@dataclass(frozen=True)
class Run:
    """One training.

    Attributes:
        seed: of the initial weights, of dropout and of the order of the rows.
        train: rows of an epoch, to fit to; a row may be there more than once.
        valid: rows that choose the epoch to keep; may be empty without patience.
        epochs: at most.
        patience: epochs without a lower validation loss before stopping; None trains to the end
            and keeps the last epoch.
        steps: of the optimiser after which training ends, if that is before the last epoch ends.
    """

    seed: int
    train: NDArray[np.int64]
    valid: NDArray[np.int64]
    epochs: int
    patience: int | None = None
    steps: int | None = None

    def __post_init__(self) -> None:
        """Refuse a run that could not begin, or not choose an epoch."""
        empty = "train" if not len(self.train) else "valid"
        if empty == "train" or (self.patience is not None and not len(self.valid)):
            raise BakeoffError(
                f"run with seed {self.seed}: expected {empty} rows, got none; give it some"
                + (", or patience None" if empty == "valid" else "")
            )


@dataclass(frozen=True)
class Trained:
    """What came of a run.

    Attributes:
        seed: of the run.
        kept_epoch: the epoch whose weights were kept, from 1.
        steps: of the optimiser, to the end of that epoch.
        train_loss: by epoch, weighted by class, with dropout, in nats per row.
        valid_loss: by epoch, without either; empty if there are no validation rows.
        weights: that were kept, by name, as in `Sizes.weights`.
        scaling: of the inputs, one after the other.
        probabilities: (rows asked for, classes) float32.
    """

    seed: int
    kept_epoch: int
    steps: int
    train_loss: list[float]
    valid_loss: list[float]
    weights: dict[str, Array]
    scaling: Scaling
    probabilities: Array


@dataclass
class Progress:
    """How far a run is.

    Attributes:
        run: what it was given.
        batch_size: rows per step.
        inputs: of all rows.
        class_weights: (classes,) float32.
        scaling: of the inputs.
        kept: the weights to keep, as they stand.
    """

    run: Run
    batch_size: int
    inputs: Inputs
    class_weights: Array
    scaling: Scaling
    kept: Array
    epoch: int = 0
    steps: int = 0
    kept_epoch: int = 0
    kept_steps: int = 0
    train_loss: list[float] = field(default_factory=list)
    valid_loss: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order, self.dropout = (generator(self.run.seed, use) for use in (ORDER, DROPOUT))

    @property
    def next_steps(self) -> int:
        """Steps of the next epoch."""
        left = np.inf if self.run.steps is None else self.run.steps - self.steps
        return int(min(-(-len(self.run.train) // self.batch_size), left))

    @property
    def stopped(self) -> bool:
        """Tell whether the run is over."""
        waited = self.run.patience is not None and self.epoch - self.kept_epoch >= self.run.patience
        return waited or self.epoch == self.run.epochs or not self.next_steps

    def next_rows(self) -> NDArray[np.int64]:
        """Shuffle the rows of an epoch; give those that the next one reaches."""
        return self.order.permutation(self.run.train)[: self.next_steps * self.batch_size]

    def finish_epoch(self, weights: Array, train_loss: float, valid_loss: float | None) -> None:
        """Note the losses of an epoch, and keep its weights if they are better."""
        found = [train_loss] if valid_loss is None else [train_loss, valid_loss]
        if not np.isfinite(found).all():
            raise BakeoffError(
                f"train.learning_rate: expected finite losses, got {found} in epoch "
                f"{self.epoch + 1} of the run with seed {self.run.seed}; lower the rate"
            )
        self.steps += self.next_steps
        self.epoch += 1
        best = min(self.valid_loss, default=np.inf)
        self.train_loss.append(train_loss)
        if valid_loss is not None:
            self.valid_loss.append(valid_loss)
        if self.run.patience is None or (valid_loss is not None and valid_loss < best):
            self.kept_epoch, self.kept_steps = self.epoch, self.steps
            self.kept = weights.copy()


def generator(seed: int, use: int) -> np.random.Generator:
    """Seed the chance of a run: the order as `Trainer` does, other uses apart from it."""
    return np.random.default_rng(seed if use == ORDER else [seed, use])
