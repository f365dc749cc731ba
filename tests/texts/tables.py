"""Settings and texts for tests."""

import numpy as np

from bakeoff.core.table import Partition, Text
from bakeoff.core.table import Table as Prepared
from bakeoff.texts.settings import Prepare, Table

PLAIN = {
    **{"text": "v2", "label": "v1", "positive": None, "encoding": "utf-8", "mojibake": []},
    **{"html": False, "slices": None, "members": None, "file": "table.csv", "format": "csv"},
    **{"delimiter": ",", "header": True, "quoting": True, "unlabelled": []},
}
PREPARE = {
    **{"input": "data/raw/spam", "duplicates": "near", "similarity": 0.8, "conflicts": "keep"},
    **{"labels": "refuse", "rare": "refuse"},
    **{"split": "folds", "folds": 5, "repeats": 2, "valid": 0.1, "test": 0.2, "seed": 1},
    **{"given": None, "time": None, "group": None},
}


def table(**settings):
    """Describe a table of two columns in UTF-8, except for the settings named."""
    return Table(**PLAIN | settings)


def prepare(table=None, **settings):
    """Describe how such a table is prepared: the shipped way, except for the settings named."""
    return Prepare(table=PLAIN | (table or {}), **PREPARE | settings)


def labelled(**counts):
    """Make a number of texts per class, in mixed order, each a group of its own."""
    labels = [name for name, count in counts.items() for _ in range(count)]
    mixed = labels[::3] + labels[1::3] + labels[2::3]
    return [Text(row, f"text {row}", label, row, "") for row, label in enumerate(mixed)]


def table_of(*rows):
    """Make a prepared table of texts, their labels and their roles, one per partition."""
    texts = [Text(row, text, label, row, "") for row, (text, label, *_) in enumerate(rows)]
    roles = np.array([roles for _, _, *roles in rows], "<U5").T
    return Prepared(texts, [Partition(0, fold) for fold in range(len(roles))], roles)
