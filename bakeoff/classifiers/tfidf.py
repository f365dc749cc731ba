"""The baseline that the rest must beat: word and character n-grams, weighted, linear.

Saved by skops, which needs no pickle.
"""

import io
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from bakeoff.classifiers.addresses import number_by_order, rename
from bakeoff.errors import BakeoffError
from bakeoff.files import read_zip, write_zip
from bakeoff.params.models import Linear, Tfidf
from bakeoff.params.schema import Text
from bakeoff.texts.classes import Labelled

TOKEN = r"(?u)\b\w+\b|[!?£$€%]"  # words of one letter count too: 'u', 'r', '2'


def build_tfidf(features: Tfidf, head: Linear, *, lower: bool) -> Pipeline:
    """Build an unfitted pipeline from raw texts to probabilities.

    Args:
        features: ranges of n-grams, and in how many texts one must stand to count.
        head: of the logistic regression: C, and whether the classes weigh alike.
        lower: whether to fold case.
    """
    words = TfidfVectorizer(
        lowercase=lower,
        token_pattern=TOKEN,
        ngram_range=tuple(features.word_ngrams),
        min_df=features.min_count,
        sublinear_tf=True,
        dtype=np.float32,
    )
    characters = TfidfVectorizer(
        lowercase=lower,
        analyzer="char_wb",
        ngram_range=tuple(features.char_ngrams),
        min_df=features.min_count,
        sublinear_tf=True,
        dtype=np.float32,
    )
    weight = "balanced" if head.balanced else None
    linear = LogisticRegression(C=head.C, class_weight=weight, max_iter=1000)
    return make_pipeline(make_union(words, characters), linear)


def fit_and_save(
    features: Tfidf, head: Linear, text: Text, train: Labelled, valid: Labelled, folder: Path
) -> list[dict[str, Any]]:
    """Fit the baseline, save it as model.skops, and score it.

    Returns:
        One record, as a network's seed has one; its seed is None.
    """
    pipeline = build_tfidf(features, head, lower=text.lower)
    pipeline.fit(*train)
    save_tfidf(pipeline, folder / "model.skops")
    record: dict[str, Any] = {"seed": None}
    for name, (texts, labels) in {"train": train, "valid": valid}.items():
        found = pipeline.predict_proba(texts)
        record[f"{name}_loss"] = round(float(log_loss(labels, found)), 6)
        record[f"{name}_accuracy"] = round(float((found.argmax(axis=1) == labels).mean()), 6)
    return [record]


def save_tfidf(pipeline: Pipeline, path: Path) -> None:
    """Save a pipeline by skops, without addresses of memory."""
    for _, vectorizer in pipeline[0].transformer_list:
        vars(vectorizer).pop("_stop_words_id", None)  # scikit-learn remembers an address here
    members = read_zip(io.BytesIO(skops.io.dumps(pipeline)))
    schema, numbers = number_by_order(
        members.pop("schema.json").decode(), r'(?<="__id__": )\d+|(?<=")\d+(?=\.npy")'
    )
    write_zip(path, {"schema.json": schema.encode(), **rename(members, numbers)})


def load_tfidf(path: Path) -> Pipeline:
    """Load a pipeline; a type that skops does not trust is refused."""
    try:
        return skops.io.load(path, trusted=[])
    except skops.io.exceptions.UntrustedTypesFoundException as error:
        raise BakeoffError(f"{path}: expected types of scikit-learn only: {error}") from None
