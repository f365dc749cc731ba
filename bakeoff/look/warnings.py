"""What should be looked at before anything is trained."""

from collections.abc import Mapping

from bakeoff.look.lines import Facts, listed, share


def warn_of_nothing(labels: Mapping[str, int]) -> str:
    """Say that labels seem to mean no label."""
    return (
        f"labels that seem to mean no label: {listed(labels)}; prepare.table.unlabelled leaves "
        "out rows of the labels that it names"
    )


def warn(facts: Facts) -> list[str]:
    """Say what should be looked at before anything is trained, each in one line."""
    labels, tokens = facts["labels"], facts["tokens"]
    found = [
        (facts["refused"], f"prepare stops here: {facts['refused']}"),
        (facts["empty"], f"{facts['empty']:,} texts are empty: remove or correct them"),
        (
            labels["standing_for_nothing"],
            warn_of_nothing(labels["standing_for_nothing"]),
        ),
        (
            2 * tokens["without_tokens"] > tokens["looked_at"],
            f"{tokens['without_tokens']:,} of {tokens['looked_at']:,} texts have no token: check "
            "how text.separators and text.symbols cut",
        ),
        (
            tokens["too_long"],
            f"{tokens['too_long']:,} texts are longer than text.max_length "
            f"({tokens['max_length']} tokens): networks do not see their ends",
        ),
    ]
    return [line for holds, line in found if holds] + warn_of_few(facts["vectors"])


def warn_of_few(vectors: Mapping[str, Facts | None]) -> list[str]:
    """Name the vectors that few tokens have one of."""
    return [
        f"{name} has a vector for {share(found['tokens_share'])} of the tokens: check its "
        "language, and how text.separators and text.symbols cut"
        for name, found in vectors.items()
        if found and found["few"]
    ]
