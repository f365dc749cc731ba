"""Bring one source's files to data/raw/<source>: fetched and checked, or made here.

The only stage that uses the network. Files stay as they are published, a zip stays a zip; but a
model's archive is unpacked to the folder `module`.
"""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.params.reading import read_params
from bakeoff.params.schema import Params
from bakeoff.params.sources import (
    MadeBilm,
    MadeMessages,
    MadeToy,
    MadeVectors,
    Published,
    Source,
)
from bakeoff.paths import DOWNLOADS_LOCK, MODULE, PARAMS, RAW
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.sources.fetch import fetch
from bakeoff.sources.modules import fetch_module
from bakeoff.sources.sample.messages import write_messages
from bakeoff.sources.sample.toy import write_toy
from bakeoff.stage import run


def bring(source: Source, folder: Path, params: Params) -> None:
    """Make or fetch the files of `source` in `folder`."""
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
    elif isinstance(source, MadeBilm):
        limit_threads(params.threads)
        set_up_tensorflow(params.threads, params.onednn)
        from bakeoff.sources.sample.bilm import write_bilm

        write_bilm(folder, source)
    else:
        bring_published(source, folder)


def bring_published(source: Published, folder: Path) -> None:
    """Fetch a published file, or the model that it unpacks to, and the files beside it."""
    if source.unpack:
        fetch_module(
            folder / MODULE,
            file=source.file,
            urls=source.urls,
            known_hash=source.hash,
            record=DOWNLOADS_LOCK,
        )
    else:
        fetch(folder / source.file, urls=source.urls, known_hash=source.hash, record=DOWNLOADS_LOCK)
    for more in source.beside:
        fetch(folder / more.file, urls=more.urls, known_hash=more.hash, record=DOWNLOADS_LOCK)


def main(
    source: Annotated[str, typer.Argument(help="a name in `download` of params.yaml")],
) -> None:
    """Fetch or make the files of one source."""
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # one line for each address is enough
    params = read_params(PARAMS)
    wanted = params.source(source)
    bring(wanted, RAW / source, params)
    size = sum(path.stat().st_size for path in (RAW / source).rglob("*") if path.is_file())
    logging.info("%s: %.1f MB", source, size / 1e6)


if __name__ == "__main__":
    run(main)
