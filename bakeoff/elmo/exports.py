"""From a text to a pretrained biLM in both published forms, and the course of its perplexity."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bakeoff.elmo.corpus import build_corpus
from bakeoff.elmo.pretraining import Epoch, Pretrainer
from bakeoff.elmo.weights import save_bilm
from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_path
from bakeoff.params.pretraining import Pretraining

PERPLEXITY = "perplexity.csv"
ERROR = "error: "  # begins the line that a command ends with if the user can mend what is wrong


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
    _export_module(folder)
    write_perplexity(folder / PERPLEXITY, epochs)
    trainer.finish()
    return epochs


def _export_module(folder: Path) -> None:
    """Write the SavedModel in a process of its own.

    Its bytes tell how much a process has made before, which is less in one that goes on from a
    checkpoint.
    """
    done = subprocess.run(
        [sys.executable, "-m", "bakeoff.elmo", "export", str(folder)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        *_, last = done.stderr.strip().splitlines() or [""]
        if last.startswith(ERROR):
            raise BakeoffError(last.removeprefix(ERROR))
        raise RuntimeError(f"export: exit code {done.returncode}\n{done.stderr}")


def write_perplexity(path: Path, epochs: list[Epoch]) -> None:
    """Write a line for each epoch and model: forward, backward, and the unigrams to beat."""
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["epoch", "model", "perplexity"])
        for epoch in epochs:
            for model in ("forward", "backward", "unigram"):
                writer.writerow([int(epoch["epoch"]), model, round(epoch[model], 4)])
