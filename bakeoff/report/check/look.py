"""What the texts are like: the facts that `prepare` has counted, and how texts become tokens."""

from collections.abc import Mapping
from typing import Any

from bakeoff.core.errors import printable
from bakeoff.report.blocks import Block, Cuts, Facts, ReportSection
from bakeoff.report.cells import abridge, isolate
from bakeoff.report.inputs import Inputs
from bakeoff.texts.profile.tokens import Cut

SHOWN = 8  # names in a value
RULE = (
    "The beginnings of some texts, cut as the section text of params.yaml says: for the vocabulary "
    "and for every model but those on encoders."
)
ROUNDED_OFF = 0.005  # the largest share that is written as 0 %


def look_section(inputs: Inputs) -> ReportSection:
    """Make the section of the first look."""
    look = inputs.data["look"]
    described = [*_describe(look, inputs.tokens), *_describe_changes(inputs.data, inputs.tokens)]
    blocks: list[Block] = [Facts(described)]
    if inputs.token_rule:
        blocks.append(Cuts("How texts become tokens", RULE, [*map(_visible, inputs.token_rule)]))
    return ReportSection(
        "look",
        "First look",
        f"{look['texts']:,} texts of {len(look['classes'])} classes; the smallest class has "
        f"{min(look['classes'].values()):,}.",
        blocks,
        "Of the texts that are kept; `bakeoff look` counts all rows, so shares may differ. "
        "Languages are guessed from at most some hundred texts, and lengths in tokens are those of "
        "at most some thousand. From metrics/data.json and data/prepared/texts.csv.",
        folded=True,
    )


def _visible(cut: Cut) -> Cut:
    """Show characters that cannot be seen as escapes."""
    return {**cut, "text": printable(cut["text"]), "tokens": [*map(printable, cut["tokens"])]}


def _describe(look: Mapping[str, Any], tokens: Mapping[str, Any]) -> list[tuple[str, str]]:
    sizes = sorted(look["classes"].items(), key=lambda pair: -pair[1])
    guess = look["languages"]
    languages = {name: share for name, share in guess["shares"].items() if share > ROUNDED_OFF}
    facts = [
        ("classes", _listed({name: f"{size:,}" for name, size in sizes})),
        ("characters", _lengths(look["characters"])),
        ("words between spaces", _lengths(look["words"])),
        ("tokens", _lengths(tokens)),
        ("scripts", _listed(_percents(look["scripts"]))),
        ("languages", f"{_listed(_percents(languages))} (guessed from {guess['texts']:,})"),
    ]
    return facts if guess["texts"] else facts[:-1]


def _describe_changes(data: Mapping[str, Any], tokens: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name what was found or changed in texts and labels; what was not is left out."""
    counted = (
        ("empty texts", "empty"),
        ("texts of one word", "one_word"),
        ("texts brought to Unicode's NFC", "normalised_unicode"),
    )
    facts = [(name, f"{data[key]:,}") for name, key in counted if data.get(key)]
    if tokens["without_tokens"]:
        counts = f"{tokens['without_tokens']:,} of {tokens['looked_at']:,}"
        facts.append(("texts without tokens", counts))
    if tokens["too_long"]:
        read = f"networks read their first {tokens['max_length']:,} tokens"
        facts.append(("texts longer than text.max_length", f"{tokens['too_long']:,}; {read}"))
    for name, key in (("dropped as too rare", "rare_dropped"), ("pooled in other", "rare_pooled")):
        if data.get(key):
            facts.append((name, _listed({label: f"{n:,}" for label, n in data[key].items()})))
    merged = data.get("labels_merged") or {}
    return facts + [
        (f"merged in {isolate(abridge(label))}", _listed({k: f"{n:,}" for k, n in alike.items()}))
        for label, alike in merged.items()
    ]


def _listed(values: Mapping[str, str]) -> str:
    shown = [f"{isolate(abridge(name))} {value}" for name, value in [*values.items()][:SHOWN]]
    more = len(values) - SHOWN
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def _percents(shares: Mapping[str, float]) -> dict[str, str]:
    return {name: f"{100 * share:.0f} %" for name, share in shares.items()}


def _lengths(found: Mapping[str, int]) -> str:
    return (
        f"{found['median']:,} at the median, at most {found['of_95_percent']:,} in 95 % of the "
        f"texts, {found['longest']:,} in the longest"
    )
