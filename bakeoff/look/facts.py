"""All facts of the first look, as plain values."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import OWN_TEXTS
from bakeoff.look.oddities import find_odd_labels
from bakeoff.look.power import describe_power
from bakeoff.look.settings import Settings
from bakeoff.look.tokens import measure_tokens, show_tokens
from bakeoff.look.vectors import cover
from bakeoff.texts.arrange import arrange
from bakeoff.texts.profile import profile
from bakeoff.texts.settings import Prepare
from bakeoff.texts.table import Published, read_published

MOST_NEAR = 50_000  # texts whose near duplicates are found although no parameter asks for them
COUNTED = (
    *("rows", "ran_over", "mojibake_undone", "entities_undone", "normalised_unicode", "not_ascii"),
    *("empty", "one_word", "with_nul"),
)


def look(settings: Settings, *, vectors: bool = True) -> dict[str, Any]:
    """Look at the texts as `prepare` reads them; train nothing and write nothing.

    Args:
        settings: of params.yaml.
        vectors: whether files of vectors are read.

    Raises:
        BakeoffError: the texts cannot be read. What else `prepare` refuses is one of the facts.
    """
    with _input(settings) as folder:
        published = read_published(folder, settings.prepare)
    texts = [text.text for text in published.texts]
    facts = {name: published.counts[name] for name in COUNTED} | profile(published.texts)
    facts["labels"] = find_odd_labels([t.label for t in published.texts], settings.prepare)
    facts |= _split(published, settings)
    facts["tokens"] = measure_tokens(texts, settings.text)
    facts["token_rule"] = show_tokens(texts, settings.text)
    facts["vectors"] = _cover_all(texts, settings) if vectors else {}
    return facts


@contextmanager
def _input(settings: Settings) -> Iterator[Path]:
    """Give the folder that `prepare` reads; of own files, as they are now, one of links to them."""
    folder = Path(settings.prepare.input)
    if folder != OWN_TEXTS:
        yield folder
        return
    with TemporaryDirectory() as links:
        for name, path in settings.files.items():
            (Path(links) / name).mkdir()
            (Path(links) / name / path.name).symlink_to(path)
        yield Path(links)


def _split(published: Published, settings: Settings) -> dict[str, Any]:
    """Split the texts as `prepare` does, or say why it refuses; count copies either way."""
    few = len(published.texts) <= MOST_NEAR
    try:
        found = _count(published, settings, settings.prepare)
        if few and settings.prepare.duplicates != "near":
            near = settings.prepare.model_copy(update={"duplicates": "near"})
            counts = _count(published, settings, near)["duplicates"]
            found["duplicates"] = counts | {"dropped": found["duplicates"]["dropped"]}
        return found | {"refused": None}
    except BakeoffError as error:
        return {"refused": str(error)}


def _count(published: Published, settings: Settings, prepare: Prepare) -> dict[str, Any]:
    table, classes, counts = arrange(published, prepare)
    tested = Counter(table.texts[row].label for row in table.tested.tolist())
    evaluate = settings.evaluate
    return {
        "kept": counts["kept"],
        "duplicates": {
            kind: counts.get(f"{kind}_duplicates") for kind in ("exact", "normalised", "near")
        }
        | {name: counts[name] for name in ("dropped", "reduced", "left_out")},
        "conflicts": counts["conflicts"],
        "smallest_class": dict(Counter(t.label for t in table.texts).most_common()[-1:]),
        "split": {"split": prepare.split, "partitions": len(table.partitions)}
        | {
            role: int(np.median((table.roles == role).sum(axis=1)))
            for role in ("train", "valid", "test")
        },
        "power": describe_power(
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
