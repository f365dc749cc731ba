"""From a string to tokens, in plain Python; `models.fit.train.layers.TextToIds` does it in a graph.

Both must cut alike, so the two regular expressions are of the syntax that Python's `re` (with
ASCII classes) and RE2 share.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from pydantic import StrictBool

from bakeoff.core.settings import Count, Pattern, PatternOfOneGroup, Section

PADDING, UNKNOWN = 0, 1  # the reserved rows of every matrix
RESERVED = ("[PAD]", "[UNK]")  # their lines in the vocabulary
Tokenizer = Callable[[str], list[str]]


class TokenRule(Section):
    """The keys of `text` that say how a text is cut into tokens."""

    lower: StrictBool  # fold case
    separators: Pattern  # a regular expression (RE2) of what stands between tokens
    symbols: PatternOfOneGroup  # a regular expression of characters that are tokens of their own

    def tokenizer(self) -> Tokenizer:
        """Make the function from a text to its tokens."""
        return make_tokenizer(lower=self.lower, separators=self.separators, symbols=self.symbols)


class Text(TokenRule):
    """The whole section `text`."""

    max_length: Count | None  # tokens kept of a text; null: all
    min_count: Count  # a round knows words that its training texts hold as often
    max_words: Count  # and at most so many, the most frequent


def join_separators(separators: str) -> str:
    """Add control characters and the space to a pattern of separators: no token holds one."""
    return rf"(?:{separators})|[\x00-\x20]+"


def make_tokenizer(*, lower: bool, separators: str, symbols: str) -> Tokenizer:
    """Make a function from a text to its tokens.

    Args:
        lower: whether to fold case.
        separators: what stands between tokens.
        symbols: one group: characters that are tokens of their own, so that 'win!' is two.
    """
    separator = re.compile(join_separators(separators), re.ASCII)
    symbol = re.compile(symbols, re.ASCII)

    def tokenize(text: str) -> list[str]:
        text = separator.sub(" ", text)
        text = symbol.sub(r" \1 ", text)
        return [token for token in (text.lower() if lower else text).split(" ") if token]

    return tokenize


def count_tokens(texts: Iterable[list[str]]) -> Counter[str]:
    """Count tokens; those counted first come first among equals."""
    counts: Counter[str] = Counter()
    for tokens in texts:
        counts.update(tokens)
    return counts
