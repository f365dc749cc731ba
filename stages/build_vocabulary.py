"""List the words of the training split; line n names row n of every embedding matrix.

Reads the training texts. Writes one word per line: padding (line 0), unknown (line 1), then the
words by frequency.
"""

import logging
from collections import Counter

from bakeoff.core.messages import load_messages
from bakeoff.core.paths import VOCABULARY, split_path
from bakeoff.core.settings import Section
from bakeoff.core.stage import run
from bakeoff.core.tokens import RESERVED, TokenRule, count_tokens
from bakeoff.core.vocabulary import Limits, write_vocabulary


class Params(Section):
    """What the stage reads of params.yaml."""

    build_vocabulary: Limits
    text: TokenRule


def build_vocabulary(counts: Counter[str], *, max_words: int, min_count: int) -> list[str]:
    """List words by frequency, then by first appearance, after the two reserved ones."""
    words = [
        word for word, count in counts.most_common() if count >= min_count and word not in RESERVED
    ]
    return [*RESERVED, *words[:max_words]]


def main(params: Params) -> None:
    """Count the words of the training split and list them."""
    tokenize, limits = params.text.tokenizer(), params.build_vocabulary
    counts = count_tokens(tokenize(row.text) for row in load_messages(split_path("train")))
    words = build_vocabulary(counts, max_words=limits.max_words, min_count=limits.min_count)
    write_vocabulary(VOCABULARY, words)
    logging.info("%d words of %d, and two reserved rows", len(words) - 2, len(counts))


if __name__ == "__main__":
    run(main, Params)
