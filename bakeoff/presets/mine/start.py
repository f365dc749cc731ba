"""From files to presets/mine.yaml: inspect, read, try, write, and say what was done."""

from typing import Any

from bakeoff.core.settings import check
from bakeoff.core.tokens import Text
from bakeoff.inspection.files import inspect_files
from bakeoff.inspection.held_out import inspect_test
from bakeoff.presets.combine import MINE, SAMPLE
from bakeoff.presets.encoders import KEY
from bakeoff.presets.form import load
from bakeoff.presets.mine.classes import choose_positive, settle_classes
from bakeoff.presets.mine.coverage import warn_of_lacking
from bakeoff.presets.mine.encoders import find_encoders
from bakeoff.presets.mine.models import WITHOUT_VECTORS, make_sections
from bakeoff.presets.mine.preset import write_preset
from bakeoff.presets.mine.request import Request
from bakeoff.presets.mine.split import choose_split, list_sizes
from bakeoff.presets.mine.texts import OwnTexts, name_files, read_own
from bakeoff.presets.mine.vectors import find_vectors, offer_vectors
from bakeoff.texts.reading.cells import quote

FEWEST = 300  # texts; words of fewer texts are known if they occur once
SMALLEST = 25  # texts that a label curve begins with, unless there are many classes
SHOWN = "the page will hold the texts that models get wrong (report.texts: none omits them)"


def start(request: Request) -> list[str]:
    """Write and apply the preset; give lines that say what was found and what to do next.

    Raises:
        BakeoffError: something cannot be told or read; nothing is written.
    """
    vectors = find_vectors(request.vectors, request.language, {*WITHOUT_VECTORS})
    taken = {*WITHOUT_VECTORS, *(entry.name for entry in vectors)}
    encoders = find_encoders(request.encoders, request.language, taken)
    sections = make_sections(request, vectors, encoders)
    found = inspect_files(request.files, request.asked)
    if request.test:
        inspect_test(request.test, found, request.asked.known)
    own, sample = name_files(found, request), load(SAMPLE)
    published = read_own(own, sample)
    settle_classes(own, published)
    classes = len(own.classes)
    choose_split(own, published, sample)
    choose_positive(own, request.positive)
    rule = check(Text, sample["text"], f"{SAMPLE}: text")
    texts = [text.text for text in published.texts]
    lacking = warn_of_lacking(vectors, texts, rule)
    write_preset(_join(own, sections, request, sample))
    files = ", ".join(map(str, filter(None, [*found.paths, request.test])))
    lines = [f"{files}: {own.rows} texts of {classes} classes"]
    lines += [f"  {guess}" for guess in found.guesses]
    lines += [f"  classes: {_show_classes(own)}", *(f"  {note}" for note in own.notes)]
    notes = [*(entry.note for entry in vectors), *(encoder.note for encoder in encoders)]
    lines += [f"  {note}" for note in [*(notes or [offer_vectors(texts)]), *lacking]]
    lines += [f"{MINE} is written and applied to params.yaml", SHOWN]
    first = "" if request.quick else "; with --quick, a first answer comes sooner"
    return [*lines, f"next: bakeoff look, then make repro{first}"]


def _show_classes(own: OwnTexts) -> str:
    positive = own.prepare["table"]["positive"]
    return list_sizes(dict(own.classes.most_common())) + (
        f"; positive: {quote(positive)}" if positive else ""
    )


def _join(
    own: OwnTexts, sections: dict[str, Any], request: Request, sample: dict[str, Any]
) -> dict[str, Any]:
    """Join all keys of the preset, in the order of the sample's."""
    classes, quick = len(own.classes), request.quick
    every = sections | {
        "files": own.files,
        "prepare": own.prepare | (_few_rounds(own.prepare) if quick else {}),
        "text": {"min_count": 1} if own.rows < FEWEST else {},
        "train": {"seeds": [1]} if quick else {},
        "learn": _label_curve(classes, quick=quick),
        "evaluate": sections.get("evaluate", {}) | _scoring(classes, quick=quick),
        "report": {"texts": "errors"},
    }
    return {key: every[key] for key in [KEY, *sample] if key in every}


def _few_rounds(prepare: dict[str, Any]) -> dict[str, Any]:
    """Split the texts once; in three folds, unless the user holds texts out."""
    return {"repeats": 1} | ({} if "split" in prepare else {"folds": 3})


def _label_curve(classes: int, *, quick: bool) -> dict[str, Any]:
    """Begin label curves with two texts per class if there are many classes; omit them if quick."""
    if quick:
        return {"smallest": None}
    return {"smallest": 2 * classes} if classes >= SMALLEST else {}


def _scoring(classes: int, *, quick: bool) -> dict[str, Any]:
    """Score more than two classes by macro F1; mark the answer of a quick preset as a first one."""
    metric = {"metric": "macro_f1"} if classes > 2 else {}
    return metric | ({"quick": True} if quick else {})
