"""The data of the walk through the vectors, packed: words once, numbers as little-endian bytes."""

import base64
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bakeoff.errors import BakeoffError
from bakeoff.report.blocks import Explorer, Section
from bakeoff.report.inputs import Inputs

LARGEST = 2**16 - 1  # of the numbers that the page reads
SHORTEST = 3  # letters of a word to begin with


def pack(values: ArrayLike) -> str:
    """Write integers of 16 bits, little-endian, as base64."""
    array = np.asarray(values)
    if array.size and (array.min() < 0 or array.max() > LARGEST):
        raise BakeoffError(
            f"data/maps: expected indices up to {LARGEST}, got {array.max()}; show fewer points"
        )
    return base64.b64encode(array.astype("<u2").tobytes()).decode("ascii")


def pack_points(points: ArrayLike) -> str:
    """Write (n, 2) points, x and y in turn, each axis from 0 to 65,535."""
    array: NDArray[np.float64] = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if not len(array):
        return ""
    low, extent = array.min(axis=0), np.ptp(array, axis=0)
    return pack(np.rint((array - low) / np.where(extent > 0, extent, 1) * LARGEST))


def pack_cosines(cosines: ArrayLike) -> str:
    """Write numbers from -1 to 1 in steps of 1/32,767."""
    return pack(np.rint((np.asarray(cosines, dtype=np.float64).clip(-1, 1) + 1) * 32767))


class Pool:
    """Labels that several maps share, each once, with what is known of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.labels: list[str] = []
        self.shares: list[float | None] = []
        self.counts: list[int] = []
        self.places: dict[str, int] = {}

    def add(self, one: dict[str, Any]) -> list[int]:
        """Take a map's labels up; give their places. Texts may repeat: each has its own place."""
        is_words = one["kind"] == "words"
        shares = one.get("share") or [None] * len(one["labels"])
        counts = one.get("counts") or [0] * len(one["labels"])
        places = []
        for label, share, count in zip(one["labels"], shares, counts, strict=True):
            if not is_words or label not in self.places:
                self.labels.append(label)
                self.shares.append(share)
                self.counts.append(count)
            if is_words:
                places.append(self.places.setdefault(label, len(self.labels) - 1))
            else:
                places.append(len(self.labels) - 1)
        return places


def pack_map(one: dict[str, Any], pool: Pool) -> dict[str, Any]:
    """Pack one map; its neighbours are places in the map, `width` to a point."""
    places = pool.add(one)
    width = min((len(its) for its in one["neighbours"]), default=0)
    nearest = [its[:width] for its in one["neighbours"]]
    layouts = {key: pack_points(one[key]) for key in ("pca", "tsne") if one.get(key)}
    return {
        "name": one["name"],
        "kind": one["kind"],
        "dimension": one["dimension"],
        "labels": pack(places),
        **layouts,
        "width": width,
        "neighbours": pack([pair[0] for its in nearest for pair in its]),
        "cosines": pack_cosines([pair[1] for its in nearest for pair in its]),
    }


def first_word(pool: Pool, base: float) -> str:
    """Choose the word to begin with: frequent, and telling of the class."""
    words = [
        (max(0.0, (share or 0) - base) ** 2 * count**0.5, -place)
        for place, (label, share, count) in enumerate(
            zip(pool.labels, pool.shares, pool.counts, strict=True)
        )
        if label in pool.places and label.isalpha() and len(label) >= SHORTEST
    ]
    return pool.labels[-max(words)[1]] if words else ""


def _base(inputs: Inputs) -> float:
    """The share of the last class, which maps are coloured by, among the training messages."""
    train = inputs.data.get("splits", {}).get("train", {})
    share = train.get("labels", {}).get(inputs.board["classes"][-1], 0)
    return share / train["rows"] if train.get("rows") else 0.0


def explorer_section(inputs: Inputs) -> Section | None:
    """Make the section of the explorer; none without a map."""
    if not inputs.maps:
        return None
    pool = Pool()
    maps = [pack_map(one, pool) for one in inputs.maps.values()]
    base = _base(inputs)
    data = {
        "labels": pool.labels,
        "shares": pool.shares,
        "counts": pool.counts,
        "maps": maps,
        "base": round(base, 4) or 0.5,
        "first": first_word(pool, base),
        "positive": inputs.board["classes"][-1],
    }
    classes = inputs.board["classes"]
    low = classes[0] if inputs.positive else "others"
    return Section(
        "explorer",
        "Explore the vectors",
        "Each dot is a word, near those that its vector is like. Pick an embedding, search for a "
        "word, and compare what stands next to it in every one of them.",
        "Words are the most frequent of the training split that have a vector; neighbours are the "
        "nearest by cosine among them, in all dimensions; PCA and t-SNE flatten them to two.",
        ["data/maps/"],
        [Explorer(data, low, classes[-1])],
    )
