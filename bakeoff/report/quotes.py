"""Which of the texts the page holds: `report.texts`; and the line that says so.

Everything that the page shows is made of `Inputs`; what is taken out of them here is not on it.
"""

from typing import Literal

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import Section
from bakeoff.evaluation.formats import Coverage, Errors, FlatMap
from bakeoff.texts.profile.tokens import Cut

Shown = Literal["all", "errors", "none"]
FEWEST = 3  # occurrences of a word that `none` lists


class Report(Section):
    """The section `report`."""

    texts: Shown  # all; errors: only those that models get wrong; none


def keep_errors(errors: Errors, shown: Shown) -> Errors:
    """Keep the errors that are quoted, unless no text may be shown."""
    return {} if shown == "none" else errors


def keep_maps(maps: dict[str, FlatMap], shown: Shown) -> dict[str, FlatMap]:
    """Drop maps of texts unless all may be shown, and rare words where no text may be."""
    if shown == "all":
        return maps
    words = {name: drawn for name, drawn in maps.items() if drawn["kind"] == "words"}
    if shown == "errors":
        return words
    kept = {name: drop_rare(drawn) for name, drawn in words.items()}
    return {name: drawn for name, drawn in kept.items() if drawn["labels"]}


def drop_rare(drawn: FlatMap) -> FlatMap:
    """Drop the words of a map that occur less than `FEWEST` times; neighbours may be fewer."""
    places = [place for place, count in enumerate(drawn.get("counts", [])) if count >= FEWEST]
    renumbered = {place: new for new, place in enumerate(places)}
    near = [
        [(renumbered[x], cosine) for x, cosine in drawn["neighbours"][place] if x in renumbered]
        for place in places
    ]
    return {
        **drawn,
        "labels": [drawn["labels"][place] for place in places],
        "pca": [drawn["pca"][place] for place in places],
        "tsne": [drawn["tsne"][place] for place in places],
        "share": {name: [x[place] for place in places] for name, x in drawn["share"].items()},
        "counts": [drawn["counts"][place] for place in places],
        "neighbours": near,
    }


def keep_words(coverage: Coverage, shown: Shown) -> Coverage:
    """Drop rare words without a vector where no text may be shown."""
    if shown != "none":
        return coverage
    words = coverage["most_frequent_without"].items()
    return {
        **coverage,
        "most_frequent_without": {word: count for word, count in words if count >= FEWEST},
    }


def keep_texts(texts: dict[int, str], errors: Errors, shown: Shown) -> dict[int, str]:
    """Give the texts that may be shown, by row; those of the errors are among them.

    Raises:
        BakeoffError: the errors are of other texts.
    """
    rows = {text["row"] for kind in errors.values() for text in kind["texts"]}
    if missing := sorted(rows - texts.keys()):
        raise BakeoffError(
            f"metrics/errors.json: expected rows of data/prepared/texts.csv, got {missing[0]}; "
            "`dvc repro` makes both anew"
        )
    if shown == "all":
        return texts
    return {row: text for row, text in texts.items() if row in rows} if shown == "errors" else {}


def quoted_rows(
    texts: dict[int, str], errors: Errors, maps: dict[str, FlatMap], cuts: list[Cut]
) -> set[int]:
    """Name the texts that the page holds: errors, the first ones, as on maps of texts, and cuts."""
    longest = max((len(x["labels"]) for x in maps.values() if x["kind"] != "words"), default=0)
    wrong = {text["row"] for kind in errors.values() for text in kind["texts"]}
    return wrong | {*[*texts][:longest]} | {cut["row"] for cut in cuts}


def describe_quotes(count: int, *, invented: bool) -> str:
    """Say how many texts the page holds."""
    whose = "the sample's" if invented else "your"
    if not count:
        return f"This page holds none of {whose} texts."
    return f"This page holds {count:,} of {whose} texts; report.texts in params.yaml says which."
