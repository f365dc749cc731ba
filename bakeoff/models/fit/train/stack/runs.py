"""What a run of a stack gives, and how far it is."""

from dataclasses import dataclass

from bakeoff.models.fit.train.runs import DROPOUT, Course, generator
from bakeoff.models.fit.train.stack.inputs import Inputs
from bakeoff.models.fit.train.stack.network import Array
from bakeoff.models.fit.train.stack.scaling import Scaling


@dataclass(frozen=True)
class Trained:
    """What came of a run.

    Attributes:
        kept_epoch: the epoch whose weights were kept, from 1.
        steps: of the optimiser, to the end of that epoch.
        train_loss: by epoch, weighted by class, with dropout, in nats per row.
        valid_loss: by epoch, without either; empty if there are no validation rows.
        weights: that were kept, by name, as in `Sizes.weights`.
        scaling: of the inputs, one after the other.
        probabilities: (rows asked for, classes) float32.
    """

    kept_epoch: int
    steps: int
    train_loss: list[float]
    valid_loss: list[float]
    weights: dict[str, Array]
    scaling: Scaling
    probabilities: Array


@dataclass(kw_only=True)
class Progress(Course):
    """How far a run of a stack is.

    Attributes:
        inputs: of all rows.
        class_weights: (classes,) float32.
        scaling: of the inputs.
    """

    inputs: Inputs
    class_weights: Array
    scaling: Scaling

    def __post_init__(self) -> None:
        super().__post_init__()
        self.dropout = generator(self.run.seed, DROPOUT)
