"""Compare text rules and treatments of unknown words on validation splits.

`python -m benchmarks.choices` reads params.yaml, and the labelled texts and the GloVe file that
`download` left in data/raw. It scores no test text.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from bakeoff.texts.splits import drop_duplicates, split_messages

from bakeoff.core.embedding import Embedding
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS, RAW
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.core.tokens import Text, count_tokens
from bakeoff.models.fit.train.fitting import Settings
from bakeoff.models.heads.pool import Settings as Pool
from bakeoff.texts.settings import Prepare, Split
from bakeoff.texts.table import read_messages
from bakeoff.vectors.fallbacks import choose_vectors, wanted_forms
from bakeoff.vectors.matrix import build_matrix
from bakeoff.vectors.readers import open_vectors
from stages.build_vocabulary import build_vocabulary

SPLITS, SEEDS, DIMENSION = (1, 2, 3), (1, 2), 50
PARAMETERS = read_yaml(PARAMS)
PREPARE, TRAIN = Prepare(**PARAMETERS["prepare"]), Settings(**PARAMETERS["train"])
CHOSEN = PARAMETERS["text"]
FEW = {
    **CHOSEN,
    "symbols": "([!?£$€%])",
    "separators": r'["#&' + r"'()*+,\-./:;<=>@\[\\\]^_`{|}~]+",
}
DIGITS = {**FEW, "symbols": "([!?£$€%0-9])"}


def read_texts() -> list[Any]:
    """Read the labelled texts, without duplicates."""
    path = RAW / PREPARE.source / PARAMETERS["sources"][PREPARE.source]["file"]
    texts, *_ = read_messages(path, PREPARE.table.model_copy(update={"slices": None}))
    return drop_duplicates(texts, PREPARE.duplicates)


def embed(
    texts: list[str], tokenize: Callable[[str], list[str]], min_count: int, learned: bool
) -> Embedding:
    """Build the matrix to start from, as the stages build_vocabulary and embed do."""
    counts = count_tokens(map(tokenize, texts))
    vocabulary = build_vocabulary(counts, max_words=20000, min_count=min_count)
    if learned:
        rows = len(vocabulary)
        return Embedding(vocabulary, np.zeros((rows, DIMENSION), np.float32), np.ones(rows, bool))
    wanted = wanted_forms(counts, [], extra=20000, accept=lambda word: tokenize(word) == [word])
    file = RAW / "glove" / PARAMETERS["sources"]["glove"]["file"]
    open_vectors(file, DIMENSION).read(wanted)
    vectors, _ = choose_vectors(counts, [], wanted)
    return build_matrix(vocabulary, vectors, DIMENSION, missing="random", seed=1)


def validate(labelled: list[Any], rule: dict[str, Any], min_count: int, how: str) -> str:
    """Train `how` (frozen, tuned, learned) on three splits; give F1 and loss on validation."""
    from sklearn.metrics import f1_score

    results = []
    for split_seed in SPLITS:
        split = Split(split="stratified", valid=0.1, test=0.2, seed=split_seed)
        parts = split_messages(labelled, split)
        trainer, valid = prepare_training(parts, Text(**rule), min_count, how)
        for seed in SEEDS:
            trainer.run(seed, epochs=TRAIN.epochs, patience=TRAIN.patience)
            found = trainer.network.predict(valid.inputs, verbose=0)[:, 0] > 0.5
            results.append((f1_score(valid.labels, found), trainer.evaluate(valid).loss))
    f1, loss = np.mean(results, axis=0)
    return f"{f1:.3f} ({loss:.3f})"


def prepare_training(
    parts: dict[str, list[Any]], text: Text, min_count: int, how: str
) -> tuple[Any, Any]:
    """Give a trainer of one split, and the validation texts in the form that it takes."""
    import tensorflow as tf

    from bakeoff.models.fit.train.network import Design, build_network
    from bakeoff.models.fit.train.training import Split, Trainer

    texts = {name: [row.text for row in parts[name]] for name in ("train", "valid")}
    start = embed(texts["train"], text.tokenizer(), min_count, how == "learned")
    head = Pool(**PARAMETERS["heads"]["pool"])
    design = Design(start, how != "frozen", how == "learned", head, text, 2)
    to_ids = design.text_to_ids()
    assert to_ids
    train, valid = (
        Split(
            {"ids": to_ids(tf.constant(texts[name])).numpy()},
            np.array([row.label == PREPARE.table.positive for row in parts[name]], np.int32),
        )
        for name in texts
    )
    known = int(train.inputs["ids"].max()) + 1
    trainer = Trainer(
        partial(build_network, design, known, None),
        train,
        valid,
        batch_size=TRAIN.batch_size,
        learning_rate=TRAIN.learning_rate,
        trim=True,
    )
    return trainer, valid


def main() -> None:
    """Print the table: F1, and in brackets the loss, on validation."""
    set_up(TensorFlowRuntime(threads=1, onednn=True))
    labelled = read_texts()
    print("| rule, min_count | frozen | fine-tuned | learned |\n| --- | --: | --: | --: |")
    for name, rule, min_count in (
        ("few signs are tokens, 1", FEW, 1),
        ("few signs are tokens, 2", FEW, 2),
        ("and digits, 2", DIGITS, 2),
        ("and punctuation marks, 2 (chosen)", CHOSEN, 2),
    ):
        cells = [validate(labelled, rule, min_count, how) for how in ("frozen", "tuned", "learned")]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
