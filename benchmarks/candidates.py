"""The candidates of `benchmarks.choices`: models with the defaults, or with one of them changed."""

from copy import deepcopy
from typing import Any, NamedTuple

from bakeoff.core.errors import BakeoffError

DEFAULTS = "defaults"
STRENGTHS: dict[str, list[Any]] = {"heads.linear.C": [[10, 1, 100], [10, 1], [10, 0.1, 1, 100]]}
TRAINING: dict[str, list[Any]] = {
    "train.learning_rate": [0.0005, 0.001, 0.002],
    "train.class_weight": ["none", "balanced"],
    "text.min_count": [1, 2],
}
# model -> key -> values; one that is in force is the default, and no candidate
CHANGES: dict[str, dict[str, list[Any]]] = {
    "bag": {"models.bag.words": [[1, 1], [1, 2]], "models.bag.min_count": [1, 2], **STRENGTHS},
    "tfidf_words": {
        "models.tfidf_words.words": [[1, 1], [1, 2], [1, 3]],
        "models.tfidf_words.min_count": [1, 2],
        "models.tfidf_words.sublinear": [True, False],
        **STRENGTHS,
    },
    "tfidf": {
        "models.tfidf.words": [[1, 1], [1, 2], [1, 3]],
        "models.tfidf.characters": [None, [2, 4], [2, 5], [3, 5]],
        "models.tfidf.min_count": [1, 2],
        "models.tfidf.sublinear": [True, False],
        **STRENGTHS,
    },
    "keras": {"heads.pool.dropout": [0.3, 0.5], "text.min_count": [1, 2]},
    "glove": {
        "heads.pool.hidden": [64, 128, 256],
        "heads.pool.dropout": [0.0, 0.3, 0.5, 0.7],
        **TRAINING,
    },
    "glove_cnn": {
        "heads.cnn.filters": [32, 64, 128],
        "heads.cnn.widths": [[2, 3, 4], [3, 4, 5], [1, 2, 3]],
        "heads.cnn.dropout": [0.3, 0.5],
        **TRAINING,
    },
}


class Candidate(NamedTuple):
    """A model with one default changed, or with none."""

    model: str
    key: str  # "" for the defaults
    value: Any

    @property
    def name(self) -> str:
        """Name it, such as `tfidf.words=1,3`."""
        if not self.key:
            return f"{self.model}.{DEFAULTS}"
        shown = ",".join(map(str, self.value)) if isinstance(self.value, list) else self.value
        shown = "none" if shown is None else str(shown).lower()
        return f"{self.model}.{self.key.rpartition('.')[2]}={shown}"

    def change(self, params: dict[str, Any]) -> dict[str, Any]:
        """Give the parameters with the change."""
        changed = deepcopy(params)
        *sections, last = self.key.split(".")
        if self.key:
            look_up(changed, sections)[last] = self.value
        return changed


def look_up(params: dict[str, Any], keys: list[str]) -> Any:
    """Find what stands below some keys."""
    found: Any = params
    for key in keys:
        found = found[key]
    return found


def list_candidates(params: dict[str, Any], names: list[str]) -> list[Candidate]:
    """List the candidates that are named, after the defaults of their models.

    Raises:
        BakeoffError: a name fits none.
    """
    found = []
    models = [model for model in CHANGES if model in params["models"]]
    for model in models:
        changes = [
            Candidate(model, key, value)
            for key, values in CHANGES[model].items()
            for value in values
            if value != look_up(params, key.split("."))
        ]
        found += [Candidate(model, "", None), *changes]
    known = {name for candidate in found for name in (candidate.model, candidate.name)}
    if wrong := [name for name in names if name not in known]:
        shown = ", ".join(name for name in sorted(known) if name.startswith(wrong[0].split(".")[0]))
        raise BakeoffError(f"candidates: expected {shown or sorted(models)}, got {wrong[0]!r:.60}")
    wanted = [item for item in found if not names or {item.model, item.name} & {*names}]
    needed = {candidate.model for candidate in wanted}
    return [item for item in found if item in wanted or (item.model in needed and not item.key)]
