"""Read tokenizer.json, as the library `tokenizers` writes it, and split texts.

A file may hold regular expressions. The library limits their backtracking, so a malicious one costs
time and ends in an error. Nothing in the file is run as code.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from bakeoff.core.errors import BakeoffError
from bakeoff.core.runtime import silent_stderr
from bakeoff.encoders.base.growth import expect_bounded
from bakeoff.encoders.base.published import read_bounded

MOST_BYTES = 100 * 2**20  # the largest published ones have about 35 MiB


def load_tokenizer(path: Path) -> Tokenizer:
    """Load a tokenizer that neither cuts nor pads texts, nor draws random numbers.

    Its threads are those that `bakeoff.core.runtime` sets, if it has done so before.

    Raises:
        BakeoffError: the file is absent, too large, or no tokenizer.
    """
    content = read_bounded(path, MOST_BYTES, "a tokenizer in JSON")
    _limit_threads()
    with _one_line(path, "a tokenizer as the library `tokenizers` saves it"), silent_stderr():
        tokenizer = Tokenizer.from_str(content.decode("utf-8"))
    expect_bounded(tokenizer, path)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if getattr(tokenizer.model, "dropout", None):
        tokenizer.model.dropout = None
    return tokenizer


def split_texts(
    tokenizer: Tokenizer, texts: list[str], path: Path, *, special: bool
) -> list[Encoding]:
    """Split texts into tokens.

    Args:
        tokenizer: with the truncation and padding to apply.
        texts: lone surrogates in them are left out.
        path: of the tokenizer, for the message.
        special: whether to add the special tokens, such as [CLS].

    Raises:
        BakeoffError: the tokenizer fails, such as on unknown words if it has no token for them.
    """
    whole = [text if text.isascii() else _without_surrogates(text) for text in texts]
    with _one_line(path, "a tokenizer that splits any text"), silent_stderr():
        return tokenizer.encode_batch_fast(whole, add_special_tokens=special)


def vocabulary_size(tokenizer: Tokenizer) -> int:
    """Give the number of rows that a matrix needs: one more than the largest id."""
    return max(tokenizer.get_vocab().values(), default=-1) + 1


def _limit_threads() -> None:
    """Give the library as many threads as others have; it reads these when it first splits."""
    threads = os.environ.get("OMP_NUM_THREADS", "1")
    os.environ["RAYON_NUM_THREADS"] = threads
    os.environ["TOKENIZERS_PARALLELISM"] = "false" if threads == "1" else "true"


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")


@contextmanager
def _one_line(path: Path, expected: str) -> Iterator[None]:
    """Turn an error of the library, or a panic, which is no Exception, into a BakeoffError."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise BakeoffError(
            f"{path}: expected {expected}, got an error ({error!s:.200}); fetch the file again, or "
            "take another model"
        ) from None
