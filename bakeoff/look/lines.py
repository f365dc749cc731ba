"""The facts of the first look, written as lines."""

from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]
SHOWN = 8  # classes, scripts or labels in a line


def describe(facts: Facts) -> dict[str, list[str]]:
    """Write the facts as lines, by heading."""
    found = {
        "Texts": _describe_texts(facts),
        "Classes": _describe_classes(facts),
        "Copies": _describe_copies(facts),
        "Tokens": _describe_tokens(facts["tokens"]),
        "The token rule on some texts": [
            f"{shown['text']}  →  {' | '.join(shown['tokens'])}" for shown in facts["token_rule"]
        ],
        "Files of vectors": [_describe_vectors(*pair) for pair in facts["vectors"].items()],
        "What these texts can show": write_power(facts.get("power")),
    }
    return {heading: lines for heading, lines in found.items() if lines}


def listed(counts: Mapping[str, int]) -> str:
    """List names with their counts; of many, the first."""
    shown = ", ".join(f"{name!r:.40} {count:,}" for name, count in [*counts.items()][:SHOWN])
    return shown + (f" and {len(counts) - SHOWN:,} more" if len(counts) > SHOWN else "")


def share(value: float) -> str:
    """Write a share in percent."""
    return f"{100 * value:.3g} %" if value < 0.01 else f"{100 * value:.0f} %"


def shares(values: Mapping[str, float]) -> str:
    """List names with their shares, the largest first."""
    return ", ".join(f"{name} {share(value)}" for name, value in [*values.items()][:SHOWN])


def lengths(found: Mapping[str, int], unit: str) -> str:
    """Write lengths of texts."""
    return (
        f"{found['median']:,} {unit} at the median, 95 % have at most "
        f"{found['of_95_percent']:,}, the longest {found['longest']:,}"
    )


def _describe_texts(facts: Facts) -> list[str]:
    lines = [
        f"{facts['rows']:,} rows"
        + (f", {facts['kept']:,} kept" if "kept" in facts else "")
        + (f"; {facts['unlabelled']:,} more have no label" if facts["unlabelled"] else ""),
        lengths(facts["characters"], "characters"),
        lengths(facts["words"], "words"),
        f"scripts: {shares(facts['scripts']) or 'no letters'}",
    ]
    guess = facts["languages"]
    if guess["texts"]:
        lines.append(f"languages, a guess from {guess['texts']:,} texts: {shares(guess['shares'])}")
    counted = {
        "empty": "empty",
        "one_word": "of one word",
        "mojibake_undone": "decoded again",
        "entities_undone": "with HTML entities undone",
        "normalised_unicode": "brought to Unicode's NFC",
        "with_nul": "with a NUL byte",
    }
    odd = [f"{facts[key]:,} {text}" for key, text in counted.items() if facts[key]]
    return [*lines, *([f"among them {', '.join(odd)}"] if odd else [])]


def _describe_classes(facts: Facts) -> list[str]:
    labels, sizes = facts["labels"], facts["classes"]
    ranked = dict(sorted(sizes.items(), key=lambda pair: -pair[1]))
    lines = [f"{len(sizes):,} classes: {listed(ranked)}"]
    if facts.get("smallest_class"):
        lines.append(f"the smallest class of the kept texts: {listed(facts['smallest_class'])}")
    lines += [f"equivalent labels: {listed(alike)}" for alike in labels["alike"]]
    if labels["too_rare"]:
        lines.append(
            f"too rare for this split, which needs {labels['texts_needed']} texts: "
            f"{listed(labels['too_rare'])}"
        )
    return lines


def _describe_copies(facts: Facts) -> list[str]:
    copies, conflicts = facts["duplicates"], facts["conflicts"]
    kinds = {"exact": "exactly", "normalised": "but for case and white space", "near": "nearly"}
    named = {f"{kind}_duplicates": text for kind, text in kinds.items()}
    found = ", ".join(f"{count:,} {named[kind]}" for kind, count in copies.items())
    gone = f"; {facts['dropped']:,} are dropped" if facts.get("dropped") else ""
    lines = [f"texts that repeat an earlier one: {found}{gone}"]
    if conflicts["texts"]:
        rows = ", ".join(str(example["rows"]) for example in conflicts["examples"][:3])
        lines.append(f"{conflicts['contents']:,} contents have several labels, such as rows {rows}")
    return lines


def _describe_tokens(tokens: Facts) -> list[str]:
    none, limit = tokens["without_tokens"], tokens["max_length"]
    without = f"; {none:,} of {tokens['looked_at']:,} texts have none" if none else ""
    lines = [lengths(tokens, "tokens") + without]
    if limit:
        lines.append(f"text.max_length is {limit:,}; {tokens['too_long']:,} texts are longer")
    return lines


def _describe_vectors(name: str, found: Facts | None) -> str:
    if found is None:
        return f"{name}: the file is not on this machine yet"
    without = " ".join(found["most_frequent_without"])
    return (
        f"{name}: {share(found['tokens_share'])} of the tokens, "
        f"{share(found['words_share'])} of the distinct words; without: {without}"
    )


def write_power(power: Facts | None) -> list[str]:
    """Say which differences can be shown."""
    if power is None or None in power["smallest_difference"].values():
        return []
    low, high = power["smallest_difference"].items()
    metric = power["metric"].replace("_", " ").replace("f1", "F1")
    lines = [
        f"with {power['texts']:,} tested texts and {_models(power['models_compared'])} compared "
        f"with the baseline, the smallest difference found in 80 of 100 cases is about "
        f"{low[1]:.3f} {metric} if two models disagree on {share(float(low[0]))} of the texts, and "
        f"{high[1]:.3f} if they disagree on {share(float(high[0]))}; what other training texts "
        "would change adds to that, which only training shows"
    ]
    if power["margin"] is not None and power["margin"] < low[1]:
        lines.append(
            f'the margin of {power["margin"]} is smaller: expect "undecided" between similar '
            "models; more texts would help"
        )
    return lines


def _models(count: int) -> str:
    return f"{count} models" if count > 1 else "one model"
