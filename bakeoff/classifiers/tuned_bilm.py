"""A biLM whose LSTMs are fine-tuned on the task, end to end; the characters' part stays frozen.

So each distinct word's vector is made once, and a batch looks it up.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.classifiers.layers import TokenEmbedding
from bakeoff.classifiers.network import add_head, all_classes, load_network, save_network
from bakeoff.classifiers.plan import Plan
from bakeoff.classifiers.seeds import Record, run_seeds
from bakeoff.elmo.batches import batches_by_length
from bakeoff.elmo.bilm import Bilm
from bakeoff.elmo.bilm_encoder import WordVectors
from bakeoff.elmo.bilstm import BiLstm
from bakeoff.elmo.encoders import check_folder, describe, make_split, read_recipe, save_recipe
from bakeoff.elmo.options import Lstm
from bakeoff.elmo.scalar_mix import ScalarMix
from bakeoff.elmo.weights import load_bilm
from bakeoff.params.encoders import OwnBilm
from bakeoff.params.models import Dense, Train, TunedBilm
from bakeoff.texts.classes import Labelled
from bakeoff.texts.tokens import PADDING, RESERVED

RECIPE = "bilm.json"
PREDICTED_TOKENS = 8192  # of texts that are predicted together
CORE = "from_vectors"  # the part of a network that is saved


@keras.saving.register_keras_serializable("bakeoff")
class ContextualMeans(keras.layers.Layer):  # type: ignore[misc]
    """The LSTMs of a biLM, trainable, and the mean of each layer over each text.

    Args:
        options: of the LSTMs, as a dict.

    Call arguments:
        vectors: (batch, length, outputs) float32, of words.
        real: (batch, length) bool, true where there is a word.

    Returns:
        (batch, layers, 2 * outputs) float32; zeros for a text of no word.
    """

    def __init__(self, options: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = Lstm.model_validate(options)
        self.lstms = BiLstm(self.options)
        shape = (2, self.options.projection_dim)
        self.marks = self.add_weight(shape, "zeros", trainable=False, name="marks")
        self.built = True

    def call(self, vectors: tf.Tensor, real: tf.Tensor) -> tf.Tensor:
        """Read the texts on and back."""
        lengths = tf.reduce_sum(tf.cast(real, tf.int32), axis=1)
        states = self.lstms.states_after_marks(self.marks.value, tf.size(lengths))
        return self.lstms.means(tf.boolean_mask(vectors, real), lengths, states)

    def compute_output_spec(self, vectors: Any, real: Any) -> Any:
        """Give the shape."""
        shape = (vectors.shape[0], self.options.n_layers + 1, 2 * self.options.projection_dim)
        return keras.KerasTensor(shape, dtype="float32")

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer."""
        return {**super().get_config(), "options": self.options.model_dump()}


def train_tuned(
    model: TunedBilm,
    head: Dense,
    settings: Train,
    train: Labelled,
    valid: Labelled,
    classes: int,
    folder: Path,
) -> list[Record]:
    """Fine-tune a biLM from every seed, and save each: from the vectors of words to probabilities.

    Args:
        model: the entry of `models`.
        head: what stands on top of the mixed layers.
        settings: seeds, epochs, batch size, learning rate, patience.
        train: what the weights are fitted to.
        valid: what the epoch to keep is chosen on.
        classes: how many.
        folder: where seed-<seed>.keras is written.
    """
    source = Path(model.input)
    bilm = load_bilm(source)
    plan = plan_tuned(bilm, model, head, {"train": train[0], "valid": valid[0]}, classes)

    options = bilm.options
    save_recipe(
        folder / RECIPE,
        describe(_as_encoder(model), source, layers=options.layers, width=options.width),
    )

    def save(network: keras.Model, seed: int) -> None:
        save_network(network.get_layer(CORE), folder / f"seed-{seed}.keras")

    labels = {"train": train[1], "valid": valid[1]}
    return run_seeds(plan, labels, settings, save, name=folder.name)


