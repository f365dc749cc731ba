"""Warn of vectors that lack most of the words of the user's texts, if that is found quickly."""

import zipfile
from collections import Counter
from pathlib import Path

from bakeoff.core.settings import check
from bakeoff.core.tokens import Text
from bakeoff.look.settings import VectorFile
from bakeoff.look.vectors import cover
from bakeoff.look.warnings import warn_of_few
from bakeoff.presets.mine.models import make_matrix
from bakeoff.presets.mine.vectors import Vectors
from bakeoff.texts.profile.sampling import choose_evenly
from bakeoff.texts.profile.tokens import LOOKED_AT
from bakeoff.vectors.settings import Embed
from bakeoff.vectors.zips import find_member

QUICK = 200 << 20  # bytes as they are packed, which take some two seconds to read


def warn_of_lacking(entries: list[Vectors], texts: list[str], rule: Text) -> list[str]:
    """Warn of files on this machine that have a vector for few tokens; of large ones say nothing.

    Args:
        entries: vectors that are compared.
        texts: of the user, of which some are looked at.
        rule: that cuts them into tokens.

    Raises:
        BakeoffError: a file is damaged.
    """
    files = {entry.name: file for entry in entries if (file := _find_quick(entry))}
    if not files:
        return []
    tokenize = rule.tokenizer()
    chosen = choose_evenly(texts, LOOKED_AT)
    counts = Counter(token for text in chosen for token in tokenize(text))
    found = {name: cover(counts, file) for name, file in files.items()}
    return [f"warning: {line}" for line in warn_of_few(found)]


def _find_quick(entry: Vectors) -> VectorFile | None:
    """Find the file of an entry, if it is on this machine and small enough."""
    path, dimension = Path(entry.source["urls"][0]), entry.source["dimension"]
    if not path.is_file():
        return None
    is_zip = zipfile.is_zipfile(path)
    size = find_member(path, None, dimension).compress_size if is_zip else path.stat().st_size
    settings = check(Embed, make_matrix(entry), f"--vectors: {entry.name}")
    return VectorFile(path, dimension, settings) if size <= QUICK else None
