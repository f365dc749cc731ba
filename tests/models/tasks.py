"""Small tasks: a model with its head, labelled texts, their words and vectors, rounds."""

import numpy as np

from bakeoff.core.embedding import Embedding, draw_by_word, save_embedding
from bakeoff.core.features import Recipe, save_recipe
from bakeoff.core.files import output
from bakeoff.core.rounds import Round
from bakeoff.core.task import Task
from bakeoff.core.tokens import Text, count_tokens
from bakeoff.core.vocabulary import write_vocabulary
from bakeoff.models.fit.train.fitting import Settings as Train
from bakeoff.models.pretrained import Settings as Pretrained
from stages.build_vocabulary import build_vocabulary

TEXT = Text(
    lower=True, separators="-", symbols="([!])", max_length=None, min_count=1, max_words=1000
)
LETTERS = "abcdefgh"
COMMON = ["a", "d", "e", "y"]  # words at the top of the file of vectors
DIMENSION = 4


def train_settings(**changes):
    """Give settings of a short training."""
    common = {"seeds": [1, 2], "epochs": 4, "batch_size": 8, "learning_rate": 0.01, "patience": 2}
    return Train(**{**common, "class_weight": "none", "max_memory": 100, **changes})


def draw_texts(count, seed=0):
    """Draw texts of two to five letters; the class is whether an `a` is among them."""
    draw = np.random.default_rng(seed)
    texts = [" ".join(draw.choice(list(LETTERS), draw.integers(2, 6))) for _ in range(count)]
    return texts, np.array(["a" in text for text in texts], np.int32)


def make_task(model, head, fitting, texts, labels, *, classes=2, text=TEXT):
    """Put a task together."""
    return Task("small", model, head, fitting, text, classes, texts, np.asarray(labels, np.int32))


def make_round(train, valid=(), test=(), seed=1, **others):
    """Put a round together; it knows the words of its training texts."""
    train, valid, test = (np.array(rows, np.int64) for rows in (train, valid, test))
    common = {"partition": 0, "repeat": 0, "seed": seed, "unlabelled": train}
    return Round(train=train, valid=valid, test=test, **{**common, **others})


def list_words(texts):
    """List the vocabulary of texts."""
    return build_vocabulary(count_tokens(map(TEXT.tokenizer(), texts)))


def write_words(folder, texts):
    """Write the vocabulary of texts, and vectors that depend on the word alone.

    Those of `COMMON` are rows even if no text holds them. The letter `h` has no vector.
    """
    listed = list_words(texts)
    write_vocabulary(folder / "vocabulary.txt", listed)
    words = [*listed, *(word for word in COMMON if word not in listed)]
    matrix = (draw_by_word(words, DIMENSION, 3) - 0.5).astype(np.float32)
    matrix[0] = 0
    found = np.array([word not in (*words[:2], "h") for word in words])
    common = np.array([word in COMMON for word in words])
    save_embedding(folder / "glove.npz", Embedding(words, matrix, found, common))


def pretrained(folder, *, head="pool", trainable=False, shuffled=False):
    """Describe a model on the vectors in a folder."""
    return Pretrained(
        kind="pretrained",
        input=str(folder / "glove.npz"),
        trainable=trainable,
        shuffled=shuffled,
        head=head,
        fit="train",
    )


def write_features(folder, texts, **shapes):
    """Write features that depend on the text alone, by encoder: its layers, width and scale."""
    for name, (layers, width, scale) in shapes.items():
        drawn = scale * draw_by_word(texts, layers * width, 7)
        drawn[["a" in text for text in texts], 0] += scale
        with output(folder / f"{name}.npy") as path:
            np.save(path, drawn.reshape(-1, layers, width).astype(np.float32))
        told = {"settings": {"kind": "none"}, "sha256": "0" * 64, "pooling": ["text"] * layers}
        save_recipe(folder / f"{name}.json", Recipe(layers=layers, width=width, **told))
