"""A network on the features of frozen encoders; it learns how to mix their layers."""

from typing import TYPE_CHECKING, Any, ClassVar

from bakeoff.core.task import Task
from bakeoff.models.fit.train.kind import NetworkModel

if TYPE_CHECKING:
    from bakeoff.models.fit.train.design import Design


class EncodedNetwork(NetworkModel):
    """An entry of `models` of the kind `encoded` whose `fit` is `train`."""

    gives: ClassVar = "features"
    trainable: bool

    def design(self, task: Task) -> "Design":
        """Describe the network: features of each encoder, and words if a matrix is there."""
        from bakeoff.models.fit.train.design import Design
        from bakeoff.models.fit.train.words import read_words

        embedding, words = task.model.embedding(), None
        if embedding is not None:
            words = read_words(embedding, task.texts, task.text)
        return Design(words, trainable=self.trainable, encoders=task.model.features())


def planner_of(model: Any) -> Any:
    """Give what plans the training of a model: its kind, or for features a network on them."""
    if hasattr(model, "fit_rounds"):
        return model
    return EncodedNetwork(**model.model_dump())
