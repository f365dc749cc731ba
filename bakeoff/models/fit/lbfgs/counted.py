"""Texts whose n-grams a linear model counts; each round knows those of its own texts."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json, write_json
from bakeoff.core.settings import check
from bakeoff.core.table import Rows
from bakeoff.core.task import Task
from bakeoff.core.tokens import Text
from bakeoff.models.fit.lbfgs.saving import FILE, load_pipeline

if TYPE_CHECKING:
    from scipy import sparse

TOKENS = "tokens.json"  # beside a saved model: how it cuts texts
Columns = NDArray[np.object_]


@dataclass(frozen=True)
class CountedTexts:
    """All n texts of a task, as `as_columns` lays them out."""

    task: Task
    columns: Columns

    @classmethod
    def of(cls, task: Task) -> Self:
        """Cut all texts into tokens."""
        return cls(task, as_columns(task.texts, task.text))

    def learn(self, rows: Rows, min_count: int | None = None) -> Any:
        """Learn the n-grams of some texts."""
        return fit_vectorizer(self.task, self.columns[rows], min_count)

    def transform(self, vectorizer: Any) -> "sparse.csr_matrix":
        """Count the n-grams in all texts: (n, n-grams), weighted."""
        from scipy import sparse

        return sparse.csr_matrix(vectorizer.transform(self.columns))

    def finish(self, folder: Path) -> Callable[[list[str]], NDArray[np.float32]]:
        """Write how texts are cut beside a saved model, and load both."""
        write_json(folder / TOKENS, self.task.text.model_dump())
        return load_linear(folder)


def fit_vectorizer(task: Task, columns: Columns, min_count: int | None = None) -> Any:
    """Learn the n-grams of training texts.

    Where `min_count` leaves none of the words or of the characters, rarer ones are taken; a part
    that has none at all is left out.

    Raises:
        BakeoffError: the texts hold no n-gram.
    """
    from sklearn.compose import make_column_transformer

    vectorizer = task.model.vectorizer(task.text, min_count)
    try:
        return vectorizer.fit(columns)
    except ValueError:  # of scikit-learn: a part has no n-gram left
        parts = [(part, column) for _, part, column in vectorizer.transformers]
    parts = [part for part in parts if relax(*part, columns, task.name)]
    if not parts:
        raise BakeoffError(
            f"params.yaml: models.{task.name}: expected n-grams in {len(columns)} training texts, "
            "got none; ask for shorter ones, correct the section text, or add texts"
        )
    return make_column_transformer(*parts, sparse_threshold=1.0).fit(columns)


def relax(vectorizer: Any, column: int, columns: Columns, name: str) -> bool:
    """Halve the `min_df` of a vectorizer until an n-gram is left; tell whether one is."""
    wanted, part = vectorizer.min_df, ("words", "characters")[column]
    count = wanted
    while count:
        with suppress(ValueError):
            vectorizer.set_params(min_df=count).fit(columns[:, column])
            break
        count //= 2
    if count < wanted:
        found = f"those in {count} are counted" if count else "none is counted"
        logging.warning("%s: no n-gram of %s is in %d texts: %s", name, part, wanted, found)
    return bool(count)


def as_columns(texts: Sequence[str], rule: Text) -> Columns:
    """Lay texts out as two columns: their tokens, joined by spaces, and the raw text."""
    tokenize = rule.tokenizer()
    columns = np.empty((len(texts), 2), object)
    for row, text in zip(columns, texts, strict=True):
        row[:] = " ".join(tokenize(text)), text
    return columns


def load_linear(folder: Path) -> Callable[[list[str]], NDArray[np.float32]]:
    """Load a model as a function from raw texts to (n, classes) float32 probabilities."""
    pipeline = load_pipeline(folder / FILE)
    rule = check(Text, read_json(folder / TOKENS), f"{folder / TOKENS}:")

    def classify(texts: list[str]) -> NDArray[np.float32]:
        composed = [normalize("NFC", text) for text in texts]
        return np.asarray(pipeline.predict_proba(as_columns(composed, rule)), np.float32)

    return classify
