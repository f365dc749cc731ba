"""Save linear models by skops, without pickle, and load them."""

import io
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import number_by_order, read_zip, rename, write_zip

FILE = "model.skops"


def save_pipeline(pipeline: Any, path: Path) -> None:
    """Save a pipeline by skops, without addresses of memory."""
    import skops.io

    for _, vectorizer, _ in getattr(pipeline[0], "transformers_", ()):
        if not isinstance(vectorizer, str):  # the columns that are dropped
            vars(vectorizer).pop("_stop_words_id", None)  # scikit-learn remembers an address here
    members = read_zip(io.BytesIO(skops.io.dumps(pipeline)))
    schema, numbers = number_by_order(
        members.pop("schema.json").decode(), r'(?<="__id__": )\d+|(?<=")\d+(?=\.npy")'
    )
    write_zip(path, {"schema.json": schema.encode(), **rename(members, numbers)})


def load_pipeline(path: Path) -> Any:
    """Load a pipeline.

    Raises:
        BakeoffError: the file holds a type that skops does not trust.
    """
    import skops.io

    try:
        return skops.io.load(path, trusted=[])
    except skops.io.exceptions.UntrustedTypesFoundException as error:
        raise BakeoffError(
            f"{path}: expected types of scikit-learn only, got {error}; train the model again"
        ) from None
