"""Run one frozen encoder over the messages that models learn from, once.

In: training and validation messages, the encoder's folder. Out: of each message the mean over its
tokens of every layer, and, if asked for, every token's; and which encoder it was. The test split is
not read: `predict` encodes it from raw texts, as a user would.
"""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.costs import measure_costs
from bakeoff.elmo.encoders import describe, load_encoder, save_recipe
from bakeoff.elmo.features import encode_to_files
from bakeoff.files import size_of, write_json
from bakeoff.params.reading import read_params
from bakeoff.paths import ENCODING_COSTS, FEATURES, PARAMS, split_path
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.stage import run
from bakeoff.texts.messages import load_messages


def main(name: Annotated[str, typer.Argument(help="a name in `encode` of params.yaml")]) -> None:
    """Encode the messages with one encoder; a run that was killed goes on where it was."""
    params = read_params(PARAMS)
    settings, folder = params.encode[name], FEATURES / name
    source = Path(settings.input)
    limit_threads(params.threads)
    set_up_tensorflow(params.threads, params.onednn)
    encoder = load_encoder(settings, source)
    recipe = describe(settings, source, layers=encoder.layers, width=encoder.width)
    for split in ("train", "valid"):
        texts = [message.text for message in load_messages(split_path(split))]
        encode_to_files(encoder, recipe, texts, folder, f"{name}.{split}")
    save_recipe(folder / f"{name}.json", recipe)
    write_json(ENCODING_COSTS / f"{name}.json", measure_costs() | {"source_bytes": size_of(source)})
    logging.info("%s: %d layers of %d numbers a message", name, encoder.layers, encoder.width)


if __name__ == "__main__":
    run(main)
