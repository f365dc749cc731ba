"""A biLM whose LSTMs are fine-tuned on the task, end to end; the characters' part stays frozen.

So the vector of each distinct word is made once, and a batch looks it up. The input is the folder
of features that the frozen biLM gave: it names that biLM, and it changes whenever the code of the
biLM computes something else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Recipe, load_recipes, save_recipe
from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.task import Final, Model, Task
from bakeoff.core.tokens import PADDING, RESERVED

if TYPE_CHECKING:
    import keras

    from bakeoff.models.fit.train.training import Trainer
    from bakeoff.models.fit.train.words import Ragged

PREDICTED_TOKENS = 8192  # of texts that are predicted together
CORE = "from_vectors"  # the part of a network that is saved


class Settings(Model):
    """An entry of `models`."""

    gives: ClassVar = "features"
    kind: Literal["bilm"]
    fit: Literal["train"]
    trainable: Literal["lstm"]

    def fit_rounds(self, task: Task, rounds: Sequence[Round]) -> Iterator[Outcome]:
        """Train in every round, one after the other."""
        from bakeoff.models.fit.train.constant import run_of
        from bakeoff.models.fit.train.sequential import outcome_of

        _, recipe = recipe_of(Path(self.input))
        words = read_words(recipe, task)
        trainer = words.trainer(task, rounds[0])
        for spec in rounds:
            course = trainer.run(run_of(spec, task.fitting), words.build(task, spec))
            yield outcome_of(spec, course, trainer)

    def fit_final(
        self, task: Task, rounds: Sequence[Round], outcomes: Sequence[Outcome], folder: Path
    ) -> Final:
        """Train on all texts; save the LSTMs and the head as model.keras, and the recipe."""
        from bakeoff.models.fit.train.final import FILE, final_run
        from bakeoff.models.fit.train.network import save_network

        name, recipe = recipe_of(Path(self.input))
        words = read_words(recipe, task)
        spec, run = final_run(task, rounds, outcomes)
        trainer = words.trainer(task, spec)
        trainer.run(run, words.build(task, spec))
        save_network(trainer.network.get_layer(CORE), folder / FILE)
        save_recipe(folder / f"{name}.json", recipe)
        description = {"steps": run.steps}
        return Final(load_tuned(folder / FILE), (folder / FILE).stat().st_size, description)


@dataclass(frozen=True)
class FrozenWords:
    """The words of all n texts, and a biLM to start from.

    Attributes:
        bilm: as pretrained.
        table: (rows, outputs) float32, the frozen vectors of words, after the reserved rows.
        ids: rows of the table.
    """

    bilm: Any
    table: NDArray[np.float32]
    ids: "Ragged"

    def trainer(self, task: Task, spec: Round) -> "Trainer":
        """Prepare the training of rounds."""
        from bakeoff.models.fit.train.training import Trainer

        network = self.build(task, spec)
        return Trainer(network, {}, self.ids, task.labels, task.classes, task.fitting, trim=True)

    def build(self, task: Task, spec: Round) -> "keras.Model":
        """Build the untrained network of a round, from rows of the table to probabilities."""
        import keras

        from bakeoff.models.fit.train.layers import TokenEmbedding

        keras.utils.set_random_seed(spec.seed or 0)
        core = build_core(self.bilm, task)
        ids = keras.Input((None,), dtype="int32", name="ids")
        embedding = TokenEmbedding(len(self.table), self.table.shape[1], 0)
        inputs = {"vectors": embedding(ids), "real": keras.ops.not_equal(ids, PADDING)}
        embedding.set_matrix(self.table)
        return keras.Model({"ids": ids}, core(inputs))


def read_words(recipe: Recipe, task: Task) -> FrozenWords:
    """Cut texts into tokens, and give each distinct word a row in a table of frozen vectors."""
    from bakeoff.encoders.base.loading import make_split
    from bakeoff.encoders.bilm.frozen import WordVectors
    from bakeoff.models.fit.train.words import Ragged

    bilm, split = load_frozen(recipe), make_split(recipe.settings["symbols"])
    tokens = [split(text) for text in task.texts]
    words = list(dict.fromkeys(word for text in tokens for word in text))
    vectors = WordVectors(bilm)(words)
    reserved = np.zeros((len(RESERVED), vectors.shape[1]), np.float32)
    row_of = {word: row for row, word in enumerate(words, len(RESERVED))}
    rows = [[row_of[token] for token in text] for text in tokens]
    return FrozenWords(bilm, np.concatenate([reserved, vectors]), Ragged.of(rows))


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


def build_core(bilm: Any, task: Task) -> "keras.Model":
    """Build the part from the vectors of words to probabilities, its LSTMs as pretrained."""
    import keras

    from bakeoff.encoders.bilm.pooling import ContextualPooling
    from bakeoff.models.fit.train.scalar_mix import ScalarMix

    options = bilm.options.lstm
    vectors = keras.Input((None, options.projection_dim), name="vectors")
    real = keras.Input((None,), dtype="bool", name="real")
    pooling = ContextualPooling(options.model_dump(), name="lstms")
    mixed = ScalarMix(name="elmo_mix")(pooling(vectors, real))
    for variable, value in zip(pooling.lstms.variables, bilm.lstms.variables, strict=True):
        variable.assign(value)
    pooling.marks.assign(bilm.marks())
    probabilities = task.head.apply([mixed], None, task.classes)
    return keras.Model({"vectors": vectors, "real": real}, probabilities, name=CORE)


def load_tuned(
    path: Path, encoder: Path | None = None
) -> Callable[[list[str]], NDArray[np.float32]]:
    """Load a fine-tuned network, and the biLM's part for characters, from its folder.

    Args:
        path: of the network.
        encoder: the folder of the biLM, if it moved since training.

    Returns:
        A function from raw texts to (n, classes) float32 probabilities.

    Raises:
        BakeoffError: another biLM is in that folder.
    """
    from bakeoff.encoders.base.batches import batches_by_length
    from bakeoff.encoders.base.loading import make_split
    from bakeoff.encoders.bilm import pooling as _registers_a_layer  # noqa: F401
    from bakeoff.encoders.bilm.frozen import WordVectors
    from bakeoff.models.fit.train.network import all_classes, load_network

    _, recipe = recipe_of(path.parent)
    vectors_of = WordVectors(load_frozen(recipe, encoder))
    split = make_split(recipe.settings["symbols"])
    network = load_network(path)

    def classify(texts: list[str]) -> NDArray[np.float32]:
        tokens = [split(text) for text in texts]
        lengths = np.array([len(words) for words in tokens], np.int64)
        found = np.zeros((len(texts), max(network.output_shape[-1], 2)), np.float32)
        for batch in batches_by_length(lengths, PREDICTED_TOKENS):
            real = np.arange(max(lengths[batch].max(), 1)) < lengths[batch][:, None]
            flat = vectors_of([token for row in batch for token in tokens[row]])
            padded = np.zeros((*real.shape, flat.shape[1]), np.float32)
            padded[real] = flat
            found[batch] = all_classes(network({"vectors": padded, "real": real}).numpy())
        return found

    return classify
