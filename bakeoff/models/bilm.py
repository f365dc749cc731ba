"""A biLM whose LSTMs are fine-tuned on the task, end to end; the characters' part stays frozen.

So the vector of each distinct word is made once, and a batch looks it up. The input is the folder
of features that the frozen biLM gave: it names that biLM, and it changes whenever the code of the
biLM computes something else.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Recipe, load_recipes, save_recipe
from bakeoff.core.task import Model, Predicted, Task
from bakeoff.core.tokens import PADDING, RESERVED

if TYPE_CHECKING:
    import keras

    from bakeoff.models.fit.train.plan import Plan

PREDICTED_TOKENS = 8192  # of texts that are predicted together
CORE = "from_vectors"  # the part of a network that is saved


class Settings(Model):
    """An entry of `models`."""

    gives: ClassVar = "features"
    kind: Literal["bilm"]
    fit: Literal["train"]
    trainable: Literal["lstm"]

    def plan(self, task: Task, folder: Path = Path()) -> "Plan":
        """Plan the training: words become rows of a table of their frozen vectors."""
        from bakeoff.encoders.base.loading import make_split
        from bakeoff.encoders.bilm.frozen import WordVectors
        from bakeoff.models.fit.train.network import save_network
        from bakeoff.models.fit.train.plan import Plan

        name, recipe = recipe_of(Path(self.input))
        bilm = load_frozen(recipe)
        split = make_split(recipe.settings["symbols"])
        tokens = {key: [split(text) for text in texts] for key, texts in task.texts.items()}
        words = list(dict.fromkeys(w for texts in tokens.values() for text in texts for w in text))
        vectors = WordVectors(bilm)(words)
        table = np.concatenate([np.zeros((len(RESERVED), vectors.shape[1]), np.float32), vectors])
        row_of = {word: row for row, word in enumerate(words, len(RESERVED))}

        def build(seed: int) -> "keras.Model":
            return build_tuned(seed, bilm, table, task)

        def save(network: "keras.Model", seed: int) -> None:
            save_network(network.get_layer(CORE), folder / f"seed-{seed}.keras")
            save_recipe(folder / f"{name}.json", recipe)

        inputs = {key: {"ids": to_ids(texts, row_of)} for key, texts in tokens.items()}
        return Plan(build, inputs, True, save)

    def predict(self, paths: list[Path], texts: dict[str, list[str]]) -> Predicted:
        """Load saved networks, and the biLM's part for characters."""
        classify, first = load_tuned(paths), load_tuned(paths[:1])
        found = {split: np.stack(classify(rows)) for split, rows in texts.items()}
        return Predicted(found, first, paths[0].stat().st_size)


def recipe_of(folder: Path) -> tuple[str, Recipe]:
    """Read which biLM gave the features in a folder, or was fine-tuned to the networks in one.

    Raises:
        BakeoffError: it was another encoder, or several.
    """
    recipes = load_recipes(folder)
    if [recipe.settings.get("kind") for recipe in recipes.values()] != ["bilm"]:
        raise BakeoffError(
            f"{folder}: expected features of one encoder of the kind bilm, got those of "
            f"{[*recipes]}; name an entry of `encode` of that kind"
        )
    return next(iter(recipes.items()))


def load_frozen(recipe: Recipe, folder: Path | None = None) -> Any:
    """Load the biLM of a recipe, from another folder if one is given."""
    from bakeoff.encoders.base.loading import check_folder
    from bakeoff.encoders.bilm.weights import load_bilm

    return load_bilm(check_folder(recipe, folder))


def build_tuned(seed: int, bilm: Any, table: NDArray[np.float32], task: Task) -> "keras.Model":
    """Build an untrained network from rows of the table to probabilities, its core by itself."""
    import keras

    from bakeoff.models.fit.train.layers import TokenEmbedding

    keras.utils.set_random_seed(seed)
    core = build_core(bilm, task)
    ids = keras.Input((None,), dtype="int32", name="ids")
    embedding = TokenEmbedding(len(table), table.shape[1], 0)
    inputs = {"vectors": embedding(ids), "real": keras.ops.not_equal(ids, PADDING)}
    embedding.set_matrix(table)
    return keras.Model({"ids": ids}, core(inputs))


def build_core(bilm: Any, task: Task) -> "keras.Model":
    """Build the part from the vectors of words to probabilities, its LSTMs as pretrained."""
    import keras

    from bakeoff.encoders.bilm.means import ContextualMeans
    from bakeoff.models.fit.train.scalar_mix import ScalarMix

    options = bilm.options.lstm
    vectors = keras.Input((None, options.projection_dim), name="vectors")
    real = keras.Input((None,), dtype="bool", name="real")
    means = ContextualMeans(options.model_dump(), name="lstms")
    mixed = ScalarMix(name="elmo_mix")(means(vectors, real))
    for variable, value in zip(means.lstms.variables, bilm.lstms.variables, strict=True):
        variable.assign(value)
    means.marks.assign(bilm.marks())
    probabilities = task.head.apply([mixed], None, task.classes)
    return keras.Model({"vectors": vectors, "real": real}, probabilities, name=CORE)


def to_ids(tokens: list[list[str]], row_of: dict[str, int]) -> NDArray[np.int32]:
    """Lay rows of words out as (texts, longest) int32, padded."""
    ids = np.full((len(tokens), max(map(len, tokens), default=1) or 1), PADDING, np.int32)
    for row, text in zip(ids, tokens, strict=True):
        row[: len(text)] = [row_of[word] for word in text]
    return ids


def load_tuned(
    paths: list[Path], encoder: Path | None = None
) -> Callable[[list[str]], list[NDArray[np.float32]]]:
    """Load fine-tuned networks, and the biLM's part for characters, from its folder.

    Args:
        paths: of the networks of one model.
        encoder: the folder of the biLM, if it moved since training.

    Returns:
        A function from raw texts to (n, classes) float32 probabilities of each network.

    Raises:
        BakeoffError: another biLM is in that folder.
    """
    from tqdm import tqdm

    from bakeoff.encoders.base.batches import batches_by_length
    from bakeoff.encoders.base.loading import make_split
    from bakeoff.encoders.bilm import means as _registers_a_layer  # noqa: F401
    from bakeoff.encoders.bilm.frozen import WordVectors
    from bakeoff.models.fit.train.network import all_classes, load_network

    _, recipe = recipe_of(paths[0].parent)
    vectors_of = WordVectors(load_frozen(recipe, encoder))
    split = make_split(recipe.settings["symbols"])
    networks = [load_network(path) for path in paths]

    def classify(texts: list[str]) -> list[NDArray[np.float32]]:
        tokens = [split(text) for text in texts]
        lengths = np.array([len(words) for words in tokens], np.int64)
        found = [np.zeros((len(texts), max(n.output_shape[-1], 2)), np.float32) for n in networks]
        batches = list(batches_by_length(lengths, PREDICTED_TOKENS))
        for batch in tqdm(batches, desc=paths[0].parent.name, unit="batch", disable=None):
            real = np.arange(max(lengths[batch].max(), 1)) < lengths[batch][:, None]
            flat = vectors_of([token for row in batch for token in tokens[row]])
            padded = np.zeros((*real.shape, flat.shape[1]), np.float32)
            padded[real] = flat
            for network, probabilities in zip(networks, found, strict=True):
                outputs = network({"vectors": padded, "real": real}).numpy()
                probabilities[batch] = all_classes(outputs)
        return found

    return classify
