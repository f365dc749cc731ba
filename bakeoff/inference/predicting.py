"""Answer all texts of a file, batch by batch."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.classifier import Classifier
from bakeoff.inference.files.form import Answers, Broken, Reader, name_answers
from bakeoff.inference.files.lines import Lines
from bakeoff.inference.files.opening import (
    STDIN,
    Options,
    choose_columns,
    form_of,
    open_rows,
    trained_table,
)
from bakeoff.inference.files.streams import unpacking


def predict_file(
    load: Callable[[], Classifier],
    source: Path,
    target: Path | None,
    text: Sequence[str],
    options: Options,
    project: Path,
) -> int:
    """Write the rows of a file with their answers.

    Args:
        load: gives the model; not called for a file that cannot be read.
        source: the file, or `-` for lines of standard input.
        target: a file in the same form, which is written whole or not at all; None: standard
            output.
        text: columns; none: those of the training.
        options: of the file.
        project: whose params.yaml names the columns and the encoding of the training.

    Returns:
        How many rows have no answer.
    """
    broken = Broken("standard input" if source == STDIN else str(source))
    _expect_same_form(source, target)
    _expect_another_file(source, target)
    trained = str(trained_table(project).get("encoding") or "")
    opened = open_rows(source, options, broken, trained)
    with unpacking(broken.file), opened as (reader, raw):
        columns = choose_columns(reader, text, project, broken.file)
        size = os.fstat(raw.fileno()).st_size if raw.seekable() else 0
        hidden = True if target is None and sys.stdout.isatty() else None  # None: if no terminal
        with tqdm(
            total=size or None, desc="predict", unit="B", unit_scale=True, disable=hidden
        ) as bar:
            done = (lambda: bar.update(raw.tell() - bar.n)) if size else (lambda: None)
            _answer(load(), reader, columns, target, done)
    broken.finish("" if trained == options.codec else trained)
    return broken.count


def predict_texts(classifier: Classifier, texts: Iterable[str], *, json: bool) -> int:
    """Write texts with their answers to standard output; give how many have none."""
    broken = Broken("arguments")
    reader = Lines(texts, broken, json=json)
    _answer(classifier, reader, reader.columns, None, lambda: None)
    broken.finish()
    return broken.count


def _answer(
    classifier: Classifier,
    reader: Reader,
    columns: list[str],
    target: Path | None,
    advance: Callable[[], object],
) -> None:
    added = name_answers(reader.columns, classifier.classes)
    with reader.writer(target, added) as writer:
        for batch in reader.batches(columns):
            probabilities = classifier.predict_proba(batch.texts)
            writer.write(batch, Answers(classifier.decide(probabilities), probabilities))
            advance()


def _expect_same_form(source: Path, target: Path | None) -> None:
    """Check that the output is in the form of the input; for lines that is CSV or JSON Lines."""
    if target is None:
        return
    form = form_of(source)
    wanted = ("csv", "jsonl") if form == "lines" else (form,)
    if form_of(target) not in wanted:
        raise BakeoffError(
            f"--output: expected a file in the form of {source} ({' or '.join(wanted)}), got "
            f"{target}; name another"
        )


def _expect_another_file(source: Path, target: Path | None) -> None:
    """Check that the output would not replace the input, whose broken rows it lacks."""
    if target is None or not target.exists():
        return
    read = os.fstat(sys.stdin.fileno()) if source == STDIN else source.stat()
    if os.path.samestat(read, target.stat()):
        raise BakeoffError(
            f"--output: expected a file other than the input, got {target}; name another"
        )
