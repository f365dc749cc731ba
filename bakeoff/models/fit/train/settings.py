"""The section `train` of params.yaml."""

from typing import Literal

from bakeoff.core.settings import Count, Rate, Section, Seeds


class Settings(Section):
    """How networks are trained."""

    seeds: Seeds  # of splits with one training set; folds have one each
    epochs: Count
    batch_size: Count
    learning_rate: Rate
    patience: Count | None  # epochs without a lower validation loss; null: all epochs
    class_weight: Literal["none", "balanced"]  # balanced: all classes weigh the same
    max_memory: Count  # MB of runs that are trained together
