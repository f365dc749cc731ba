"""Run one frozen encoder over all texts, once, and time it.

In: the texts, the encoder's folder. Out: every layer of each text, pooled over its tokens; a
description of the encoder; its costs.
"""

import logging
from pathlib import Path
from typing import Any

from bakeoff.core.costs import measure_costs, measure_latency, write_costs
from bakeoff.core.features import save_recipe
from bakeoff.core.files import size_of
from bakeoff.core.paths import FEATURES, TEXTS
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import Name, Runtime, Section, TensorFlowRuntime
from bakeoff.core.stage import run
from bakeoff.core.table import load_table
from bakeoff.encoders.base.features import encode_texts, encode_to_files
from bakeoff.encoders.base.loading import check_entry, describe, encoder_files, load_encoder


class Runtimes(Section):
    """The runtime of this stage."""

    encode: TensorFlowRuntime


class Params(Section):
    """What this stage reads."""

    encode: dict[Name, dict[str, Any]]  # checked against the settings of the entry's kind
    runtime: Runtimes


def main(params: Params, name: str) -> None:
    """Encode the texts with one encoder; a killed run resumes where it was."""
    settings, folder = check_entry(name, params.encode[name]), FEATURES / name
    source = Path(settings.input)
    runtime = params.runtime.encode
    set_up(runtime if settings.tensorflow else Runtime(threads=runtime.threads))
    encoder = load_encoder(settings, source)
    recipe = describe(settings, source, encoder)
    texts = [text.text for text in load_table(TEXTS).texts]
    encode_to_files(encoder, recipe, texts, folder, name)
    save_recipe(folder / f"{name}.json", recipe)
    costs = measure_costs()  # before the encoder is timed
    costs["source_bytes"] = sum(map(size_of, encoder_files(recipe, source)))
    latency = measure_latency(lambda some: encode_texts(encoder, recipe, some), texts)
    write_costs("encode", name, {**costs, **latency})
    logging.info("%s: %d layers of %d numbers per text", name, encoder.layers, encoder.width)


if __name__ == "__main__":
    run(main, Params)
