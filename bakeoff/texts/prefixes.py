"""An index of the rarest shingles of texts, which finds the pairs that may be near duplicates.

After Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search", and Xiao et al. 2008,
"Efficient similarity joins for near duplicate detection".
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bakeoff.texts.shingles import Numbers

PRODUCTS = 2**22  # of two prefixes in one block: about 100 MB


@dataclass(frozen=True)
class PrefixIndex:
    """The prefixes of n texts that are sorted by their number of shingles.

    A near duplicate of a text shares more than `similarity` of its shingles; so the rarest ones,
    up to the last that a near duplicate may lack and one more, hold a shared one.

    Attributes:
        prefixes: (n, shingles) of 1 and 0.
        sizes: (n,) shingles of each text.
        similarity: that near duplicates exceed.
    """

    prefixes: csr_array
    sizes: Numbers
    similarity: float

    @classmethod
    def build(cls, shingles: csr_array, similarity: float) -> Self:
        """Index the rows of a matrix whose columns are sorted from rare to frequent."""
        sizes = np.diff(shingles.indptr).astype(np.int64)
        kept = sizes - np.floor(similarity * sizes).astype(np.int64)
        ends = np.repeat((shingles.indptr[:-1] + kept).astype(np.int64), sizes)
        prefixes = _select(shingles, np.arange(shingles.nnz) < ends)
        return cls(prefixes.astype(np.int32), sizes, similarity)  # for counts above 127

    def candidates(self, start: int, component: Numbers) -> tuple[int, Numbers, Numbers]:
        """Find the pairs of a block of rows and later rows that may be near duplicates.

        Only pairs of different components are found. Shingles whose texts are all of one
        component are ignored: thousands of copies of one text cost a few rows, not all pairs.

        Args:
            start: the first row of the block.
            component: (n,) of each row, as far as known.

        Returns:
            The row after the block; the first and the second row of each pair.
        """
        live = self._live(start, component)
        first = self.prefixes.indptr[start]
        frequency = np.bincount(self.prefixes.indices[first:], minlength=len(live)) * live
        products = np.concatenate([[0], np.cumsum(frequency[self.prefixes.indices[first:]])])
        ends = products[self.prefixes.indptr[start + 1 :] - first]
        stop = start + max(int(np.searchsorted(ends, PRODUCTS, side="right")), 1)
        last = np.searchsorted(self.sizes * self.similarity, self.sizes[stop - 1])
        later = self.prefixes[start : max(int(last), stop)]
        later = _select(later, live[later.indices])
        shared = (later[: stop - start] @ later.T).tocoo()
        left, right = (rows.astype(np.int64) + start for rows in (shared.row, shared.col))
        found = (left < right) & (component[left] != component[right])
        left, right, counts = left[found], right[found], shared.data[found]
        near = self._may_be_near(left, right, counts)
        return stop, left[near], right[near]

    def _live(self, start: int, component: Numbers) -> NDArray[np.bool_]:
        """Tell for each shingle whether texts of several components have it."""
        first = self.prefixes.indptr[start]
        columns = self.prefixes.indices[first:]
        owners = np.repeat(component[start:], np.diff(self.prefixes.indptr[start:]))
        low = np.full(self.prefixes.shape[1], len(component))
        high = np.full(self.prefixes.shape[1], -1)
        np.minimum.at(low, columns, owners)
        np.maximum.at(high, columns, owners)
        return low < high

    def _may_be_near(self, left: Numbers, right: Numbers, counts: Numbers) -> NDArray[np.bool_]:
        """Bound the similarity of pairs by the number of shingles that their prefixes share.

        Take the text whose prefix ends with the rarer shingle. What is shared up to there is in
        both prefixes; beyond there it has no more shingles than it has in all.
        """
        ends = self.prefixes.indptr[1:]
        rarest_end = self.prefixes.indices[ends - 1]
        rest = self.sizes - np.diff(self.prefixes.indptr)
        rest = np.where(rarest_end[left] <= rarest_end[right], rest[left], rest[right])
        most = counts + rest
        union = self.sizes[left] + self.sizes[right] - most
        near: NDArray[np.bool_] = most > self.similarity * union
        return near


def _select(matrix: csr_array, chosen: NDArray[np.bool_]) -> csr_array:
    """Keep some of the stored elements of a matrix."""
    starts = np.concatenate([[0], np.cumsum(chosen)])[matrix.indptr]
    return csr_array((matrix.data[chosen], matrix.indices[chosen], starts), shape=matrix.shape)
