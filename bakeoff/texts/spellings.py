"""Labels that are alike but for case, white space, Unicode form or format, as 1, 1.0 and true."""

import re
from collections import Counter, defaultdict
from decimal import Decimal
from unicodedata import normalize

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Text, normalise

NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,30})(\.[0-9]{0,30})?")  # not 01, which is a code
TRUTH = {"true": "1", "false": "0"}  # alike where both occur, as a column of several types has them
SHOWN = 3  # sets of alike labels that an error names


def spell(label: str) -> str:
    """Give what alike labels have in common; 1 and 1.0 are alike, 1 and 01 are not."""
    return spell_number(normalise(normalize("NFKC", label)))


def spell_number(text: str) -> str:
    """Write 1.0 as 1, as formats differ in it; leave what is not a number as it is."""
    return f"{Decimal(text).normalize() + 0:f}" if NUMBER.fullmatch(text) else text


def find_alike(counts: Counter[str]) -> list[list[str]]:
    """List the labels that are alike, set by set, the most frequent one first."""
    spellings = {label: spell(label) for label, _ in counts.most_common()}
    words = {number: word for word, number in TRUTH.items() if word in spellings.values()}
    alike = defaultdict(list)
    for label, spelling in spellings.items():
        alike[words.get(spelling, spelling)].append(label)
    return [labels for labels in alike.values() if len(labels) > 1]


def settle_spellings(texts: list[Text], rule: str) -> tuple[list[Text], dict[str, dict[str, int]]]:
    """Settle which of alike labels are one class.

    Args:
        texts: n of them.
        rule: "refuse" refuses alike labels; "merge" makes one class of them under the most
            frequent spelling; "keep" leaves every label as it is.

    Returns:
        The texts, their labels in Unicode's NFC unless they are kept; and by merged class how
        often each spelling occurs.

    Raises:
        BakeoffError: some of the alike labels, with their counts.
    """
    counts = Counter(text.label for text in texts)
    alike = find_alike(counts)
    if rule == "keep":
        return texts, {}
    if alike and rule == "refuse":
        raise _alike(alike, counts)
    name_of = {label: normalize("NFC", label) for label in counts}
    name_of |= {label: name_of[labels[0]] for labels in alike for label in labels}
    merged = {name_of[labels[0]]: {label: counts[label] for label in labels} for labels in alike}
    if all(label == name for label, name in name_of.items()):
        return texts, merged
    return [text._replace(label=name_of[text.label]) for text in texts], merged


def settle_positive(positive: str | None, classes: set[str], rule: str) -> str | None:
    """Name the positive class as the texts do, if its label was merged."""
    if positive is None or positive in classes or rule == "keep":
        return positive
    alike = next((x for x in find_alike(Counter([*classes, positive])) if positive in x), [])
    same = [name for name in alike if name != positive]
    return same[0] if len(same) == 1 else positive


def _alike(alike: list[list[str]], counts: Counter[str]) -> BakeoffError:
    shown = "; ".join(
        " and ".join(f"{_show(label)} ({counts[label]} texts)" for label in labels)
        for labels in alike[:SHOWN]
    )
    more = f" and {len(alike) - SHOWN} more" if len(alike) > SHOWN else ""
    return BakeoffError(
        "prepare.labels: expected labels that differ in more than case, white space, Unicode form, "
        f"number format, or as 1 and true do, got {shown:.300}{more}; set prepare.labels to merge, "
        "for one class of each, or to keep, for separate classes"
    )


def _show(label: str) -> str:
    """Show a label; one that is not in NFC looks like another, so its characters are escaped."""
    return ascii(label) if normalize("NFKC", label) != label else repr(label)
