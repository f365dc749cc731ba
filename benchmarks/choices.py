"""What was chosen on validation splits, and by what figures: text rule and unknown words.

`python -m benchmarks.choices` works on the labelled texts and the GloVe file that `download` left
in data/raw for the active profile. No test message is scored.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from bakeoff.params.reading import read_params
from bakeoff.paths import PARAMS, RAW
from bakeoff.runtime import set_up_tensorflow
from bakeoff.texts.splits import drop_duplicates, split_messages
from bakeoff.texts.table import read_messages
from bakeoff.texts.tokens import build_vocabulary, count_tokens, make_tokenizer
from bakeoff.vectors.embedding import Embedding
from bakeoff.vectors.fallbacks import choose, want
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.readers import read_vectors

SPLITS, SEEDS, DIMENSION = (1, 2, 3), (1, 2), 50
PARAMETERS = read_params(PARAMS)
SOURCE: Any = PARAMETERS.source(PARAMETERS.prepare.source)
GLOVE: Any = PARAMETERS.source("glove")
CHOSEN = PARAMETERS.text.model_dump()
FEW = {
    **CHOSEN,
    "symbols": "([!?£$€%])",
    "separators": r'["#&' + r"'()*+,\-./:;<=>@\[\\\]^_`{|}~]+",
}
DIGITS = {**FEW, "symbols": "([!?£$€%0-9])"}


def read_texts() -> list[Any]:
    """Read the labelled texts of the active profile, without duplicates."""
    table = SOURCE.table
    messages, *_ = read_messages(
        RAW / PARAMETERS.prepare.source / SOURCE.file,
        text=table.text,
        label=table.label,
        encoding=table.encoding,
        mojibake=table.mojibake,
        unescape=table.html,
        slices=None,
    )
    return drop_duplicates(messages, PARAMETERS.prepare.duplicates)


def embed(
    texts: list[str], tokenize: Callable[[str], list[str]], min_count: int, learned: bool
) -> Embedding:
    """Build the matrix to start from, as the stages build_vocabulary and embed do."""
    counts = count_tokens(map(tokenize, texts))
    vocabulary = build_vocabulary(counts, max_words=20000, min_count=min_count)
    if learned:
        rows = len(vocabulary)
        return Embedding(vocabulary, np.zeros((rows, DIMENSION), np.float32), np.ones(rows, bool))
    wanted = want(counts, [], extra=20000, accept=lambda word: tokenize(word) == [word])
    read_vectors(RAW / "glove" / GLOVE.file, wanted, DIMENSION)
    vectors, _ = choose(counts, [], wanted)
    return build_matrix(vocabulary, vectors, DIMENSION, missing="random", seed=1)


def validate(messages: list[Any], rule: dict[str, Any], min_count: int, how: str) -> str:
    """Train `how` (frozen, tuned, learned) on three splits; give F1 and loss on validation."""
    import tensorflow as tf
    from sklearn.metrics import f1_score

    from bakeoff.classifiers.network import Design, build_network
    from bakeoff.classifiers.training import Split, Trainer
    from bakeoff.params.schema import Text

    text = Text(**rule)
    cut = make_tokenizer(lower=text.lower, separators=text.separators, symbols=text.symbols)
    positive = SOURCE.table.positive
    results = []
    for split_seed in SPLITS:
        parts = split_messages(messages, kind="stratified", valid=0.1, test=0.2, seed=split_seed)
        texts = {name: [message.text for message in parts[name]] for name in ("train", "valid")}
        start = embed(texts["train"], cut, min_count, how == "learned")
        head = PARAMETERS.heads.pool
        design = Design(start, how != "frozen", how == "learned", head, text, 2)
        to_ids = design.text_to_ids()
        assert to_ids
        splits = [
            Split(
                {"ids": to_ids(tf.constant(texts[name])).numpy()},
                np.array([message.label == positive for message in parts[name]], np.int32),
            )
            for name in texts
        ]
        known = int(splits[0].inputs["ids"].max()) + 1
        trainer = Trainer(
            partial(build_network, design, known, None),
            *splits,
            batch_size=PARAMETERS.train.batch_size,
            learning_rate=PARAMETERS.train.learning_rate,
            trim=True,
        )
        for seed in SEEDS:
            trainer.run(seed, epochs=PARAMETERS.train.epochs, patience=PARAMETERS.train.patience)
            found = trainer.network.predict(splits[1].inputs, verbose=0)[:, 0] > 0.5
            loss = trainer.evaluate(splits[1]).loss
            results.append((f1_score(splits[1].labels, found), loss))
    f1, loss = np.mean(results, axis=0)
    return f"{f1:.3f} ({loss:.3f})"


def main() -> None:
    """Print the table: F1, and in brackets the loss, on validation."""
    set_up_tensorflow(threads=1, onednn=True)
    messages = read_texts()
    print("| rule, min_count | frozen | fine-tuned | learned |\n| --- | --: | --: | --: |")
    for name, rule, min_count in (
        ("few signs are tokens, 1", FEW, 1),
        ("few signs are tokens, 2", FEW, 2),
        ("and digits, 2", DIGITS, 2),
        ("and punctuation marks, 2 (chosen)", CHOSEN, 2),
    ):
        cells = [validate(messages, rule, min_count, how) for how in ("frozen", "tuned", "learned")]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
