"""The header of a model in fastText's format .bin (fastText's args.cc and dictionary.cc).

It holds a magic number, a version, twelve settings and the sizes of the dictionary. Models from
before 2017 have no magic number, no version and no size of the pruned index.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.layout import MAX_DIMENSION, Layout, wrong

KIND: Final[Literal["fastText .bin"]] = "fastText .bin"
MAGIC = struct.pack("<i", 793712314)
# magic, version; dim, ws, epoch, minCount, neg, wordNgrams, loss, model, bucket, minn, maxn,
# lrUpdateRate; t; then of the dictionary: size, nwords, nlabels, ntokens, pruneidx_size
SETTINGS = struct.Struct("<2i12id3i2q")
OLD_SETTINGS = struct.Struct("<12id3iq")  # the same without magic, version and pruneidx_size


@dataclass(frozen=True)
class Settings:
    """Those settings of a model that its vectors depend on."""

    dimension: int
    words: int
    labels: int
    buckets: int
    shortest: int
    longest: int
    pruned: int


def is_model(head: bytes) -> bool:
    """Tell whether content begins like a model of fastText."""
    return head.startswith(MAGIC) or _is_old(head)


def read_layout(path: Path, head: bytes) -> Layout:
    """Read the settings; refuse a model without vectors of words."""
    settings = read_settings(path, head)
    start = SETTINGS.size if head.startswith(MAGIC) else OLD_SETTINGS.size
    return Layout(path, KIND, settings.dimension, start, settings.words)


def read_settings(path: Path, head: bytes) -> Settings:
    """Read the settings.

    Raises:
        BakeoffError: they are cut, damaged, or those of a classifier.
    """
    if _is_old(head) and not head.startswith(MAGIC):
        version, pruned = 11, 0
        *args, _, size, words, labels, _ = OLD_SETTINGS.unpack_from(head)
    elif len(head) < SETTINGS.size:
        raise wrong(path, f"{SETTINGS.size} bytes of settings", f"{len(head)}")
    else:
        _, version, *args, _, size, words, labels, _, pruned = SETTINGS.unpack_from(head)
    dimension, buckets, shortest, longest = args[0], args[8], args[9], args[10]
    if labels > 0:
        raise BakeoffError(
            f"{path}: expected fastText vectors, got a fastText classifier of {labels} labels; "
            "name another file"
        )
    sound = 0 < dimension <= MAX_DIMENSION and size == words > 0 and min(buckets, shortest) >= 0
    if version not in (11, 12) or not sound or longest > 64:
        raise wrong(path, "the settings of a fastText model, version 12", f"version {version}")
    return Settings(dimension, words, labels, buckets, shortest, longest, max(pruned, 0))


def _is_old(head: bytes) -> bool:
    """Tell whether content begins like a model from before 2017: with plausible settings."""
    if len(head) < OLD_SETTINGS.size:
        return False
    *args, sample, size, words, labels, tokens = OLD_SETTINGS.unpack_from(head)
    dimension, window, epochs, _, _, grams, loss, model, _, shortest, longest, _ = args
    return (
        min(args) >= 0
        and 0 < dimension <= MAX_DIMENSION
        and 0 < min(window, epochs, grams) <= max(window, epochs, grams) < 1 << 16
        and loss in (1, 2, 3)
        and model in (1, 2, 3)
        and shortest <= 64 >= longest
        and 0 <= sample <= 1
        and min(words, labels) >= 0
        and size == words + labels
        and tokens >= 0
    )
