"""What the answer says of few labels: how many a model saves, and which model to use there."""

import math

from bakeoff.evaluation.answer_format import Answer, FewLabels, SavedLine
from bakeoff.evaluation.wording import join_names


def describe_few_labels(answer: Answer) -> str:
    """Say what the label curves show; empty if there are none."""
    return f"{describe_labels(answer) or ''}{switch_model(answer)}".strip()


def describe_labels(answer: Answer) -> str | None:
    """Say how many labels the baseline needs to reach what other models reach with few.

    What PR-AUC does not confirm is called a matter of the threshold: with few labels a model may
    rank texts well and give none of them one half.
    """
    few, baseline = answer["few_labels"], answer["baseline"]
    if few is None or not few["saved"][few["metric"]]:
        return None
    worth, ranked = (find_worth(few, score) for score in (few["metric"], "pr_auc"))
    labels = few["saved"][few["metric"]][0]["labels"]
    sure = {name: line for name, line in worth.items() if name in ranked}
    told = []
    if sure:
        counts = [write_count(line) for line in sure.values()]
        both, ending = "", ""
        if few["metric"] != "pr_auc":
            both, ending = " and by PR-AUC", f" by {few['label']}"
        told.append(
            f"By {few['label']}{both}, {baseline} needs more labels to reach what others reach "
            f"with {labels}: {join_names(counts)}{ending}."
        )
    if doubtful := [name for name in worth if name not in ranked]:
        told.append(
            f"With {labels} labels {join_names(doubtful)} "
            f"{'is' if len(doubtful) == 1 else 'are'} ahead of {baseline} by {few['label']}, but "
            "not by PR-AUC: that is a matter of the threshold."
        )
    return " ".join(told) or f"No model is shown to save labels against {baseline}."


def find_worth(few: FewLabels, score: str) -> dict[str, SavedLine]:
    """Find the models that save labels by a score, the one that saves most first."""
    lines = sorted(few["saved"][score], key=lambda line: -(line["needed"] or math.inf))
    return {line["model"]: line for line in lines if line["low"] and line["low"] > line["labels"]}


def write_count(line: SavedLine) -> str:
    """Write how many labels reach what the model reaches with few, or more than how many."""
    if line["needed"] is None:
        return f"more than {line['low']:,} for {line['model']}"
    return f"{line['needed']:,} [{line['low']:,}, {line['high']:,}] for {line['model']}"


def switch_model(answer: Answer) -> str:
    """Name the model to use where labels are few; empty if none is shown to be better."""
    switch = answer["few_labels"] and answer["few_labels"]["switch"]
    if not switch:
        return ""
    return f" With {switch['labels']:,} labels or fewer use {switch['model']}."