def plan_tuned(
    bilm: Bilm, model: TunedBilm, head: Dense, texts: dict[str, list[str]], classes: int
) -> Plan:
    """Turn words to rows of a table of their frozen vectors, on which the LSTMs stand.

    Args:
        bilm: that the LSTMs start from.
        model: the entry of `models`.
        head: what stands on top of the mixed layers.
        texts: by split.
        classes: how many.
    """
    split = make_split(model.symbols)
    tokens = {name: [split(text) for text in its] for name, its in texts.items()}
    words = list(dict.fromkeys(word for its in tokens.values() for text in its for word in text))
    row_of = {word: row for row, word in enumerate(words, len(RESERVED))}
    vectors = WordVectors(bilm)(words)
    table = np.concatenate([np.zeros((len(RESERVED), vectors.shape[1]), np.float32), vectors])

    def build(seed: int) -> keras.Model:
        keras.utils.set_random_seed(seed)
        core = _build_core(bilm, head, classes)
        ids = keras.Input((None,), dtype="int32", name="ids")
        embedding = TokenEmbedding(len(table), table.shape[1], 0)
        inputs = {"vectors": embedding(ids), "real": keras.ops.not_equal(ids, PADDING)}
        embedding.set_matrix(table)
        return keras.Model({"ids": ids}, core(inputs))

    return Plan(
        build, {name: {"ids": _ids(its, row_of)} for name, its in tokens.items()}, trim=True
    )


def load_tuned(
    paths: list[Path], encoder: Path | None = None
) -> Callable[[list[str]], list[NDArray[np.float32]]]:
    """Load fine-tuned networks, and the biLM's part for characters, from its folder.

    Args:
        paths: of the networks of one model.
        encoder: the folder of the biLM, if not where it stood in training.

    Returns:
        A function from raw texts to (n, classes) float32 probabilities of each network.

    Raises:
        BakeoffError: another biLM stands there.
    """
    recipe = read_recipe(paths[0].parent / RECIPE)
    vectors_of = WordVectors(load_bilm(check_folder(recipe, encoder)))
    split = make_split(recipe.settings.symbols)
    networks = [load_network(path) for path in paths]

    def classify(texts: list[str]) -> list[NDArray[np.float32]]:
        tokens = [split(text) for text in texts]
        lengths = np.array([len(its) for its in tokens], np.int64)
        found = [np.zeros((len(texts), max(n.output_shape[-1], 2)), np.float32) for n in networks]
        batches = list(batches_by_length(lengths, recipe.settings.batch_tokens))
        for batch in tqdm(batches, desc=paths[0].parent.name, unit="batch", disable=None):
            real = np.arange(max(lengths[batch].max(), 1)) < lengths[batch][:, None]
            flat = vectors_of([token for at in batch for token in tokens[at]])
            padded = np.zeros((*real.shape, flat.shape[1]), np.float32)
            padded[real] = flat
            for network, its in zip(networks, found, strict=True):
                its[batch] = all_classes(network({"vectors": padded, "real": real}).numpy())
        return found

    return classify


def _as_encoder(model: TunedBilm) -> OwnBilm:
    """Describe the biLM that a model starts from as an encoder of its own."""
    return OwnBilm(
        kind="bilm",
        input=model.input,
        symbols=model.symbols,
        keep="means",
        dtype="float32",
        batch_tokens=PREDICTED_TOKENS,
        matmul="float32",
    )


def _ids(tokens: list[list[str]], row_of: dict[str, int]) -> NDArray[np.int32]:
    """Lay rows of words out as (messages, longest) int32, padded."""
    ids = np.full((len(tokens), max(map(len, tokens), default=1) or 1), PADDING, np.int32)
    for row, text in zip(ids, tokens, strict=True):
        row[: len(text)] = [row_of[word] for word in text]
    return ids


def _build_core(bilm: Bilm, head: Dense, classes: int) -> keras.Model:
    """Build from the vectors of words to probabilities, the LSTMs as they were pretrained."""
    options = bilm.options.lstm
    vectors = keras.Input((None, options.projection_dim), name="vectors")
    real = keras.Input((None,), dtype="bool", name="real")
    means = ContextualMeans(options.model_dump(), name="lstms")
    mixed = ScalarMix(name="elmo_mix")(means(vectors, real))
    for variable, value in zip(means.lstms.variables, bilm.lstms.variables, strict=True):
        variable.assign(value)
    means.marks.assign(bilm.marks())
    return keras.Model(
        {"vectors": vectors, "real": real}, add_head(head, [mixed], classes), name=CORE
    )
