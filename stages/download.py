"""Put the files of one source into data/raw/<source>: fetched and checked, or made here.

The only stage that uses the network. Files stay as published (a zip stays a zip), except that the
archive of a model is unpacked to the folder `module`.
"""

import logging
from pathlib import Path
from typing import Any

from bakeoff.core.files import size_of
from bakeoff.core.paths import DOWNLOADS_LOCK, MODULE, PARAMS, RAW
from bakeoff.core.settings import Name, Section
from bakeoff.core.stage import run
from bakeoff.sources.fetch import fetch
from bakeoff.sources.modules import fetch_module
from bakeoff.sources.sample.messages import write_messages
from bakeoff.sources.sample.sentences import write_sentences
from bakeoff.sources.sample.toy import write_toy
from bakeoff.sources.settings import (
    MadeMessages,
    MadeSentences,
    MadeToy,
    MadeVectors,
    Published,
    Source,
    check_source,
)


class Params(Section):
    """What the stage reads of params.yaml."""

    sources: dict[Name, Any]  # pruned to one entry; `check_source` knows its form


def fetch_source(source: Source, folder: Path) -> None:
    """Fetch or make the files of a source."""
    match source:
        case MadeMessages():
            write_messages(
                folder,
                file=source.file,
                seed=source.seed,
                rows=source.rows,
                spam_share=source.spam_share,
            )
        case MadeSentences():
            write_sentences(folder / source.file, seed=source.seed, count=source.sentences)
        case MadeToy():
            write_toy(folder / source.file)
        case MadeVectors():
            from bakeoff.sources.sample.vectors import write_vectors  # gensim loads for a second

            write_vectors(folder / source.file, source)
        case Published():
            fetch_published(source, folder)


def fetch_published(source: Published, folder: Path) -> None:
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


def main(params: Params, name: str) -> None:
    """Fetch or make the files of one source."""
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # one line per address is enough
    source = check_source(params.sources[name], f"{PARAMS}: sources.{name}")
    fetch_source(source, RAW / name)
    logging.info("%s: %.1f MB", name, size_of(RAW / name) / 1e6)


if __name__ == "__main__":
    run(main, Params)
