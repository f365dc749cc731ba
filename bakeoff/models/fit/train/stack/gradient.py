"""Loss and gradients of a stack of networks, by hand: see `Network` for the way forward."""

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.stack.network import Array, Network, Sizes, softmax


def losses(logits: Array, labels: NDArray[np.int32]) -> tuple[Array, Array]:
    """Give the cross-entropy of each row, in nats, and its slope by the logits.

    Args:
        logits: (runs, batch, outputs).
        labels: (runs, batch), numbers of classes.

    Returns:
        (runs, batch) and (runs, batch, outputs).
    """
    if logits.shape[-1] == 1:
        logit = logits[..., 0]
        small = np.exp(-np.abs(logit))
        loss = np.maximum(logit, 0) - logit * labels.astype(np.float32) + np.log1p(small)
        return loss, probabilities(logits) - labels[..., None].astype(np.float32)
    chosen = labels[..., None].astype(np.int64)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    total = np.log(np.exp(shifted).sum(axis=-1))
    slope = softmax(logits)
    loss = total - np.take_along_axis(shifted, chosen, axis=-1)[..., 0]
    np.put_along_axis(slope, chosen, np.take_along_axis(slope, chosen, axis=-1) - 1, axis=-1)
    return loss, slope


def probabilities(logits: Array) -> Array:
    """Give the probability of each output: of the second of two classes, or of each class."""
    if logits.shape[-1] > 1:
        return softmax(logits)
    small = np.exp(-np.abs(logits))
    return np.asarray(np.where(logits >= 0, 1, small) / (1 + small), np.float32)


def descend(
    network: Network,
    slopes: dict[str, Array],
    rows: Array,
    labels: NDArray[np.int32],
    weights: Array,
    kept: Array | None,
) -> Array:
    """Find the gradient of the weighted loss over a batch.

    Args:
        network: whose weights are read.
        slopes: views as `Sizes.split` gives them, overwritten with the gradient.
        rows: (runs, batch, features) standardised.
        labels: (runs, batch).
        weights: (runs, batch), what each row's loss is multiplied by; 0 for a row that only fills.
        kept: (runs, batch, dropped), 0 for what dropout drops; None for no dropout.

    Returns:
        (runs,) the weighted losses.
    """
    joined, mixes = network.join(rows)
    active = network.activate(joined)
    if kept is not None:
        active = active * kept
    loss, slope = losses(network.finish(active), labels)
    slope *= weights[..., None]
    np.matmul(active.swapaxes(1, 2), slope, out=slopes["last_kernel"])
    np.sum(slope, axis=1, out=slopes["last_bias"])
    if network.sizes.hidden or mixes:
        kernel = network.weights["last_kernel"].swapaxes(1, 2)
        back = slope * kernel if network.sizes.outputs == 1 else slope @ kernel
        if kept is not None:
            back *= kept
        if network.sizes.hidden:
            back *= active > 0
            np.matmul(joined.swapaxes(1, 2), back, out=slopes["kernel"])
            np.sum(back, axis=1, out=slopes["bias"])
        _descend_mixes(network, slopes, mixes, back)
    return np.asarray((loss * weights).sum(axis=1), np.float32)


def _descend_mixes(
    network: Network,
    slopes: dict[str, Array],
    mixes: list[tuple[str, Array, Array]],
    back: Array,
) -> None:
    """Find the gradients of the mixes, given the slope by the first Dense's output or input."""
    columns = _columns(network.sizes)
    for name, layers, shares in mixes:
        if network.sizes.hidden:
            kernel = network.weights["kernel"][:, columns[name]]
            # this way round the product takes two thirds of the time
            slope = np.ascontiguousarray((kernel @ back.swapaxes(1, 2)).swapaxes(1, 2))
        else:
            slope = np.ascontiguousarray(back[:, :, columns[name]])
        by_share = np.matmul(layers, slope[..., None])[..., 0].sum(axis=1)
        mean = (shares * by_share).sum(axis=1, keepdims=True)
        slopes[f"{name}_gamma"][:] = mean
        slopes[f"{name}_scores"][:] = network.weights[f"{name}_gamma"] * shares * (by_share - mean)


def _columns(sizes: Sizes) -> dict[str, slice]:
    """Say where each input is in what is joined."""
    found, start = {}, 0
    for name, shape in sizes.inputs.items():
        found[name] = slice(start, start := start + shape[-1])
    return found
