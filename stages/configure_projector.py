"""Write the file by which TensorBoard's projector finds the vectors of every embedding."""

from bakeoff.files import write_text
from bakeoff.params.reading import read_params
from bakeoff.paths import PARAMS, PROJECTOR
from bakeoff.projector.tables import projector_config
from bakeoff.stage import run


def main() -> None:
    """Write data/projector/projector_config.pbtxt."""
    params = read_params(PARAMS)
    write_text(PROJECTOR / "projector_config.pbtxt", projector_config(list(params.project)))


if __name__ == "__main__":
    run(main)
