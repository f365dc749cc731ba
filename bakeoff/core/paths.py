"""Where everything stands, relative to the repository's root, from which DVC runs each stage.

What is kept once per user, for all clones, is in the store.
"""

import os
from pathlib import Path

import platformdirs

from bakeoff.core.errors import BakeoffError

PARAMS = Path("params.yaml")
GRAPH = Path("dvc.yaml")
PRESETS = Path("presets")
DOWNLOADS_LOCK = Path("downloads.lock")
LOCK = Path("dvc.lock")

RAW = Path("data/raw")
OWN_TEXTS = Path("data/texts")
PREPARED = Path("data/prepared")
TEXTS = PREPARED / "texts.csv"  # with their roles
CLASSES = PREPARED / "classes.txt"
VOCABULARY = Path("data/vocabulary.txt")
EMBEDDINGS = Path("data/embeddings")
BILMS = Path("data/bilm")
FEATURES = Path("data/features")
MODULE = "module"  # the folder of a saved model, in that of a source or of a biLM
MODEL = "saved_model.pb"  # in such a folder
MIXES = Path("data/mixes")
MATRIX = "embedding.npz"  # in a folder
PREDICTIONS = Path("data/predictions")
PROJECTOR = Path("data/projector")
MAPS = Path("data/maps")

MODELS = Path("models")

DATA_METRICS = Path("metrics/data.json")
COVERAGE = Path("metrics/coverage")
INTRINSIC = Path("metrics/intrinsic")
TRAINING = Path("metrics/training")
LEARNING = Path("metrics/learning")
COSTS = Path("metrics/costs")  # a folder per stage that measures itself, a record per entry
ANSWER = Path("metrics/answer.json")
LEADERBOARD = Path("metrics/leaderboard.json")
ERRORS = Path("metrics/errors.json")
SCORES = Path("metrics/scores.json")  # the verdict's score of each model, for DVC
PLOTS = Path("metrics/plots")
ALL_COSTS = Path("metrics/costs.json")
ALL_CURVES = Path("metrics/learning.csv")
ENVIRONMENT = Path("metrics/environment.json")
REPORT = Path("report/index.html")
RESULTS = Path("docs/results")  # a folder of committed figures and a page per preset


def cost_path(stage: str, entry: str) -> Path:
    """Name the record of what an entry of a stage cost."""
    return COSTS / stage / f"{entry}.json"


def matrix_path(source: Path) -> Path:
    """Name the matrix in what `embed` or `mix` wrote: the file itself, or one in the folder."""
    return source if source.suffix == ".npz" else source / MATRIX


def store_folder() -> Path:
    """Name the store: BAKEOFF_STORE, or else a folder in the user's cache.

    Raises:
        BakeoffError: BAKEOFF_STORE is relative. It would name another folder wherever a command
            runs, among them one that came with a module and calls it trusted.
    """
    folder = os.environ.get("BAKEOFF_STORE")
    if folder and not Path(folder).is_absolute():
        raise BakeoffError(
            f"BAKEOFF_STORE: expected an absolute path, got {folder!r:.200}; set it to "
            f"{Path(folder).absolute()} if that is the folder you mean"
        )
    return Path(folder) if folder else platformdirs.user_cache_path("embedding-bakeoff")
