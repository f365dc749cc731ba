"""Near duplicates: texts whose sets of shingles overlap, and their connected components."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from bakeoff.texts.prefixes import PrefixIndex
from bakeoff.texts.shingles import Numbers, mask, shingle

PAIRS = 2**14  # compared at once


def near_components(texts: list[str], similarity: float) -> Numbers:
    """Number the connected components of texts that are near duplicates of each other.

    Two texts are near duplicates if the Jaccard similarity of their sets of shingles, |a & b| /
    |a | b|, is above `similarity`. No pair is missed: two such texts share one of the rarest
    shingles of each (prefix filtering: Bayardo, Ma and Srikant 2007, "Scaling up all pairs
    similarity search").

    Args:
        texts: n of them, as they are.
        similarity: above 0, below 1.

    Returns:
        (n,) the component of each text, numbered in the order of their first texts.
    """
    distinct: dict[str, int] = {}
    masked = [distinct.setdefault(mask(text), len(distinct)) for text in texts]
    if not texts:
        return np.zeros(0, np.int64)
    return number_in_order(_join(shingle(list(distinct)), similarity)[masked])


def number_in_order(names: NDArray[np.generic]) -> Numbers:
    """Number values from 0 in the order of their first appearance; equal ones alike."""
    _, first, inverse = np.unique(names, return_index=True, return_inverse=True)
    number = np.empty(len(first), np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    return number[inverse]


def unite(component: Numbers, left: Numbers, right: Numbers) -> Numbers:
    """Unite the components of pairs.

    Args:
        component: (n,) below n.
        left: the first of each pair, below n.
        right: the second.

    Returns:
        (n,) the united components.
    """
    links = (np.ones(len(left), np.int8), (component[left], component[right]))
    graph = coo_array(links, shape=(len(component), len(component)))
    united: Numbers = connected_components(graph, directed=False)[1].astype(np.int64)
    return united[component]


def _join(shingles: csr_array, similarity: float) -> Numbers:
    """Give the component of each row of a matrix of shingles."""
    order = np.argsort(np.diff(shingles.indptr), kind="stable")
    shingles = shingles[order]
    index = PrefixIndex.build(shingles, similarity)
    sizes, component, start = index.sizes, np.arange(len(order)), 0
    while start < len(order):
        stop, left, right = index.candidates(start, component)
        for at in range(0, len(left), PAIRS):
            pairs = np.stack([left[at : at + PAIRS], right[at : at + PAIRS]])
            first, second = pairs[:, component[pairs[0]] != component[pairs[1]]]
            shared = shingles[first].multiply(shingles[second]).sum(axis=1, dtype=np.int64)
            near = shared > similarity * (sizes[first] + sizes[second] - shared)
            component = unite(component, first[near], second[near])
        start = stop
    found = np.empty(len(order), np.int64)
    found[order] = component
    return found
