"""From a text to a pretrained biLM in both published forms, and its perplexity by epoch."""

import csv
from collections.abc import Iterable
from pathlib import Path

from bakeoff.core.files import output
from bakeoff.encoders.bilm.corpus import build_corpus
from bakeoff.encoders.bilm.module_export import export_in_new_process
from bakeoff.encoders.bilm.pretraining import Epoch, Pretrainer
from bakeoff.encoders.bilm.settings import Pretraining
from bakeoff.encoders.bilm.weights import save_bilm

PERPLEXITY = "perplexity.csv"


def pretrain_and_export(
    sentences: Iterable[list[str]], folder: Path, settings: Pretraining, *, name: str
) -> list[Epoch]:
    """Pretrain a biLM and write options.json, weights.hdf5, `module` and perplexity.csv.

    `module` is a SavedModel with the signatures of ELMo on TF-Hub. Checkpoints are kept beside the
    folder until all is done. `name` stands for the text in errors and progress.

    Returns:
        The losses and perplexities of every epoch.
    """
    corpus = build_corpus(sentences, max_tokens=settings.max_tokens, name=name)
    trainer = Pretrainer(corpus, settings, folder.with_name(f".{folder.name}.checkpoints"))
    epochs = trainer.run()
    save_bilm(folder, trainer.bilm)
    export_in_new_process(folder)
    write_perplexity(folder / PERPLEXITY, epochs)
    trainer.checkpoint.remove()
    return epochs


def write_perplexity(path: Path, epochs: list[Epoch]) -> None:
    """Write a line per epoch and model: forward, backward, and the unigrams to beat."""
    with output(path), path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["epoch", "model", "perplexity"])
        for epoch in epochs:
            for model in ("forward", "backward", "unigram"):
                writer.writerow([int(epoch["epoch"]), model, round(epoch[model], 4)])
