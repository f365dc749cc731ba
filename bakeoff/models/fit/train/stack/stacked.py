"""A stack of runs that are trained together until each has stopped."""

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.fit.train.stack.adam import Adam
from bakeoff.models.fit.train.stack.batches import Epoch, draw_epoch, draw_kept
from bakeoff.models.fit.train.stack.gradient import descend, losses
from bakeoff.models.fit.train.stack.network import Network, Sizes
from bakeoff.models.fit.train.stack.runs import Progress
from bakeoff.models.fit.train.stack.scaling import stack_scalings
from bakeoff.models.fit.train.stack.scoring import score


class Stack:
    """Runs whose weights, gradients and state of Adam have a leading axis of runs.

    Args:
        members: the runs.
        labels: of all rows.
        sizes: of each network.
        settings: of the training.
    """

    def __init__(
        self,
        members: list[Progress],
        labels: NDArray[np.int32],
        sizes: Sizes,
        settings: Settings,
    ) -> None:
        self.members, self.labels, self.sizes = members, labels, sizes
        self.weights = np.stack([member.kept for member in members])
        self.adam = Adam(self.weights.shape, settings.learning_rate)

    def train(self) -> None:
        """Train every run to the end."""
        while self._drop_and_sort():
            epoch = draw_epoch(self.members, self.labels)
            found = self._train_epoch(epoch)
            for number, member in enumerate(self.members):
                valid_loss = self._valid_loss(number)
                member.finish_epoch(self.weights[number], float(found[number]), valid_loss)

    def _drop_and_sort(self) -> int:
        """Drop the runs that have stopped, put those with most steps first, count what is left."""
        left = [number for number, member in enumerate(self.members) if not member.stopped]
        left.sort(key=lambda number: -self.members[number].next_steps)
        if left != list(range(len(self.members))):
            self.members = [self.members[number] for number in left]
            self.weights = self.weights[left]
            self.adam.keep(np.array(left, np.int64))
        return len(left)

    def _train_epoch(self, epoch: Epoch) -> NDArray[np.float64]:
        """Take the steps of an epoch; give each run's mean loss."""
        slopes, total = np.zeros_like(self.weights), np.zeros(len(self.members))
        before = [member.steps for member in self.members]
        active = 0
        for step in range(epoch.rows.shape[1]):
            if epoch.active(step) != active:
                active = epoch.active(step)
                members = self.members[:active]
                network = Network(self.sizes, self.weights[:active])
                views = self.sizes.split(slopes[:active])
                scaling = stack_scalings([member.scaling for member in members])
            rows = epoch.rows[:active, step]
            kept = draw_kept(members, rows.shape[1], self.sizes.dropped, self.sizes.dropout)
            batch = np.empty((*rows.shape, self.sizes.features), np.float32)
            for number, member in enumerate(members):
                member.inputs.take(rows[number], into=batch[number])
            batch = scaling.apply(batch)
            weights = epoch.weights[:active, step]
            loss = descend(network, views, batch, self.labels[rows], weights, kept)
            self.adam.step(
                self.weights[:active],
                slopes[:active],
                [taken + step + 1 for taken in before[:active]],
            )
            total[:active] += loss * epoch.counts[:active, step]
        return np.asarray(total / epoch.counts.sum(axis=1), np.float64)

    def _valid_loss(self, number: int) -> float | None:
        """Give the mean loss of a run on its validation rows, all weighing the same."""
        member = self.members[number]
        if not len(member.run.valid):
            return None
        network = Network(self.sizes, self.weights[number : number + 1])
        logits = score(network, member.scaling, member.inputs, member.run.valid)
        loss, _ = losses(logits, self.labels[member.run.valid])
        return float(loss.mean(dtype=np.float64))
