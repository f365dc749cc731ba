"""What the model scores, and how it compares with the others."""

from bakeoff.evaluation.board import literal, markdown_table
from bakeoff.evaluation.board_columns import result_columns
from bakeoff.evaluation.formats import Ends, score_titles
from bakeoff.export.card.facts import Facts
from bakeoff.report.cells import decimal, span

HELD_OUT = {
    "folds": "in cross-validation",
    "holdout": "drawn at random",
    "given": "given as a test set",
    "file_order": "the last rows of the file",
    "time": "the newest",
}
MEANINGS = (
    "*Better* and *worse*: the interval excludes 0; *equal*: it includes 0 and lies within the "
    "margin of {margin:g}; *undecided*: the rest. The intervals of differences are simultaneous. "
    "*Found from*: the smallest true difference that is found in 80 of 100 cases."
)


def write_scores(facts: Facts) -> str:
    """Write the scores, those of each class and of each slice."""
    parts = ["## Scores\n", f"{write_basis(facts)}\n", score_table(facts), class_table(facts)]
    if facts.model["slices"]:
        parts += ["On parts of the texts:\n", slice_table(facts)]
    error = facts.model["calibration"].get("ece")
    if error is not None:
        parts.append(f"Expected calibration error of the probabilities: {decimal(error)}.\n")
    return "\n".join(parts)


def write_basis(facts: Facts) -> str:
    """Say which texts the scores are of."""
    board, rows, times = facts.board, f"{facts.board['rows']:,}", facts.model["repeats"]
    if not facts.is_tested:
        return f"The scores are of the {rows} texts that the model was trained on."
    if board["split"] == "folds":
        how = f"Each of {rows} texts was held out {how_often(times)}, and scored by a model that "
        how += "was trained without it"
        how += "; the scores are means over the repeats" if times > 1 else ""
    else:
        how = f"{rows} texts were held out, {HELD_OUT.get(board['split'], board['split'])}"
        how += f"; the scores are means over {times} trainings" if times > 1 else ""
    return (
        f"{how}. The model in this folder was trained afterwards in the same way on all texts, and "
        "has no score of its own. The 95 % intervals hold for each score alone. "
        f"{name_positive(facts)}"
    )


def how_often(times: int) -> str:
    """Write a number of times: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def name_positive(facts: Facts) -> str:
    """Say which class F1, precision and recall are of."""
    classes = facts.chosen.classes
    if len(classes) > 2:
        return "Precision, recall and F1 are means over the classes, which all weigh the same."
    return f"Precision, recall and F1 are those of {literal(classes[1])}."


def score_table(facts: Facts) -> str:
    """Write all scores with their intervals, that of the verdict first."""
    found, ends = facts.model["mean"], facts.model["intervals"]
    titles = {key: title for key, title in score_titles(facts.board).items() if key in found}
    return markdown_table(
        [
            ["score", *titles.values()],
            ["value", *(decimal(found[key]) for key in titles)],
            ["95 % interval", *(write_ends(ends.get(key)) for key in titles)],
        ]
    )


def write_ends(ends: Ends | None) -> str:
    """Write an interval; a dash where it is not defined."""
    return span(ends["low"], ends["high"]) if ends else "–"


def class_table(facts: Facts) -> str:
    """Write the scores of each class against all others."""
    classes, counts = facts.model["by_class"], facts.board["class_counts"]
    columns = [["class", *classes], ["texts", *(f"{counts[name]:,}" for name in classes)]]
    for score in ("precision", "recall", "f1"):
        title = "F1" if score == "f1" else score
        columns.append([title, *(decimal(found[score]) for found in classes.values())])
    return markdown_table(columns)


def slice_table(facts: Facts) -> str:
    """Write the verdict's score on each slice."""
    slices, metric = facts.model["slices"], facts.board["metric"]
    scores = [part["mean"].get(metric) for part in slices.values()]
    return markdown_table(
        [
            ["slice", *slices],
            ["texts", *(f"{part['rows']:,}" for part in slices.values())],
            [facts.answer["label"], *("–" if x is None else decimal(x) for x in scores)],
            ["95 % interval", *(write_ends(part["interval"]) for part in slices.values())],
        ]
    )


def write_comparison(facts: Facts) -> str:
    """Say how the model compares with the baseline, and what else was compared."""
    parts = ["## How it compares\n", f"{compare_with_baseline(facts)}\n"]
    if facts.answer["recommendation"]["model"] == facts.name:
        parts.append(f"{literal(facts.answer['recommendation']['sentence'])}\n")
    if len(facts.board["models"]) > 1:
        parts.append(markdown_table(result_columns(facts.board, facts.answer)))
        parts.append(f"{MEANINGS.format(margin=facts.answer['margin'])}\n")
    return "\n".join(parts)


def compare_with_baseline(facts: Facts) -> str:
    """Say how the model compares with the baseline."""
    name, pair = literal(facts.board["baseline"]), facts.pair
    description = literal(facts.board["models"][facts.board["baseline"]]["description"])
    if pair is None:
        return f"It is the baseline that the others have to beat ({description})."
    ends = span(pair["low"], pair["high"], sign=True)
    found = f"{decimal(pair['difference'], sign=True)} {facts.answer['label']} ({ends})"
    verdict = {
        "better": "it is better",
        "worse": "it is worse",
        "equal": "it is equal within the margin",
        "undecided": "whether it is better is undecided",
    }[pair["word"]]
    return f"Against the baseline {name} ({description}): {found}; {verdict}."
