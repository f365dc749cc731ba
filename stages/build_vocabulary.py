"""List the words of all texts; line n names row n of every embedding matrix.

Reads the table of texts. Writes one word per line: padding (line 0), unknown (line 1), then the
words by frequency. A round knows only some of them (`text.min_count`, `text.max_words`).
"""

import logging
from collections import Counter

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import TEXTS, VOCABULARY
from bakeoff.core.settings import Section
from bakeoff.core.stage import run
from bakeoff.core.table import load_table
from bakeoff.core.tokens import RESERVED, Text, count_tokens, tell_cut
from bakeoff.core.vocabulary import write_vocabulary


class Params(Section):
    """What the stage reads of params.yaml."""

    text: Text


def build_vocabulary(counts: Counter[str]) -> list[str]:
    """List words by frequency, then by first appearance, after the two reserved lines."""
    return [*RESERVED, *(word for word, _ in counts.most_common() if word not in RESERVED)]


def main(params: Params) -> None:
    """Count the words of all texts and list them."""
    tokenize = params.text.tokenizer()
    tokens = [tokenize(text.text) for text in load_table(TEXTS).texts]
    counts = count_tokens(tokens)
    if not counts:
        raise BakeoffError(
            f"{TEXTS}: expected texts with tokens, got none in {len(tokens)} texts; correct "
            "text.separators and text.symbols in params.yaml, or prepare.table"
        )
    if cut := tell_cut([*map(len, tokens)], params.text.max_length):
        logging.warning("%s", cut)
    write_vocabulary(VOCABULARY, build_vocabulary(counts))
    logging.info("%d words, and two reserved rows", len(counts))


if __name__ == "__main__":
    run(main, Params)
