"""The baseline that the rest must beat: word and character n-grams, weighted, linear."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, StrictBool

from bakeoff.core.settings import Count, Pattern
from bakeoff.core.task import Model, Task


def _ascending(numbers: list[int]) -> list[int]:
    if numbers != sorted(numbers):
        raise ValueError(f"expected the smaller number first, got {numbers}")
    return numbers


def _at_most_one_group(pattern: str) -> str:
    if re.compile(pattern).groups > 1:
        raise ValueError(f"expected a regular expression of at most one group, got {pattern!r:.99}")
    return pattern


NgramRange = Annotated[list[Count], Field(min_length=2, max_length=2), AfterValidator(_ascending)]


class Settings(Model):
    """An entry of `models`."""

    gives: ClassVar = "counts"
    kind: Literal["tfidf"]
    fit: Literal["lbfgs"]
    input: Literal["data/prepared/train.csv"]
    token: Annotated[Pattern, AfterValidator(_at_most_one_group)]  # a regular expression of a word
    word_ngrams: NgramRange
    char_ngrams: NgramRange
    min_count: Count  # texts that must hold an n-gram
    sublinear: StrictBool  # 1 + log(count) in place of the count

    def pipeline(self, task: Task) -> Any:
        """Build the unfitted scikit-learn pipeline, from raw texts to probabilities."""
        from sklearn.pipeline import make_pipeline, make_union

        words = self._vectorizer(task, token_pattern=self.token, ngram_range=self.word_ngrams)
        characters = self._vectorizer(task, analyzer="char_wb", ngram_range=self.char_ngrams)
        return make_pipeline(make_union(words, characters), task.head.build(task.fitting.max_iter))

    def _vectorizer(self, task: Task, *, ngram_range: list[int], **settings: Any) -> Any:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer

        return TfidfVectorizer(
            lowercase=task.text.lower,
            ngram_range=tuple(ngram_range),
            min_df=self.min_count,
            sublinear_tf=self.sublinear,
            dtype=np.float32,
            **settings,
        )
