"""Bring one source's file to data/raw/<source>: fetched and checked, or made here.

The only stage that uses the network. Files stay as they are published; a zip stays a zip.
"""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.params.reading import read_params
from bakeoff.params.sources import MadeMessages, MadeToy, MadeVectors, Source
from bakeoff.paths import PARAMS, RAW
from bakeoff.sources.fetch import fetch
from bakeoff.sources.sample.messages import write_messages
from bakeoff.sources.sample.toy import write_toy
from bakeoff.stage import run


def bring(source: Source, folder: Path) -> None:
    """Make or fetch the file of `source` in `folder`."""
    if isinstance(source, MadeMessages):
        write_messages(
            folder,
            file=source.file,
            seed=source.seed,
            rows=source.rows,
            spam_share=source.spam_share,
        )
    elif isinstance(source, MadeToy):
        write_toy(folder, file=source.file)
    elif isinstance(source, MadeVectors):
        from bakeoff.sources.sample.vectors import write_vectors  # gensim takes a second to load

        write_vectors(
            folder / source.file,
            layout=source.layout,
            seed=source.seed,
            dimension=source.dimension,
            sentences=source.sentences,
            epochs=source.epochs,
        )
    else:
        fetch(folder / source.file, urls=source.urls, known_hash=source.hash)


def main(
    source: Annotated[str, typer.Argument(help="a name in `download` of params.yaml")],
) -> None:
    """Fetch or make the file of one source."""
    params = read_params(PARAMS)
    wanted = params.source(source)
    bring(wanted, RAW / source)
    size = (RAW / source / wanted.file).stat().st_size
    logging.info("%s: %s, %.1f MB", source, wanted.file, size / 1e6)


if __name__ == "__main__":
    run(main)
