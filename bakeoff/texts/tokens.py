"""From a string to tokens, in plain Python; `classifiers.layers.TextToIds` does it in a graph.

Both must cut alike, so the two regular expressions are of the syntax that Python's `re` (with
ASCII classes) and RE2 share.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

PADDING, UNKNOWN = 0, 1  # the reserved rows of every matrix
RESERVED = ("[PAD]", "[UNK]")  # their lines in the vocabulary


def join_separators(separators: str) -> str:
    """Add control characters and the space to a pattern of separators: no token holds one."""
    return rf"(?:{separators})|[\x00-\x20]+"


def make_tokenizer(*, lower: bool, separators: str, symbols: str) -> Callable[[str], list[str]]:
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


def build_vocabulary(counts: Counter[str], *, max_words: int, min_count: int) -> list[str]:
    """List words by frequency, then by first appearance, behind the two reserved lines.

    Args:
        counts: of the tokens of the training split.
        max_words: how many words are kept, not counting the reserved.
        min_count: how often a word must stand to be kept.

    Returns:
        Row n of every matrix is for element n: padding, unknown, then the words.
    """
    words = [
        word for word, count in counts.most_common() if count >= min_count and word not in RESERVED
    ]
    return [*RESERVED, *words[:max_words]]
