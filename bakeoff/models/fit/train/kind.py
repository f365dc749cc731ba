"""What network models share; each kind supplies a design."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.embedding import save_embedding
from bakeoff.core.features import load_features, load_recipes, save_recipe
from bakeoff.core.paths import MATRIX
from bakeoff.core.task import Model, Predicted, Task

if TYPE_CHECKING:
    import keras

    from bakeoff.models.fit.train.network import Design
    from bakeoff.models.fit.train.plan import Plan


class NetworkModel(Model):
    """A network that reads words, encoders' features, or both."""

    gives: ClassVar = "words"
    fit: Literal["train"]

    def design(self, task: Task) -> "Design":
        """Describe the network; each kind has its own."""
        raise NotImplementedError

    def plan(self, task: Task, folder: Path = Path()) -> "Plan":
        """Plan the training; `folder` gets the networks, the embedding and encoders' recipes."""
        from bakeoff.models.fit.train.network import read_strings, save_network
        from bakeoff.models.fit.train.plan import plan_network

        design = self.design(task)
        source = Path(self.input)
        names = [*design.encoders]
        features = {split: load_features(source, names, split) for split in task.texts}

        def save(network: "keras.Model", seed: int) -> None:
            save_network(read_strings(network, plan.to_ids), folder / f"seed-{seed}.keras")
            if seed == task.fitting.seeds[0]:
                save_parts(design, network, source, folder)

        plan = plan_network(design, task.texts, features, save)
        return plan

    def predict(self, paths: list[Path], texts: dict[str, list[str]]) -> Predicted:
        """Load saved networks; words are found in the raw texts, features are those of `encode`."""
        from bakeoff.models.fit.train.network import load_network, predict

        names = [*load_recipes(paths[0].parent)]
        features = {split: load_features(Path(self.input), names, split) for split in texts}
        networks = [load_network(path) for path in paths]
        row_of = {text: row for row, text in enumerate(texts["valid"])}

        def classify(rows: list[str]) -> NDArray[np.float32]:
            numbers = [row_of[text] for text in rows]
            taken = {name: values[numbers] for name, values in features["valid"].items()}
            return predict(networks[0], rows, taken)

        found = {
            split: np.stack([predict(network, rows, features[split]) for network in networks])
            for split, rows in texts.items()
        }
        return Predicted(found, classify, paths[0].stat().st_size)


def save_parts(design: "Design", network: "keras.Model", source: Path, folder: Path) -> None:
    """Save the embedding that the first seed ended with, and the recipes of the encoders."""
    from dataclasses import replace

    if design.embedding is not None:
        matrix = network.get_layer("embedding").matrix
        save_embedding(folder / MATRIX, replace(design.embedding, matrix=matrix))
    for name, recipe in load_recipes(source).items() if design.encoders else ():
        save_recipe(folder / f"{name}.json", recipe)
