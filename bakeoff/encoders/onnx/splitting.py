"""Split texts into the tokens that a graph reads."""

from pathlib import Path
from typing import NamedTuple

from tokenizers import Encoding, Tokenizer

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.sentences import CutWarning, is_empty
from bakeoff.encoders.base.tokenizer import split_texts

CHARACTERS = 16  # per token that are read first; few texts need more
AROUND = 128  # tokens near a cut that may differ from those of the whole text


class Tokens(NamedTuple):
    """The tokens of a text: their ids, their types, and whether the text was cut."""

    ids: list[int]
    types: list[int]
    cut: bool


NONE = Tokens([], [], cut=False)


class Splitter:
    """Splits texts into tokens, special ones included, and cuts long texts.

    Attributes:
        max_tokens: of a text.
        warn: warns of texts that are cut, by their number and that of all.
    """

    def __init__(self, tokenizer: Tokenizer, path: Path, *, prefix: str, max_tokens: int) -> None:
        """Take the tokenizer that `path` holds; `prefix` and `max_tokens` are those of an entry.

        Raises:
            BakeoffError: the special tokens alone reach `max_tokens`.
        """
        special = tokenizer.num_special_tokens_to_add(is_pair=False)
        if max_tokens <= special:
            raise BakeoffError(
                f"{path}: expected more than {special} tokens per text, which its special tokens "
                f"take, got {max_tokens}; set a larger `max_tokens` of the entry of `encode`"
            )
        tokenizer.enable_truncation(max_tokens)
        self._tokenizer, self._path, self._prefix = tokenizer, path, prefix
        self.max_tokens, self._room = max_tokens, max_tokens - special
        self.warn = CutWarning(path, f"{max_tokens} tokens")

    def split(self, texts: list[str]) -> list[Tokens]:
        """Split texts; an empty one has no tokens, whatever its prefix."""
        kept = [self._prefix + text for text in texts if not is_empty(text)]
        encodings = iter(self._split(kept, CHARACTERS * self.max_tokens))
        return [NONE if is_empty(text) else _tokens(next(encodings)) for text in texts]

    def _split(self, texts: list[str], most: int) -> list[Encoding]:
        """Split the first `most` characters, and more where these give too few tokens.

        A text of a million characters takes no longer than its first tokens do.
        """
        short = [text[:most] for text in texts]
        encodings = split_texts(self._tokenizer, short, self._path, special=True)
        again = [
            number
            for number, (text, encoding) in enumerate(zip(texts, encodings, strict=True))
            if len(text) > most and (len(encoding.overflowing) - 1) * self._room < AROUND
        ]
        longer = self._split([texts[number] for number in again], 4 * most) if again else []
        for number, encoding in zip(again, longer, strict=True):
            encodings[number] = encoding
        return encodings


def _tokens(encoding: Encoding) -> Tokens:
    return Tokens(encoding.ids, encoding.type_ids, cut=bool(encoding.overflowing))
