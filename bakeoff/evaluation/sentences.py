"""The answer in plain English, for the terminal and the README."""

from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.label_sentences import describe_labels, switch_model
from bakeoff.evaluation.pair_sentences import describe_pairs, describe_pretraining
from bakeoff.evaluation.wording import join_names, round_count, round_up, shorten

QUICK = "quick"  # the preset of a first answer on the sample
WORDS = ("better", "equal", "undecided", "worse")


def write_margin(answer: Answer) -> str:
    """Write the margin with the metric: `.02 F1`."""
    return f"{answer['margin']:g}".removeprefix("0").join(("", f" {answer['label']}"))


def _value(answer: Answer, model: str) -> float:
    return answer["scores"][model][answer["metric"]]["value"]


def describe_ceiling(answer: Answer) -> str | None:
    """Say that no model could be called better than the baseline, if that is so."""
    if answer["perfect"]["could_be_better"]:
        return None
    if any(pair["word"] == "better" for pair in answer["against_baseline"]):
        return None
    baseline = answer["baseline"]
    score = f"{answer['label']} {shorten(_value(answer, baseline))}"
    return (
        f"Even a model without errors could not be called better than {baseline} ({score}) with "
        f"these {answer['texts']:,} texts."
    )


def describe_training(answer: Answer) -> str | None:
    """Say what intervals leave out: other training texts, or any variance of training."""
    if not answer["one_training_set"]:
        pairs = answer["against_baseline"]
        if not pairs or any(pair["se_training"] for pair in pairs):
            return None
        return (
            f"Against {answer['baseline']}, rounds differ no more than their texts explain: these "
            "intervals contain no variance of training."
        )
    return "All of this holds for these training rows: how far others would change it is not known."


def describe_baseline(answer: Answer) -> str | None:
    """Say how every model compares with the baseline."""
    if not answer["against_baseline"]:
        return None
    groups: dict[str, list[str]] = {}
    for word in WORDS:
        for near in (False, True):
            key = f"{word}, by less than {write_margin(answer)}" if near else word
            groups[key] = [
                f"{pair['model']} ({shorten(_value(answer, pair['model']))})"
                for pair in answer["against_baseline"]
                if pair["word"] == word and (pair["within_margin"] and word != "equal") == near
            ]
    parts = [
        f"{join_names(names)} {'is' if len(names) == 1 else 'are'} {key}"
        for key, names in groups.items()
        if names
    ]
    score = f"{answer['label']} {shorten(_value(answer, answer['baseline']))}"
    return f"Compared with {answer['baseline']} ({score}), {'; '.join(parts)}."


def describe_power(answer: Answer) -> str | None:
    """Say which differences to the baseline are found, and what undecided pairs need.

    Controls have no say: they are far worse, which makes their differences less certain.
    """
    controls = {pair["other"] for pair in answer["pretraining"]}
    pairs = [pair for pair in answer["against_baseline"] if pair["model"] not in controls]
    sizes = [x["smallest_difference"] for x in pairs if x["smallest_difference"] is not None]
    if not sizes:
        return None
    text = (
        f"A true difference to {answer['baseline']} of {round_up(max(sizes))} {answer['label']} or "
        "more is found in at least 80 of 100 cases"
    )
    needed = [x["texts_needed"] for x in pairs if x["texts_needed"] is not None]
    if not needed:
        return f"{text}."
    count = f"{round_count(max(needed)):,}"
    return f"{text}; to call equal models equal as often takes about {count} texts."


def describe_choice(answer: Answer) -> str | None:
    """Give the score of the choice that is not optimistic, and how often each model is chosen.

    The score is left out for recall at a precision: with fewer texts in a round, more of them can
    be found at the precision that is required, so it would be too good.
    """
    chosen = answer["recommendation"]
    if chosen["rule"] == "only" or chosen["score_out_of_bag"] is None:
        return None
    shares = sorted(chosen["chosen"].items(), key=lambda item: -item[1])
    often = [f"{name} in {100 * share:.0f} %" for name, share in shares if share > 0.005]
    text = f"The rule behind the recommendation chooses {join_names(often)} of bootstrap draws"
    if answer["metric"] == "recall_at_precision":
        return f"{text}."
    fair = f"{shorten(chosen['score_out_of_bag'])} {answer['label']}"
    return f"{text}; its choices score {fair} on the texts not drawn."


def recommend(answer: Answer) -> str:
    """Recommend one model, in one sentence."""
    chosen = answer["recommendation"]
    model, margin = chosen["model"], write_margin(answer)
    named = f"{model}, the baseline" if model == answer["baseline"] else model
    use = f"For these training rows use {named}" if answer["one_training_set"] else f"Use {named}"
    if chosen["rule"] == "only":
        score = f"{answer['label']} {shorten(chosen['score'])}"
        return f"{use}: there is no other model to compare it with ({score})."
    if chosen["rule"] == "close_to_best":
        close = f"at most {margin} worse" if answer["margin"] else "no worse"
        sure = f"with 95 % confidence, {close} than any other"
        return f"{use}: it is the cheapest model that is, {sure}."
    loss = f"{round_up(chosen['loss'])} {answer['label']}"
    near = f"within {margin} of the best" if answer["margin"] else "the best"
    return (
        f"{use}: no model is certain to be {near}, and {model} is the "
        f"cheapest that is not shown to be worse than another; a loss of up to {loss} is not "
        f"excluded{_name_best(answer)}."
    )


def _name_best(answer: Answer) -> str:
    """Name the model with the best score, if it is not the recommended one."""
    best, chosen = next(iter(answer["scores"])), answer["recommendation"]
    if best == chosen["model"]:
        return ""
    score = answer["scores"][best][answer["metric"]]["value"]
    return f" ({best} scores best: {shorten(score)} against {shorten(chosen['score'])})"


def write_sentences(answer: Answer) -> list[str]:
    """Write the answer: first what could not be found, last the recommendation."""
    parts = (
        describe_ceiling(answer),
        describe_baseline(answer),
        describe_power(answer),
        describe_pairs(answer),
        describe_pretraining(answer),
        describe_labels(answer),
        describe_choice(answer),
        describe_training(answer),
    )
    return [*(part for part in parts if part), recommend(answer) + switch_model(answer)]


def mark_quick(answer: Answer, preset: str, rounds: int) -> None:
    """Say in the recommendation that it is a first answer, and how to get the whole one."""
    answer["quick"] = True
    seen = f"{len(answer['scores'])} models, {rounds} round{'s' * (rounds != 1)}"
    command = "make repro" if preset == QUICK else "bakeoff init without --quick"
    mark(answer, f"A first answer ({seen}; {command} compares more)")


def mark_trained_on(answer: Answer) -> None:
    """Say in the recommendation that no text was held out."""
    mark(answer, "The texts are those that the models were trained on, and say nothing of others")


def mark(answer: Answer, warning: str) -> None:
    """Put a warning before the recommendation."""
    sentence = answer["sentences"][-1]
    marked = f"{warning}: {sentence[0].lower()}{sentence[1:]}"
    answer["sentences"][-1] = answer["recommendation"]["sentence"] = marked
