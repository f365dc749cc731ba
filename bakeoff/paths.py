"""Where everything stands, relative to the repository's root, from which DVC runs each stage."""

from pathlib import Path

PARAMS = Path("params.yaml")
DOWNLOADS_LOCK = Path("downloads.lock")
LOCK = Path("dvc.lock")
TEMPORARY = Path(".dvc/tmp")
KEPT_LOCK = TEMPORARY / "kept.lock"  # dvc.lock as it was when the last stage began

RAW = Path("data/raw")
PREPARED = Path("data/prepared")
CLASSES = PREPARED / "classes.txt"
VOCABULARY = Path("data/vocabulary.txt")
EMBEDDINGS = Path("data/embeddings")
FEATURES = Path("data/features")
MODULE = "module"  # a model's folder, in that of a source or of a biLM
MODEL = "saved_model.pb"  # in such a folder
MODULE_HASH = ".sha256"  # follows the name of such a folder: what may run
BILMS = Path("data/bilm")
MIXES = Path("data/mixes")
MATRIX = "embedding.npz"  # in a folder
PREDICTIONS = Path("data/predictions")
ENSEMBLES = Path("data/ensembles")  # predictions of these
PROJECTOR = Path("data/projector")
MAPS = Path("data/maps")

MODELS = Path("models")

DATA_METRICS = Path("metrics/data.json")
LEADERBOARD = Path("metrics/leaderboard.json")
ERRORS = Path("metrics/errors.json")
COVERAGE = Path("metrics/coverage")
INTRINSIC = Path("metrics/intrinsic")
TRAINING = Path("metrics/training")
COSTS = Path("metrics/costs")
ALL_COSTS = Path("metrics/costs.json")
EMBEDDING_COSTS = COSTS / "embedding"
ENCODING_COSTS = COSTS / "encoding"
PREDICTING_COSTS = COSTS / "predicting"
SCORES = Path("metrics/test")
PLOTS = Path("metrics/plots")
ENVIRONMENT = Path("metrics/environment.json")
LEARNING = Path("metrics/learning")
LEARNING_CURVES = Path("metrics/learning.csv")
REPORT = Path("report/index.html")


def split_path(split: str) -> Path:
    """Where the prepared texts of one split stand: train, valid or test."""
    return PREPARED / f"{split}.csv"


def matrix_path(made: Path) -> Path:
    """Where the matrix stands in what `embed` or `mix` made: it is the file, or in the folder."""
    return made if made.suffix == ".npz" else made / MATRIX
