"""One training of a network: what it is given, and how far it is."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError

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


@dataclass
class Course:
    """How far a run is.

    Attributes:
        run: what it was given.
        batch_size: rows per step.
        kept: the weights to keep, as they stand; they have a method `copy`.
    """

    run: Run
    batch_size: int
    kept: Any
    epoch: int = 0
    steps: int = 0
    kept_epoch: int = 0
    kept_steps: int = 0
    train_loss: list[float] = field(default_factory=list)
    valid_loss: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order = generator(self.run.seed, ORDER)

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

    def finish_epoch(self, weights: Any, train_loss: float, valid_loss: float | None) -> None:
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
    """Seed the chance of a run, each use of it apart from the others."""
    return np.random.default_rng(seed if use == ORDER else [seed, use])


def weigh_classes(labels: NDArray[np.int32], classes: int, rule: str) -> NDArray[np.float32]:
    """Give the weight of each class: 1, or for "balanced" what makes all classes weigh the same.

    Args:
        labels: of the training rows.
        classes: how many.
        rule: "balanced", as in scikit-learn and Keras, or "none".
    """
    if rule != "balanced":
        return np.ones(classes, np.float32)
    counts = np.bincount(labels, minlength=classes)
    return (len(labels) / classes / np.maximum(counts, 1)).astype(np.float32)


def share_layers(scores: NDArray[np.float32]) -> list[float]:
    """Give the weights of a mix's layers, the softmax of their scores; their sum is 1."""
    powers = np.exp(scores.astype(np.float64) - scores.max())
    return [float(weight) for weight in powers / powers.sum()]


def describe_run(
    kept_epoch: int,
    train_loss: list[float],
    valid_loss: list[float],
    mixes: dict[str, tuple[list[float], float]],
) -> dict[str, object]:
    """Describe how a run went, for people and plots.

    Args:
        kept_epoch: from 1.
        train_loss: by epoch.
        valid_loss: by epoch.
        mixes: by encoder, the weights of its layers and gamma.
    """
    history: dict[str, object] = {"kept_epoch": kept_epoch}
    if mixes:
        history["mix"] = {
            name: {"s": [round(x, 6) for x in shares], "gamma": round(gamma, 6)}
            for name, (shares, gamma) in mixes.items()
        }
    history["epochs"] = {
        "train_loss": [round(x, 6) for x in train_loss],
        "valid_loss": [round(x, 6) for x in valid_loss],
    }
    return history
