"""What the answer says of few labels."""

from bakeoff.evaluation.label_sentences import describe_few_labels, describe_labels

SWITCH = {"model": "glove", "other": "tfidf", "labels": 400}


def few(f1, pr_auc, switch=None, metric="f1"):
    """Describe label curves: (model, needed, low, high) by both scores."""
    saved = {
        score: [
            {"model": name, "other": "tfidf", "labels": 100}
            | dict(zip(("needed", "low", "high"), ends, strict=True))
            for name, *ends in lines
        ]
        for score, lines in (("f1", f1), ("pr_auc", pr_auc))
    }
    label = {"f1": "F1", "pr_auc": "PR-AUC"}[metric]
    found = {"metric": metric, "label": label, "switch": switch, "saved": saved}
    return {"baseline": "tfidf", "few_labels": found}


def test_labels_saved_are_counted_where_both_scores_show_them():
    """Most first, by the metric of the verdict."""
    lines = [("elmo", 150, 120, 180), ("glove", 310, 200, 480), ("bag", 105, 90, 130)]
    assert describe_labels(few(lines, lines)) == (
        "By F1 and by PR-AUC, tfidf needs more labels to reach what others reach with 100: "
        "310 [200, 480] for glove and 150 [120, 180] for elmo by F1."
    )
    assert describe_labels(few(lines, lines[:1], metric="pr_auc")) == (
        "By PR-AUC, tfidf needs more labels to reach what others reach with 100: "
        "150 [120, 180] for elmo."
    )


def test_labels_beyond_the_curve_have_a_lower_bound():
    """It says as much as the texts can; it comes first."""
    lines = [("glove", 310, 200, 480), ("e5", None, 380, None), ("use", None, 60, None)]
    assert describe_labels(few(lines, lines)) == (
        "By F1 and by PR-AUC, tfidf needs more labels to reach what others reach with 100: "
        "more than 380 for e5 and 310 [200, 480] for glove by F1."
    )


def test_what_pr_auc_does_not_show_is_a_matter_of_the_threshold():
    """It is no claim about labels."""
    f1 = [("elmo", 150, 120, 180), ("glove", 310, 200, 480)]
    assert describe_labels(few(f1, [("elmo", None, None, None), ("glove", 52, 32, 86)])) == (
        "With 100 labels glove and elmo are ahead of tfidf by F1, but not by PR-AUC: that is a "
        "matter of the threshold."
    )
    assert describe_labels(few(f1[:1], [])) == (
        "With 100 labels elmo is ahead of tfidf by F1, but not by PR-AUC: that is a matter of the "
        "threshold."
    )


def test_nothing_shown_is_said():
    """And no sentence stands where there is no curve."""
    none = [("elmo", None, None, None)]
    assert describe_labels(few(none, none)) == "No model is shown to save labels against tfidf."
    assert describe_few_labels({"baseline": "tfidf", "few_labels": None}) == ""


def test_the_model_for_few_labels_is_named():
    """After what the curves show."""
    none = [("elmo", None, None, None)]
    assert describe_few_labels(few(none, none, SWITCH)) == (
        "No model is shown to save labels against tfidf. With 400 labels or fewer use glove."
    )
