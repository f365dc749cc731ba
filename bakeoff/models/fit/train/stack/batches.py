"""The batches of one epoch of a stack: rows, their weights, and what dropout keeps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.stack.network import Array
from bakeoff.models.fit.train.stack.runs import Progress

LEVELS = 2**16  # dropout's share is rounded to one of them


@dataclass(frozen=True)
class Epoch:
    """The batches of one epoch.

    Attributes:
        rows: (runs, steps, batch). What a run has no row for is filled with one of its own.
        weights: (runs, steps, batch) float32: the class's weight by the size of the run's batch,
            0 for what only fills.
        counts: (runs, steps) the sizes of batches.
    """

    rows: NDArray[np.int64]
    weights: Array
    counts: NDArray[np.int64]

    def active(self, step: int) -> int:
        """Count the runs that have a batch at a step: the first ones."""
        return int((self.counts[:, step] > 0).sum())


def draw_epoch(stack: list[Progress], labels: NDArray[np.int32]) -> Epoch:
    """Shuffle each run's rows.

    Args:
        stack: runs, those with the most steps first.
        labels: of all rows.
    """
    steps, batch = stack[0].next_steps, stack[0].batch_size
    rows = np.empty((len(stack), steps * batch), np.int64)
    weights = np.zeros((len(stack), steps * batch), np.float32)
    counts = np.zeros((len(stack), steps), np.int64)
    for number, progress in enumerate(stack):
        own = progress.next_rows()
        rows[number], rows[number, : len(own)] = own[0], own
        counts[number] = np.clip(len(own) - batch * np.arange(steps), 0, batch)
        share = np.repeat(np.maximum(counts[number], 1), batch)[: len(own)]
        weights[number, : len(own)] = progress.class_weights[labels[own]] / share
    shape = (len(stack), steps, batch)
    return Epoch(rows.reshape(shape), weights.reshape(shape), counts)


def draw_kept(stack: list[Progress], batch: int, width: int, dropout: float) -> Array | None:
    """Draw what dropout keeps, from each run's own generator.

    Returns:
        (runs, batch, width) float32: 0, or what makes up for the zeros; None without dropout.
    """
    dropped = round(dropout * LEVELS)
    if not dropped:
        return None
    count = batch * width
    raw = np.empty((len(stack), -(-count // 4)), np.uint64)
    for row, run in zip(raw, stack, strict=True):
        row[:] = run.dropout.bit_generator.random_raw(len(row))
    kept = (raw.view(np.uint16)[:, :count] >= dropped).astype(np.float32)
    kept *= np.float32(LEVELS / (LEVELS - dropped))
    return kept.reshape(len(stack), batch, width)
