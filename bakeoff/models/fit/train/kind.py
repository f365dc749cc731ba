"""What network models share; each kind supplies a design."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from bakeoff.core.features import load_recipes, save_recipe
from bakeoff.core.files import write_text
from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.task import Final, Model, Task

if TYPE_CHECKING:
    from bakeoff.models.fit.train.design import Design


class NetworkModel(Model):
    """A network that reads words, encoders' features, or both."""

    gives: ClassVar = "words"
    fit: Literal["train"]

    def design(self, task: Task) -> "Design":
        """Describe the network; each kind has its own."""
        raise NotImplementedError

    def fit_rounds(self, task: Task, rounds: Sequence[Round]) -> Iterator[Outcome]:
        """Train in every round: in one stack if no input changes, else one round after another."""
        design = self.design(task)
        if is_constant(task):
            from bakeoff.models.fit.train.constant import fit_constant

            return fit_constant(design, task, rounds)
        from bakeoff.models.fit.train.sequential import fit_sequential

        return fit_sequential(design, task, rounds)

    def fit_final(
        self, task: Task, rounds: Sequence[Round], outcomes: Sequence[Outcome], folder: Path
    ) -> Final:
        """Train on all texts and save model.keras, the matrix, and where its vectors are from."""
        from bakeoff.models.fit.train.final import train_final

        design = self.design(task)
        final = train_final(design, task, rounds, outcomes, folder, is_constant(task))
        for name, recipe in load_recipes(Path(self.input)).items() if design.encoders else ():
            save_recipe(folder / f"{name}.json", recipe)
        if design.words is not None and design.words.embedding.subwords:
            write_text(folder / "subwords.json", design.words.embedding.subwords + "\n")
        return final


def is_constant(task: Task) -> bool:
    """Tell whether the inputs of the head are the same in every epoch."""
    return bool(task.head.pools and not task.model.trainable)
