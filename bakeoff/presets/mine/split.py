"""Choose folds and the treatment of duplicates that the texts allow, by trying them."""

from contextlib import suppress
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.presets.mine.texts import OwnTexts, check_prepare
from bakeoff.texts.arrange import arrange
from bakeoff.texts.rare import POOLED
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.settings import BALANCED
from bakeoff.texts.table import Published

TRIED = 20_000  # texts; more take too long, and have classes that are large enough
ROOMY = 10  # texts of each class allow five folds
FEW = 3  # folds, and texts of a class that allow no more
NEAR = (
    "near duplicates may be trained and tested on, as a class has too few other texts; texts that "
    "differ in digits only are near duplicates (prepare.duplicates: normalised)"
)
PAST = {"drop": "dropped", "pool": "pooled"}
SHOWN = 10  # classes of a note
MOST_DROPPED = 0.1  # of the texts are in classes that are dropped


def choose_split(own: OwnTexts, published: Published, sample: dict[str, Any]) -> None:
    """Settle the split; say what differs from the usual, and name classes dropped or pooled.

    Raises:
        BakeoffError: no split works; the error of the usual one.
    """
    folds = own.prepare.get("split", "folds") in BALANCED
    few = {"folds": FEW} if folds else {}
    usual = few if min(own.classes.values()) < ROOMY else {}
    if len(published.texts) > TRIED:
        _settle_untried(own, usual)
        return
    errors: list[BakeoffError] = []
    for keys in _ways(own, usual, few):
        try:
            counts = _try(own, published, sample, keys)
        except BakeoffError as error:
            errors.append(error)
            continue
        if "rare" in keys and sum(counts["rare_dropped"].values()) > MOST_DROPPED * own.rows:
            continue
        if _is_roomy(own, counts["rare_dropped"]) and "folds" in keys:
            wider = {key: value for key, value in keys.items() if key != "folds"}
            with suppress(BakeoffError):  # a group may be larger than a fifth
                counts, keys = _try(own, published, sample, wider), wider
        own.prepare |= keys
        _describe(own, keys, counts)
        return
    raise errors[0]


def _is_roomy(own: OwnTexts, rare: dict[str, int]) -> bool:
    """Tell whether the classes but the rare ones, of which there are some, allow five folds."""
    left = [count for name, count in own.classes.items() if name not in rare]
    return bool(rare) and min(left, default=0) >= ROOMY


def _ways(own: OwnTexts, usual: dict[str, Any], few: dict[str, Any]) -> list[dict[str, Any]]:
    """List what is tried, the best first; rare classes are dropped unless the user chose."""
    plain = {"duplicates": "normalised"}
    if "rare" in own.prepare:
        return [usual, few, {**usual, **plain}, {**few, **plain}]
    return [
        *(usual, few, {**few, "rare": "drop"}),
        *({**usual, **plain}, {**few, **plain}, {**few, **plain, "rare": "drop"}),
    ]


def _try(
    own: OwnTexts, published: Published, sample: dict[str, Any], keys: dict[str, Any]
) -> dict[str, Any]:
    """Lay the table out as the pipeline would; give the counts."""
    tried = OwnTexts(own.files, {**own.prepare, **keys})
    _, _, counts = arrange(published, check_prepare(tried, sample))
    return counts


def _describe(own: OwnTexts, keys: dict[str, Any], counts: dict[str, Any]) -> None:
    """Say what differs from the usual."""
    if own.prepare.get("split", "folds") not in BALANCED and counts.get("partitions"):
        partition = next(iter(counts["partitions"].values()))
        own.notes.append(f"{partition['test']['rows']} of these texts are held out")
    for rule, other in (("drop", "pool"), ("pool", "drop")):
        if rare := counts.get(f"rare_{PAST[rule]}"):
            choice = f"; or {other}" if own.prepare.get("split", "folds") in BALANCED else ""
            own.notes.append(
                f"classes with too few texts are {PAST[rule]}: {list_sizes(rare)} "
                f"(prepare.rare: {rule}{choice})"
            )
            gone = sum(own.classes.pop(name, 0) for name in rare)
            own.classes |= {POOLED: gone} if rule == "pool" else {}
    if keys.get("folds"):
        own.notes.append(f"{keys['folds']} folds, because the smallest class is small")
    if keys.get("duplicates"):
        own.notes.append(NEAR)


def _settle_untried(own: OwnTexts, usual: dict[str, Any]) -> None:
    """Settle the split of texts that are too many to try it, by the sizes of the classes.

    Raises:
        BakeoffError: the classes that would be dropped hold too many texts, unless the user chose
            what becomes of them; or fewer than two classes would be left.
    """
    small = [(count, name) for name, count in own.classes.items() if count < FEW]
    rare = {name: count for count, name in sorted(small)} if usual else {}
    keys, rule = dict(usual), own.prepare.get("rare")
    if rare and not rule:
        _expect_few(rare, own.rows)
        keys["rare"] = rule = "drop"
    if rule == "drop":
        _expect_classes_left(len(own.classes), rare)
        if _is_roomy(own, rare):
            del keys["folds"]
    own.prepare |= keys
    _describe(own, keys, {f"rare_{PAST[rule]}": rare} if rule else {})


def _expect_few(rare: dict[str, int], rows: int) -> None:
    """Check that classes that are dropped unasked hold a small share of the texts."""
    dropped = sum(rare.values())
    if dropped > MOST_DROPPED * rows:
        raise BakeoffError(
            f"labels: expected each class with {FEW} texts or more, got {len(rare)} classes with "
            f"fewer, which hold {dropped} of {rows} texts: {list_sizes(rare, 3)}; drop them with "
            "--rare drop, pool them in one class with --rare pool, or add texts"
        )


def _expect_classes_left(classes: int, rare: dict[str, int]) -> None:
    """Check that two classes or more are left if rare ones are dropped."""
    if classes - len(rare) < 2:
        raise BakeoffError(
            f"labels: expected two classes or more with {FEW} texts or more each, got "
            f"{classes - len(rare)}; with fewer: {list_sizes(rare)}; add texts of other classes"
        )


def list_sizes(classes: dict[str, int], most: int = SHOWN) -> str:
    """List classes and their numbers of texts, up to a number of classes."""
    shown = ", ".join(f"{quote(name)} ({count})" for name, count in [*classes.items()][:most])
    return shown + (f" and {len(classes) - most} more" if len(classes) > most else "")
