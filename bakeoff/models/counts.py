"""Counts of words and of pieces of words: what embeddings have to beat, and the controls."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, model_validator

from bakeoff.core.settings import Count
from bakeoff.core.task import Model
from bakeoff.core.tokens import Text


def _ascending(numbers: list[int]) -> list[int]:
    if numbers != sorted(numbers):
        raise ValueError(f"expected the smaller number first, got {numbers}")
    return numbers


NgramRange = Annotated[list[Count], Field(min_length=2, max_length=2), AfterValidator(_ascending)]


class Settings(Model):
    """An entry of `models`."""

    gives: ClassVar = "counts"
    kind: Literal["counts"]
    fit: Literal["lbfgs"]
    input: Literal["data/prepared/texts.csv"]
    words: NgramRange | None  # n-grams of the tokens that networks read too
    characters: NgramRange | None  # n-grams within words of the raw text
    weights: Literal["binary", "tfidf"]
    min_count: Count  # training texts that must hold an n-gram
    sublinear: StrictBool  # 1 + log(count) in place of the count; for tfidf

    @model_validator(mode="after")
    def _counts_something(self) -> Self:
        """Check that there are n-grams of words or of characters."""
        if self.words is None and self.characters is None:
            raise ValueError("expected n-grams of words or of characters, got neither")
        return self

    def vectorizer(self, text: Text, min_count: int | None = None) -> Any:
        """Build the unfitted vectorizer; its input is what `as_columns` gives.

        Args:
            text: the token rule.
            min_count: in place of the model's own.
        """
        from sklearn.compose import make_column_transformer
        from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

        common: dict[str, Any] = {"min_df": min_count or self.min_count}
        if self.weights == "binary":
            kind, common = CountVectorizer, {**common, "binary": True}
        else:
            kind, common = TfidfVectorizer, {**common, "sublinear_tf": self.sublinear}
        parts: list[Any] = []
        if self.words:
            cut = {"lowercase": False, "token_pattern": r"[^ ]+"}
            parts.append((kind(ngram_range=tuple(self.words), **cut, **common), 0))
        if self.characters:
            pieces = {"lowercase": text.lower, "analyzer": "char_wb"}
            parts.append((kind(ngram_range=tuple(self.characters), **pieces, **common), 1))
        return make_column_transformer(*parts, sparse_threshold=1.0)
