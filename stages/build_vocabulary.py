"""List the words of the training split: line n is for row n of every embedding matrix.

In: the training messages. Out: one word a line, by frequency, then by first appearance, behind
padding (line 0) and unknown (line 1).
"""

import logging

from bakeoff.params.reading import read_params
from bakeoff.paths import PARAMS, VOCABULARY, split_path
from bakeoff.stage import run
from bakeoff.texts.messages import load_messages
from bakeoff.texts.tokens import build_vocabulary, count_tokens, make_tokenizer
from bakeoff.texts.vocabulary import write_vocabulary


def main() -> None:
    """Count the words of the training split and list them."""
    params = read_params(PARAMS)
    text, limits = params.text, params.build_vocabulary
    tokenize = make_tokenizer(lower=text.lower, separators=text.separators, symbols=text.symbols)
    counts = count_tokens(tokenize(message.text) for message in load_messages(split_path("train")))
    words = build_vocabulary(counts, max_words=limits.max_words, min_count=limits.min_count)
    write_vocabulary(VOCABULARY, words)
    logging.info("%d words of %d, and two reserved rows", len(words) - 2, len(counts))


if __name__ == "__main__":
    run(main)
