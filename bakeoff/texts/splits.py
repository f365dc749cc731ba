"""Duplicates, and the split into train, validation and test."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from sklearn.model_selection import StratifiedGroupKFold, train_test_split

from bakeoff.errors import BakeoffError
from bakeoff.texts.messages import Message, normalise

DUPLICATE_KEYS: dict[str, Callable[[str], str]] = {"exact": str, "normalised": normalise}


def drop_duplicates(messages: list[Message], kind: str) -> list[Message]:
    """Keep the first of the messages whose texts are alike.

    Args:
        messages: in file order.
        kind: "keep" drops none; "exact" compares texts, "normalised" what `normalise` leaves.
    """
    if kind == "keep":
        return messages
    first: dict[str, Message] = {}
    for message in messages:
        first.setdefault(DUPLICATE_KEYS[kind](message.text), message)
    return list(first.values())


def count_duplicates(messages: list[Message]) -> dict[str, int]:
    """Count the rows that repeat an earlier one, and those that do so with another label."""
    counts = {
        f"{kind}_duplicates": len(messages) - len(drop_duplicates(messages, kind))
        for kind in DUPLICATE_KEYS
    }
    labels: dict[str, str] = {}
    counts["duplicates_of_another_label"] = sum(
        labels.setdefault(normalise(message.text), message.label) != message.label
        for message in messages
    )
    return counts


def order_classes(messages: list[Message], positive: str | None) -> list[str]:
    """Name the classes in the order of the probabilities: sorted, a positive class last.

    Raises:
        BakeoffError: one class only, or the positive class is not among two.
    """
    classes = sorted({message.label for message in messages})
    if len(classes) < 2:
        raise BakeoffError(f"labels: expected two classes or more, got only {classes!r:.200}")
    if positive is None:
        return classes
    if len(classes) > 2 or positive not in classes:
        raise BakeoffError(
            f"labels: expected two classes with {positive!r} (`positive`) among them, got "
            f"{classes[:10]!r:.200}; set `positive` to one of two, or to null for more"
        )
    return [*(name for name in classes if name != positive), positive]


def split_messages(
    messages: list[Message],
    *,
    kind: str,
    valid: float,
    test: float,
    seed: int,
    groups: list[str] | None = None,
) -> dict[str, list[Message]]:
    """Split messages into train, validation and test.

    Args:
        messages: in file order.
        kind: "stratified" draws from each class in proportion; "group" does so as near as it can
            while all rows of a group stay together; "file_order" takes the last rows as test and
            those before them as validation; "none" uses all rows as each split, and the scores
            are those on the training rows.
        valid: share of all rows for validation; 0 uses the training rows.
        test: share of all rows for the test.
        seed: of the draw.
        groups: the group of each row of the published file, for "group".

    Raises:
        BakeoffError: a class has too few rows to stand in each split.
    """
    if kind == "none":
        return {"train": messages, "valid": messages, "test": messages}
    shares = {"test": test, "valid": valid}
    sizes = {name: max(round(its * len(messages)), its > 0) for name, its in shares.items()}
    splits, rest = {}, messages
    for name, size in sizes.items():
        rest, splits[name] = _cut(rest, size, kind, seed, groups)
    splits = {"train": rest, "valid": splits["valid"] or rest, "test": splits["test"] or rest}
    for name, part in splits.items():
        missing = {message.label for message in messages} - {message.label for message in part}
        if missing:
            raise BakeoffError(
                f"prepare: expected every class in the {name} split, got no row of "
                f"{sorted(missing)!r:.200}; give it more rows, or a larger share"
            )
    return splits


def _cut(
    messages: list[Message], size: int, kind: str, seed: int, groups: list[str] | None
) -> tuple[list[Message], list[Message]]:
    """Cut `size` messages off; both parts stay in file order."""
    if size == 0:
        return messages, []
    if kind == "file_order":
        return messages[:-size], messages[-size:]
    labels = [message.label for message in messages]
    if kind == "group":
        if groups is None:
            raise BakeoffError(
                "prepare.split: expected a table whose `group` names a column, got none; name it "
                "in the source's table"
            )
        return _cut_groups(messages, labels, [groups[row.row] for row in messages], size, seed)
    rarest, count = Counter(labels).most_common()[-1]
    if count < 2 or min(size, len(messages) - size) < len(set(labels)):
        raise BakeoffError(
            f"prepare: too few rows to draw {size} of {len(messages)} from each of "
            f"{len(set(labels))} classes: {rarest!r:.60} has {count}; add rows, drop the class, "
            "or set prepare.split to none"
        )
    kept, cut = train_test_split(messages, test_size=size, stratify=labels, random_state=seed)
    return sorted(kept), sorted(cut)


def _cut_groups(
    messages: list[Message], labels: list[str], groups: list[str], size: int, seed: int
) -> tuple[list[Message], list[Message]]:
    """Cut about `size` messages off: the first of as many folds as make folds of that size."""
    count = max(round(len(messages) / size), 2)
    folds = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    try:
        kept, cut = next(folds.split(messages, labels, groups))
    except ValueError as error:
        raise BakeoffError(
            f"prepare: expected {count} groups or more in every class, got "
            f"{len(set(groups))} groups in all ({error}); take another split"
        ) from None
    return [messages[row] for row in kept], [messages[row] for row in cut]


def in_training(splits: dict[str, list[Message]], kind: str = "normalised") -> list[bool]:
    """Say of each test row whether its text stands in the rows that a model learns or stops by.

    Args:
        splits: train, valid and test.
        kind: of duplicate, as in `drop_duplicates`.
    """
    key = DUPLICATE_KEYS[kind]
    seen = {key(message.text) for name in ("train", "valid") for message in splits[name]}
    return [key(message.text) in seen for message in splits["test"]]


def count_leaks(
    messages: list[Message], kinds: list[str], **settings: Any
) -> dict[str, dict[str, int]]:
    """Count, for each kind of split, the test rows that stand in the training or validation rows.

    Args:
        messages: with their duplicates.
        kinds: as in `split_messages`; one that these messages do not allow is left out.
        settings: the other arguments of `split_messages`.
    """
    counts = {}
    for kind in kinds:
        try:
            splits = split_messages(messages, kind=kind, **settings)
        except BakeoffError:
            continue
        leaks = {name: sum(in_training(splits, name)) for name in DUPLICATE_KEYS}
        counts[kind] = {"test_rows": len(splits["test"]), **leaks}
    return counts
