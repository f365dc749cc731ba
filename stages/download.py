"""Put the files of one source into data/raw/<source>: fetched and checked, or made here.

The only stage that uses the network. Files stay as published (a zip stays a zip), except that the
archive of a model is unpacked to the folder `module`.
"""

import logging
from pathlib import Path
from typing import Any

from bakeoff.core.files import size_of
from bakeoff.core.paths import MODULE, PARAMS, RAW
from bakeoff.core.settings import Name, Section
from bakeoff.core.stage import run
from bakeoff.sources import settings
from bakeoff.sources.fetch import fetch
from bakeoff.sources.modules import fetch_module
from bakeoff.sources.repositories import fetch_repository
from bakeoff.sources.sample.messages import write_messages
from bakeoff.sources.sample.published import write_toy
from bakeoff.sources.sample.sentences import write_sentences


class Params(Section):
    """What the stage reads of params.yaml."""

    sources: dict[Name, Any]  # pruned to one entry; `check_source` knows its form


def fetch_source(source: settings.Source, folder: Path) -> None:
    """Fetch or make the files of a source."""
    match source:
        case settings.MadeMessages():
            write_messages(folder, source)
        case settings.MadeSentences():
            write_sentences(folder / source.file, seed=source.seed, count=source.sentences)
        case settings.MadeToy():
            write_toy(folder / source.file)
        case settings.MadeVectors():
            from bakeoff.sources.sample.vectors import write_vectors  # gensim loads for a second

            write_vectors(folder / source.file, source)
        case settings.Repository():
            fetch_repository(folder, source)
        case settings.Published(unpack=True):
            fetch_module(folder / MODULE, source)
        case settings.Published():
            fetch(folder, source)
    if isinstance(source, settings.Published):
        for companion in source.beside:
            fetch(folder, companion)


def main(params: Params, name: str) -> None:
    """Fetch or make the files of one source."""
    source = settings.check_source(params.sources[name], f"{PARAMS}: sources.{name}")
    fetch_source(source, RAW / name)
    logging.info("%s: %.1f MB", name, size_of(RAW / name) / 1e6)


if __name__ == "__main__":
    run(main, Params)
