"""A biLM pretrained on the sample language, in both forms that ELMo is published in."""

from pathlib import Path

from bakeoff.elmo.exports import pretrain_and_export
from bakeoff.params.sources import MadeBilm
from bakeoff.sources.sample.language import build_language
from bakeoff.sources.sample.sentences import sentences


def write_bilm(folder: Path, source: MadeBilm) -> None:
    """Pretrain on the unlabelled sentences of the sample language, and export.

    Args:
        folder: where options.json, weights.hdf5, perplexity.csv and the SavedModel come to stand.
        source: sizes, optimizer, and how many sentences of which world.
    """
    text = sentences(build_language(source.world), source.world, source.sentences)
    pretrain_and_export(text, folder, source, name="the sample's text")
