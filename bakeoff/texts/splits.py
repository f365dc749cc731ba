"""Duplicates, and the split into train, validation and test."""

from collections import Counter
from collections.abc import Callable

from sklearn.model_selection import train_test_split

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
        raise BakeoffError(f"labels: expected two classes or more, got only {classes}")
    if positive is None:
        return classes
    if len(classes) > 2 or positive not in classes:
        raise BakeoffError(
            f"labels: expected two classes with {positive!r} (`positive`) among them, got "
            f"{classes[:10]}; set `positive` to one of two, or to null for more"
        )
    return [*(name for name in classes if name != positive), positive]


def split_messages(
    messages: list[Message], *, kind: str, valid: float, test: float, seed: int
) -> dict[str, list[Message]]:
    """Split messages into train, validation and test.

    Args:
        messages: in file order.
        kind: "stratified" draws from each class in proportion; "file_order" takes the last rows
            as test and those before them as validation; "none" uses all rows as each split, and
            the scores are those on the training rows.
        valid: share of all rows for validation; 0 uses the training rows.
        test: share of all rows for the test.
        seed: of the draw.

    Raises:
        BakeoffError: a class has too few rows to stand in each split.
    """
    if kind == "none":
        return {"train": messages, "valid": messages, "test": messages}
    shares = {"test": test, "valid": valid}
    sizes = {name: max(round(its * len(messages)), its > 0) for name, its in shares.items()}
    splits, rest = {}, messages
    for name, size in sizes.items():
        rest, splits[name] = _cut(rest, size, kind, seed)
    splits = {"train": rest, "valid": splits["valid"] or rest, "test": splits["test"] or rest}
    for name, part in splits.items():
        missing = {message.label for message in messages} - {message.label for message in part}
        if missing:
            raise BakeoffError(
                f"prepare: expected every class in the {name} split, got no row of "
                f"{sorted(missing)}; give it more rows, or a larger share"
            )
    return splits


def _cut(
    messages: list[Message], size: int, kind: str, seed: int
) -> tuple[list[Message], list[Message]]:
    """Cut `size` messages off; both parts stay in file order."""
    if size == 0:
        return messages, []
    if kind == "file_order":
        return messages[:-size], messages[-size:]
    labels = [message.label for message in messages]
    rarest, count = Counter(labels).most_common()[-1]
    if count < 2 or min(size, len(messages) - size) < len(set(labels)):
        raise BakeoffError(
            f"prepare: too few rows to draw {size} of {len(messages)} from each of "
            f"{len(set(labels))} classes: {rarest!r} has {count}; add rows, drop the class, "
            "or set prepare.split to none"
        )
    kept, cut = train_test_split(messages, test_size=size, stratify=labels, random_state=seed)
    return sorted(kept), sorted(cut)


def count_leaks(splits: dict[str, list[Message]]) -> int:
    """Count the test rows that stand, but for case and white space, in the training rows."""
    train = {normalise(message.text) for message in splits["train"]}
    return sum(normalise(message.text) in train for message in splits["test"])
