"""All facts of the first look, as plain values."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import OWN_TEXTS
from bakeoff.core.table import Text
from bakeoff.inspection.linked import linked
from bakeoff.look.oddities import find_odd_labels
from bakeoff.look.power import measure_power
from bakeoff.look.settings import Settings
from bakeoff.look.vectors import cover
from bakeoff.texts.arrange import arrange
from bakeoff.texts.conflicts import find_conflicts
from bakeoff.texts.counts import count_conflicts
from bakeoff.texts.duplicates import count_copies, find_copies
from bakeoff.texts.profile.facts import profile
from bakeoff.texts.profile.tokens import measure_tokens, show_tokens
from bakeoff.texts.settings import Prepare
from bakeoff.texts.table import Published, read_published

MOST_NEAR = 50_000  # texts whose near duplicates are found although no parameter asks for them
COUNTED = (
    *("rows", "ran_over", "mojibake_undone", "entities_undone", "normalised_unicode", "not_ascii"),
    *("empty", "one_word", "with_nul", "unlabelled"),
)


def look(settings: Settings, *, vectors: bool = True) -> dict[str, Any]:
    """Look at the texts as `prepare` reads them; train nothing and write nothing.

    Args:
        settings: of params.yaml.
        vectors: whether files of vectors are read.

    Raises:
        BakeoffError: the texts cannot be read. What else `prepare` refuses is one of the facts.
    """
    published = _read(settings)
    texts = [text.text for text in published.texts]
    facts = {name: published.counts[name] for name in COUNTED} | profile(published.texts)
    facts["labels"] = find_odd_labels([t.label for t in published.texts], settings.prepare)
    facts |= _count_copies(published.texts, settings.prepare) | _split(published, settings)
    facts["tokens"] = measure_tokens(texts, settings.text)
    facts["token_rule"] = show_tokens({t.row: t.text for t in published.texts}, settings.text)
    facts["vectors"] = _cover_all(texts, settings) if vectors else {}
    return facts


def _read(settings: Settings) -> Published:
    """Read the texts; of own files as they are now, not as they were last copied."""
    if Path(settings.prepare.input) != OWN_TEXTS:
        return read_published(Path(settings.prepare.input), settings.prepare)
    with linked(settings.files) as folder:
        return read_published(folder, settings.prepare)


def _count_copies(texts: list[Text], prepare: Prepare) -> dict[str, Any]:
    """Count texts that repeat others, and contents of several labels."""
    if len(texts) <= MOST_NEAR:
        prepare = prepare.model_copy(update={"duplicates": "near"})
    copies = find_copies([text.text for text in texts], prepare)
    conflicts = find_conflicts(texts, copies["normalised"], np.ones(len(texts), bool))
    return {"duplicates": count_copies(copies), "conflicts": count_conflicts(texts, conflicts)}


def _split(published: Published, settings: Settings) -> dict[str, Any]:
    """Split the texts as `prepare` does, or say why it refuses."""
    prepare, evaluate = settings.prepare, settings.evaluate
    try:
        table, classes, counts = arrange(published, prepare)
    except BakeoffError as error:
        return {"refused": str(error)}
    tested = Counter(table.texts[row].label for row in table.tested.tolist())
    sizes = {
        role: int(np.median((table.roles == role).sum(axis=1)))
        for role in ("train", "valid", "test")
    }
    return {
        "refused": None,
        **{name: counts[name] for name in ("kept", "dropped", "reduced", "left_out")},
        "smallest_class": dict(Counter(t.label for t in table.texts).most_common()[-1:]),
        "split": {"split": prepare.split, "partitions": len(table.partitions), **sizes},
        "power": measure_power(
            evaluate.metric if len(classes) == 2 or evaluate.metric != "f1" else "macro_f1",
            [tested[name] for name in classes],
            settings.rivals,
            evaluate.margin[evaluate.metric],
        ),
    }


def _cover_all(texts: list[str], settings: Settings) -> dict[str, Any]:
    """Measure what each file of vectors has of the words."""
    tokenize = settings.text.tokenizer()
    counts = Counter(token for text in texts for token in tokenize(text))
    return {name: cover(counts, file) for name, file in settings.vectors.items()}
