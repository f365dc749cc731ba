"""The data of the explorer of vectors, packed: words once, numbers as bytes in base64."""

import base64

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.formats import FlatMap
from bakeoff.report.blocks import Explorer, ReportSection
from bakeoff.report.inputs import Inputs

LARGEST = 2**16 - 1  # of the numbers that the page reads
SHORTEST = 3  # letters of a word to begin with


def pack(values: ArrayLike) -> str:
    """Write integers of 16 bits, little-endian, as base64."""
    array = np.asarray(values)
    if array.size and array.max() > LARGEST:
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


def pack_shares(shares: ArrayLike, low: float = 0) -> str:
    """Write numbers from `low` to 1, which may be -1 for cosines, as bytes: hundredths."""
    array = np.asarray(shares, dtype=np.float64).clip(low, 1) - low
    return base64.b64encode(np.rint(100 * array).astype("u1").tobytes()).decode("ascii")


class LabelPool:
    """Labels that several maps share, each once, with what is known of them."""

    def __init__(self, classes: list[str]) -> None:
        """Begin with none."""
        self.labels: list[str] = []
        self.shares: dict[str, list[float]] = {name: [] for name in classes}
        self.counts: list[int] = []
        self.places: dict[str, int] = {}  # of words

    def add(self, points: FlatMap) -> list[int]:
        """Add a map's labels; give their places. Texts may repeat: each has its own place."""
        is_words = points["kind"] == "words"
        counts = points.get("counts", [0] * len(points["labels"]))
        places = []
        for row, label in enumerate(points["labels"]):
            if not is_words or label not in self.places:
                self.labels.append(label)
                self.counts.append(counts[row])
                for name, shares in self.shares.items():
                    shares.append(points["share"][name][row])
            place = len(self.labels) - 1
            places.append(self.places.setdefault(label, place) if is_words else place)
        return places


def pack_map(points: FlatMap, pool: LabelPool) -> dict[str, object]:
    """Pack one map; its neighbours are places in the map, `width` per point."""
    near = points["neighbours"]
    width = max(map(len, near), default=0)
    # where rare words are left out, some have fewer neighbours: themselves stand for the others
    near = [[*pairs, *[(place, 1.0)] * (width - len(pairs))] for place, pairs in enumerate(near)]
    return {
        "name": points["name"],
        "kind": points["kind"],
        "dimension": points["dimension"],
        "labels": pack(pool.add(points)),
        "pca": pack_points(points["pca"]),
        "tsne": pack_points(points["tsne"]),
        "width": width,
        "neighbours": pack([place for pairs in near for place, _ in pairs]),
        "cosines": pack_shares([cosine for pairs in near for _, cosine in pairs], low=-1),
    }


def first_word(pool: LabelPool, name: str, base: float) -> str:
    """Choose the word to begin with: frequent, and telling of a class."""
    words = [
        (max(0.0, pool.shares[name][place] - base) ** 2 * pool.counts[place] ** 0.5, -place)
        for label, place in pool.places.items()
        if label.isalpha() and len(label) >= SHORTEST
    ]
    return pool.labels[-max(words)[1]] if words else ""


def share_of(label: str, inputs: Inputs) -> float:
    """Give the share of a class among all texts: each has one role in a partition."""
    roles = next(iter(inputs.data["partitions"].values())).values()
    return sum(role["labels"].get(label, 0) for role in roles) / sum(x["rows"] for x in roles)


def explorer_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of the explorer; None without a map."""
    if not inputs.maps:
        return None
    pool = LabelPool(inputs.board["classes"])
    maps = [pack_map(points, pool) for points in inputs.maps.values()]
    bases = {name: share_of(name, inputs) for name in pool.shares}
    last = [*bases][-1]  # gives the colours at first
    data: dict[str, object] = {
        "labels": pool.labels,
        "counts": pool.counts,
        "maps": maps,
        "classes": [
            {"name": name, "base": round(bases[name], 4), "shares": pack_shares(shares)}
            for name, shares in pool.shares.items()
        ],
        "first": first_word(pool, last, bases[last]),
    }
    return ReportSection(
        "explorer",
        "Vectors",
        "Each dot is a word, or a text where an encoder reads texts; similar vectors lie close "
        "together. Choose an embedding, search for a word, and compare its neighbours.",
        [Explorer(data)],
        "Words are the most frequent ones that have a vector; neighbours are the nearest "
        "by cosine among them, in all dimensions; PCA and t-SNE flatten them to two. From "
        "data/maps/.",
    )
