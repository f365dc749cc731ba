"""From a text to a pretrained biLM in both published forms, and the course of its perplexity."""

import csv
from collections.abc import Iterable
from pathlib import Path

from bakeoff.elmo.corpus import build_corpus
from bakeoff.elmo.pretraining import Epoch, Pretrainer
from bakeoff.elmo.saved_model import save_module
from bakeoff.elmo.weights import save_bilm
from bakeoff.files import atomic_path
from bakeoff.params.pretraining import Pretraining
from bakeoff.paths import MODULE

PERPLEXITY = "perplexity.csv"


def pretrain_and_export(
    sentences: Iterable[list[str]], folder: Path, settings: Pretraining, *, name: str
) -> list[Epoch]:
    """Pretrain a biLM and write it.

    Args:
        sentences: tokens of each.
        folder: of options.json and weights.hdf5, `module` (a SavedModel with the signatures of
            ELMo on TF-Hub) and perplexity.csv. Checkpoints stand beside it until all is done.
        settings: sizes, vocabulary, optimizer, seed.
        name: of the text, for messages.

    Returns:
        The losses and perplexities of every epoch.

    Raises:
        BakeoffError: the text has no sentence, or only one.
    """
    corpus = build_corpus(sentences, max_tokens=settings.max_tokens, name=name)
    trainer = Pretrainer(corpus, settings, folder.with_name(f".{folder.name}.checkpoints"))
    epochs = trainer.run()
    save_bilm(folder, trainer.bilm)
    save_module(folder / MODULE, trainer.bilm)
    write_perplexity(folder / PERPLEXITY, epochs)
    trainer.finish()
    return epochs


def write_perplexity(path: Path, epochs: list[Epoch]) -> None:
    """Write a line for each epoch and model: forward, backward, and the unigrams to beat."""
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["epoch", "model", "perplexity"])
        for epoch in epochs:
            for model in ("forward", "backward", "unigram"):
                writer.writerow([int(epoch["epoch"]), model, round(epoch[model], 4)])
