"""Flat maps of vectors, for pages that draw them: by PCA and by t-SNE, with nearest neighbours.

Vectors are scaled to length 1, so that distances in the maps and cosines describe the same thing.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize

from bakeoff.core.files import write_text
from bakeoff.projector.points import Points

NOISE = 1e-9  # coordinates below it are rounding errors
FEWEST = 5  # points that t-SNE needs


def draw_map(
    name: str, points: Points, *, neighbours: int, perplexity: float, iterations: int
) -> dict[str, Any]:
    """Make a map: coordinates from 0 to 1, and the nearest neighbours of each point."""
    vectors = points.vectors.astype(np.float64)
    directions = normalize(vectors) if len(vectors) else vectors  # zeros stay
    pca = flatten_by_pca(directions)
    tsne = flatten_by_tsne(directions, pca, perplexity=perplexity, iterations=iterations)
    drawn = {
        "name": name,
        "kind": points.kind,
        "dimension": points.vectors.shape[1],
        "labels": points.labels,
        "pca": fit_to_one(pca),
        "tsne": fit_to_one(tsne),
        "share": points.share,
        "counts": points.counts,
        "neighbours": find_neighbours(directions, neighbours),
    }
    return {key: value for key, value in drawn.items() if value is not None}


def flatten_by_pca(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project (n, dimension) on the two axes of the largest variance, as (n, 2)."""
    count, dimension = directions.shape
    flat = np.zeros((count, 2))
    if count > 1:
        axes = min(2, dimension)
        with np.errstate(invalid="ignore"):  # equal points: shares of a variance of zero
            flat[:, :axes] = PCA(axes, svd_solver="full").fit_transform(directions)
    return np.where(np.abs(flat) > NOISE, flat, 0)


def flatten_by_tsne(
    directions: NDArray[np.float64],
    start: NDArray[np.float64],
    *,
    perplexity: float,
    iterations: int,
) -> NDArray[np.float64]:
    """Lay (n, dimension) out as (n, 2) by t-SNE (van der Maaten, JMLR 15, 2014; Barnes-Hut).

    It starts from the map by PCA, so nothing is random. Fewer than five points stay there.
    """
    if len(directions) < FEWEST:
        return start
    spread = max(float(start[:, 0].std()), NOISE)
    model = TSNE(
        perplexity=min(perplexity, (len(directions) - 1) / 3),
        init=(start * (1e-4 / spread)).astype(np.float32),
        max_iter=iterations,
        n_jobs=1,
    )
    return np.asarray(model.fit_transform(directions), np.float64)


def fit_to_one(flat: NDArray[np.float64]) -> list[list[float]]:
    """Scale a map (n, 2) so that both axes begin at 0 and the longer one ends at 1."""
    if not len(flat):
        return []
    extent = float(np.ptp(flat, axis=0).max())
    scaled = (flat - flat.min(axis=0)) / (extent if extent > NOISE else 1)
    rounded: list[list[float]] = np.round(scaled, 3).tolist()
    return rounded


def find_neighbours(directions: NDArray[np.float64], count: int) -> list[list[list[float]]]:
    """Give index and cosine of the nearest others of each of (n, dimension), nearest first."""
    count = min(count, len(directions) - 1)
    if count < 1:
        return [[] for _ in directions]
    search = NearestNeighbors(n_neighbors=count, metric="cosine").fit(directions)
    distances, indices = search.kneighbors()
    cosines = np.round(1 - distances, 3) + 0.0  # no -0.0
    return [
        [[index, cosine] for index, cosine in zip(*row, strict=True)]
        for row in zip(indices.tolist(), cosines.tolist(), strict=True)
    ]


def write_map(path: Path, drawn: dict[str, Any]) -> None:
    """Write a map as JSON, one line per key: indented, it would take five times the room."""
    lines = (
        f'"{key}":{json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))}'
        for key, value in drawn.items()
    )
    write_text(path, "{\n" + ",\n".join(lines) + "\n}\n")
