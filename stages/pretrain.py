"""Pretrain a biLM, the language model of ELMo, on a text of one sentence per line.

In: the text, tokens between spaces. Out: the biLM in both published forms, options.json with
weights.hdf5 and a SavedModel with the signatures of ELMo on TF-Hub; its perplexity on held-out
sentences after every epoch.
"""

import logging

from bakeoff.core.paths import BILMS
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import Name, Section, TensorFlowRuntime
from bakeoff.core.stage import run
from bakeoff.encoders.bilm.settings import Pretrain


class Runtimes(Section):
    """The runtime of this stage."""

    pretrain: TensorFlowRuntime


class Params(Section):
    """What this stage reads."""

    pretrain: dict[Name, Pretrain]
    runtime: Runtimes


def main(params: Params, name: str) -> None:
    """Pretrain a biLM; a killed run resumes from its last checkpoint."""
    settings = params.pretrain[name]
    set_up(params.runtime.pretrain)
    from bakeoff.encoders.bilm.corpus import read_sentences
    from bakeoff.encoders.bilm.exports import pretrain_and_export

    epochs = pretrain_and_export(
        read_sentences(settings.text), BILMS / name, settings, name=str(settings.text)
    )
    last = epochs[-1]
    logging.info(
        "%s: perplexity %.1f forward, %.1f backward", name, last["forward"], last["backward"]
    )


if __name__ == "__main__":
    run(main, Params)
