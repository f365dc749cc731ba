"""Check params.yaml, without running anything."""

from bakeoff.params.reading import read_params
from bakeoff.paths import PARAMS
from bakeoff.stage import run


def main() -> None:
    """Say in one line what is wrong with params.yaml, if anything is."""
    read_params(PARAMS)


if __name__ == "__main__":
    run(main)
