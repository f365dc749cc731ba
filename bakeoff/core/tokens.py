"""From a string to tokens, in plain Python; a saved model does it in its graph.

`models.fit.train.text_to_ids` must cut alike, so the two regular expressions are of the syntax that
`patterns` compiles. docs/tokens.md describes the rule that is shipped.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from pydantic import StrictBool

from bakeoff.core.patterns import compile_shared
from bakeoff.core.settings import Count, Pattern, PatternOfOneGroup, Section

PADDING, UNKNOWN = 0, 1  # the reserved rows of every matrix
RESERVED = ("[PAD]", "[UNK]")  # their lines in the vocabulary
# capital letters of Unicode 14, which TensorFlow's ICU, of Unicode 13, does not lower-case
LATER = re.compile("([\u2c2f\ua7c0\ua7d0\ua7d6\ua7d8\U00010570-\U00010595])")
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


def fold(text: str) -> str:
    """Lower-case a text as a saved model does."""
    if not LATER.search(text):
        return text.lower()
    return "".join(part if LATER.match(part) else part.lower() for part in LATER.split(text))


def make_tokenizer(*, lower: bool, separators: str, symbols: str) -> Tokenizer:
    """Make a function from a text to its tokens.

    Args:
        lower: whether to fold case.
        separators: what stands between tokens.
        symbols: one group: characters that are tokens of their own, so that 'win!' is two.
    """
    separator, symbol = compile_shared(join_separators(separators)), compile_shared(symbols)

    def tokenize(text: str) -> list[str]:
        text = separator.sub(" ", text)
        text = symbol.sub(r" \1 ", text)
        return [token for token in (fold(text) if lower else text).split(" ") if token]

    return tokenize


def tell_cut(lengths: list[int], most: int | None) -> str:
    """Say how many texts are longer than networks read; nothing if none is."""
    longer = sum(length > (most or length) for length in lengths)
    if not longer:
        return ""
    return (
        f"{longer} of {len(lengths)} texts are longer than text.max_length: networks read their "
        f"first {most} tokens"
    )


def count_tokens(texts: Iterable[list[str]]) -> Counter[str]:
    """Count tokens; those counted first come first among equals."""
    counts: Counter[str] = Counter()
    for tokens in texts:
        counts.update(tokens)
    return counts
