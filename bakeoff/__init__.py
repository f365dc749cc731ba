"""Choose the word embedding for a text classifier, and use the model that wins."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bakeoff.inference.classifier import Classifier


def load(
    model: str | Path | None = None,
    project: str | Path = ".",
    encoders: dict[str, Path] | None = None,
) -> "Classifier":
    """Load a trained model, for texts as they are.

    Args:
        model: a name of the leaderboard (ensembles and choices too), the folder of a saved model
            such as models/glove, or an exported folder; None: the recommended model.
        project: the folder of the project, with metrics/ and models/.
        encoders: the folder of an encoder, by name, if it moved since training.

    Raises:
        BakeoffError: no such model; it lacks a file; its encoder is not the one of the training.

    Example:
        >>> import bakeoff
        >>> bakeoff.load().predict(["WINNER!! Claim your prize now"])
        ['spam']
    """
    from bakeoff.inference.loading import load_classifier

    return load_classifier(model, Path(project), encoders)
