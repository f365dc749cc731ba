"""Duplicates, and the split into train, validation and test."""

from collections import Counter
from collections.abc import Callable

from sklearn.model_selection import StratifiedGroupKFold, train_test_split

from bakeoff.core.errors import BakeoffError
from bakeoff.core.messages import Message, in_training, normalise
from bakeoff.texts.settings import Split

DUPLICATE_KEYS: dict[str, Callable[[str], str]] = {"exact": str, "normalised": normalise}
LEAKY = ("stratified", "group", "file_order")  # splits whose leaks are counted


def drop_duplicates(messages: list[Message], kind: str) -> list[Message]:
    """Keep the first message of each text: "exact" or "normalised"; "keep" drops none."""
    if kind == "keep":
        return messages
    first: dict[str, Message] = {}
    for message in messages:
        first.setdefault(DUPLICATE_KEYS[kind](message.text), message)
    return list(first.values())


def count_duplicates(messages: list[Message]) -> dict[str, int]:
    """Count the rows that repeat an earlier text, and those that have another label than it."""
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
        BakeoffError: there is only one class, or the positive class is not among two.
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
    messages: list[Message], settings: Split, groups: list[str] | None = None
) -> dict[str, list[Message]]:
    """Split messages into train, validation and test.

    "stratified" draws from each class in proportion; "group" does so as nearly as possible while
    all rows of a group stay together; "file_order" takes the last rows as test and those before
    them as validation; "none" uses all rows as each split, so that scores are on training rows.

    For "group", `groups` holds the group of each row of the published file.

    Raises:
        BakeoffError: a class has too few rows for every split, or there are too few groups.
    """
    if settings.split == "none":
        return {"train": messages, "valid": messages, "test": messages}
    splits, rest = {}, messages
    for name, share in (("test", settings.test), ("valid", settings.valid)):
        size = max(round(share * len(messages)), share > 0)
        rest, splits[name] = _cut(rest, size, settings, groups)
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
    messages: list[Message], size: int, settings: Split, groups: list[str] | None
) -> tuple[list[Message], list[Message]]:
    """Cut `size` messages off; both parts stay in file order."""
    if size == 0:
        return messages, []
    if settings.split == "file_order":
        return messages[:-size], messages[-size:]
    if settings.split == "group":
        if groups is None:
            raise BakeoffError(
                "prepare.split: expected a table whose `group` names a column, got none; name it "
                "in prepare.table"
            )
        return _cut_groups(messages, [groups[row.row] for row in messages], size, settings.seed)
    labels = [message.label for message in messages]
    rarest, count = Counter(labels).most_common()[-1]
    if count < 2 or min(size, len(messages) - size) < len(set(labels)):
        raise BakeoffError(
            f"prepare: too few rows to draw {size} of {len(messages)} from each of "
            f"{len(set(labels))} classes: {rarest!r:.60} has {count}; add rows, drop the class, "
            "or set prepare.split to none"
        )
    kept, cut = train_test_split(
        messages, test_size=size, stratify=labels, random_state=settings.seed
    )
    return sorted(kept), sorted(cut)


def _cut_groups(
    messages: list[Message], groups: list[str], size: int, seed: int
) -> tuple[list[Message], list[Message]]:
    """Cut off about `size` messages: the first of folds of about that size."""
    count = max(round(len(messages) / size), 2)
    folds = StratifiedGroupKFold(count, shuffle=True, random_state=seed)
    try:
        kept, cut = next(folds.split(messages, [message.label for message in messages], groups))
    except ValueError as error:
        raise BakeoffError(
            f"prepare: expected {count} groups or more in every class, got "
            f"{len(set(groups))} groups in all ({error}); choose another split"
        ) from None
    return [messages[row] for row in kept], [messages[row] for row in cut]


def count_leaks(
    messages: list[Message], settings: Split, groups: list[str] | None
) -> dict[str, dict[str, int]]:
    """Count, per kind of split, the test rows that also occur in training or validation.

    Kinds of splits that these messages, duplicates included, do not allow are left out.
    """
    counts = {}
    for kind in LEAKY:
        try:
            splits = split_messages(messages, settings.model_copy(update={"split": kind}), groups)
        except BakeoffError:
            continue
        leaks = {name: sum(in_training(splits, key)) for name, key in DUPLICATE_KEYS.items()}
        counts[kind] = {"test_rows": len(splits["test"]), **leaks}
    return counts
