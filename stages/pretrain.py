"""Pretrain a biLM, the language model of ELMo, on a text of one's own.

In: a text, one sentence a line, tokens between spaces. Out: the biLM in both published forms,
options.json with weights.hdf5 and a SavedModel with the signatures of ELMo on TF-Hub; its
perplexity on held-out sentences after every epoch.
"""

import logging
from typing import Annotated

import typer

from bakeoff.params.reading import read_params
from bakeoff.paths import BILMS, PARAMS
from bakeoff.runtime import limit_threads, set_up_tensorflow
from bakeoff.stage import run


def main(name: Annotated[str, typer.Argument(help="a name in `pretrain` of params.yaml")]) -> None:
    """Pretrain a biLM; a run that was killed goes on from its last checkpoint."""
    params = read_params(PARAMS)
    settings = params.pretrain[name]
    limit_threads(params.threads)
    set_up_tensorflow(params.threads, params.onednn)
    from bakeoff.elmo.corpus import read_sentences
    from bakeoff.elmo.exports import pretrain_and_export

    epochs = pretrain_and_export(
        read_sentences(settings.text), BILMS / name, settings, name=str(settings.text)
    )
    last = epochs[-1]
    logging.info(
        "%s: perplexity %.1f forward, %.1f backward", name, last["forward"], last["backward"]
    )


if __name__ == "__main__":
    run(main)
