"""The answer in words, for every way it can end."""

import copy

import pytest

from bakeoff.evaluation.sentences import mark_quick, mark_trained_on, recommend, write_sentences

PAIR = {
    "model": "glove",
    "other": "tfidf",
    "difference": 0.01,
    "low": -0.01,
    "high": 0.03,
    "p_value": 0.2,
    "word": "undecided",
    "within_margin": False,
    "se_texts": 0.008,
    "se_training": 0.002,
    "smallest_difference": 0.0211,
    "texts_needed": 11_234,
}
ANSWER = {
    "metric": "f1",
    "label": "F1",
    "margin": 0.02,
    "baseline": "tfidf",
    "texts": 5157,
    "one_training_set": False,
    "scores": {
        name: {"f1": {"value": value, "low": value - 0.01, "high": value + 0.01, "draws": 100}}
        for name, value in (("glove", 0.963), ("tfidf", 0.953), ("elmo", 0.95))
    },
    "against_baseline": [PAIR, {**PAIR, "model": "elmo"}],
    "pairs": [{**PAIR, "other": "elmo"}],
    "pretraining": [],
    "against_learned": [],
    "few_labels": None,
    "perfect": {"low": 0.02, "could_be_better": True},
    "recommendation": {
        "model": "tfidf",
        "rule": "close_to_best",
        "loss": 0.0172,
        "score": 0.953,
        "score_out_of_bag": 0.9504,
        "chosen": {"glove": 0.1701, "tfidf": 0.8298, "elmo": 0.0001},
    },
}


def change(**values):
    """Copy the answer, with other values."""
    return {**copy.deepcopy(ANSWER), **values}


def test_nothing_is_decided():
    """What would have been found stands beside it, and what it would take."""
    baseline, power, pairs, choice, last = write_sentences(ANSWER)
    assert baseline == (
        "Compared with tfidf (F1 .953), glove (.963) and elmo (.950) are undecided."
    )
    assert power == (
        "A true difference to tfidf of .022 F1 or more is found in at least 80 of 100 cases; "
        "to call equal models equal as often takes about 12,000 texts."
    )
    assert pairs == "glove against elmo, .010 [−.010, .030] F1: undecided."
    assert choice == (
        "The rule behind the recommendation chooses tfidf in 83 % and glove in 17 % of bootstrap "
        "draws; its choices score .950 F1 on the texts not drawn."
    )
    assert last == (
        "Use tfidf, the baseline: it is the cheapest model that is, with 95 % confidence, at most "
        ".02 F1 worse than any other."
    )


def test_every_word_has_a_place():
    """Better first; what is better by less than the margin stands apart."""
    cases = {"a": ("better", False), "b": ("worse", True), "c": ("equal", True)}
    cases |= {"d": ("better", True), "e": ("better", False)}
    pairs = [
        {**PAIR, "model": name, "word": word, "within_margin": within}
        for name, (word, within) in cases.items()
    ]
    scores = ANSWER["scores"] | dict.fromkeys(cases, ANSWER["scores"]["glove"])
    sentence = write_sentences(change(against_baseline=pairs, scores=scores))[0]
    assert sentence == (
        "Compared with tfidf (F1 .953), a (.963) and e (.963) are better; d (.963) is better, by "
        "less than .02 F1; c (.963) is equal; b (.963) is worse, by less than .02 F1."
    )


def test_that_nothing_could_be_found_comes_first():
    """Unless a model is better all the same."""
    perfect = {"low": -0.01, "could_be_better": False}
    assert write_sentences(change(perfect=perfect))[0] == (
        "Even a model without errors could not be called better than tfidf (F1 .953) with these "
        "5,157 texts."
    )
    better = [{**PAIR, "word": "better"}]
    assert write_sentences(change(perfect=perfect, against_baseline=better))[0].startswith("Comp")


def test_none_is_certain_to_be_close():
    """The loss that is not excluded is never rounded down."""
    chosen = {**ANSWER["recommendation"], "rule": "not_worse", "model": "elmo"}
    chosen["score"] = 0.95
    assert recommend(change(recommendation=chosen)) == (
        "Use elmo: no model is certain to be within .02 F1 of the best, and elmo is the cheapest "
        "that is not shown to be worse than another; a loss of up to .018 F1 is not excluded "
        "(glove scores best: .963 against .950)."
    )
    chosen |= {"model": "glove", "score": 0.963}
    assert recommend(change(recommendation=chosen)).endswith(" is not excluded.")


def test_one_model_alone():
    """There is nothing to compare, and no choice to describe."""
    chosen = {**ANSWER["recommendation"], "rule": "only"}
    assert write_sentences(change(recommendation=chosen, against_baseline=[], pairs=[])) == [
        "Use tfidf, the baseline: there is no other model to compare it with (F1 .953)."
    ]


def test_one_training_set_limits_the_answer():
    """To these training rows."""
    *_, note, last = write_sentences(change(one_training_set=True))
    assert note.startswith("All of this holds for these training rows")
    assert last.startswith("For these training rows use tfidf")


def test_margin_0_is_no_amount():
    """The sentence does without it."""
    last = recommend(change(margin=0.0))
    assert last.endswith("that is, with 95 % confidence, no worse than any other.")
    chosen = {**ANSWER["recommendation"], "rule": "not_worse"}
    last = recommend(change(margin=0.0, recommendation=chosen))
    assert "no model is certain to be the best, and tfidf is the cheapest" in last


def test_a_model_that_is_hardly_chosen_is_not_named():
    """Rather than in 0 % of the draws."""
    chosen = {**ANSWER["recommendation"], "chosen": {"tfidf": 0.995, "glove": 0.005}}
    choice = write_sentences(change(recommendation=chosen))[-2]
    assert "chooses tfidf in 100 % of bootstrap draws" in choice


def test_pairs_are_counted_and_the_largest_difference_is_named():
    """With its interval."""
    better = {**PAIR, "word": "better", "difference": 0.048, "low": 0.015, "high": 0.085}
    pairs = [PAIR, better, {**PAIR, "word": "equal"}, {**PAIR, "word": "equal"}]
    assert write_sentences(change(pairs=pairs))[2] == (
        "Of the 4 pairs without tfidf, 1 differs, 2 are equal and 1 is undecided; the largest "
        "difference is glove against tfidf, .048 [.015, .085] F1."
    )


@pytest.mark.parametrize(
    ("word", "ending"),
    [
        ("better", "it is better than shuffled, the same vectors on the wrong words."),
        ("worse", "it is worse than shuffled, the same vectors on the wrong words."),
        ("equal", "it is equal to shuffled, the same vectors on the wrong words."),
        (
            "undecided",
            "it is undecided whether glove is better than shuffled, the same vectors on the wrong "
            "words.",
        ),
    ],
)
def test_what_vectors_are_worth(word, ending):
    """A number with its interval, and the word."""
    sentence = write_sentences(change(pretraining=[{**PAIR, "other": "shuffled", "word": word}]))[3]
    assert sentence == f"The right vectors are worth .010 [−.010, .030] F1 to glove: {ending}"


def test_vectors_are_held_against_those_that_a_model_learns():
    """They may be worth much and still be worse."""
    learned = {**PAIR, "other": "keras", "word": "worse", "difference": -0.02, "high": -0.001}
    worth = {**PAIR, "other": "shuffled", "word": "better"}
    told = write_sentences(change(pretraining=[worth], against_learned=[learned]))[3]
    assert told.endswith(
        " Against keras, whose vectors are learned from these texts, glove is worse: "
        "−.020 [−.010, −.001] F1."
    )


def test_a_control_does_not_blur_what_is_found():
    """Its own difference is the least certain."""
    control = {**PAIR, "model": "shuffled", "smallest_difference": 0.1, "texts_needed": 99_999}
    worth = {**PAIR, "other": "shuffled"}
    pairs = [*ANSWER["against_baseline"], control]
    scores = ANSWER["scores"] | {"shuffled": ANSWER["scores"]["elmo"]}
    changed = change(against_baseline=pairs, pretraining=[worth], scores=scores)
    changed["pairs"] += [{**worth, "word": "better", "difference": 0.5}]
    assert write_sentences(changed)[1:3] == write_sentences(ANSWER)[1:3]


@pytest.mark.parametrize(
    ("preset", "command"),
    [("quick", "make repro"), ("mine", "bakeoff init without --quick")],
)
def test_a_quick_answer_is_marked_where_it_is_quoted(preset, command):
    """In the last sentence and in the recommendation; the other sentences stay."""
    answer = copy.deepcopy(ANSWER)
    answer["sentences"] = ["Nothing is certain.", "Use tfidf: it is the cheapest."]
    mark_quick(answer, preset, 3)
    look = f"A first answer ({len(answer['scores'])} models, 3 rounds; {command} compares more)"
    marked = f"{look}: use tfidf: it is the cheapest."
    assert answer["sentences"] == ["Nothing is certain.", marked] and answer["quick"] is True
    assert answer["recommendation"]["sentence"] == marked


def test_an_answer_from_training_texts_is_marked():
    """With `prepare.split: none` no text is held out."""
    answer = change(sentences=["Use tfidf: it is the cheapest."])
    mark_trained_on(answer)
    marked = answer["recommendation"]["sentence"]
    assert marked == answer["sentences"][-1]
    assert marked == (
        "The texts are those that the models were trained on, and say nothing of others: use "
        "tfidf: it is the cheapest."
    )


def test_recall_at_a_precision_of_the_choice_is_not_told():
    """It rises where a round has fewer texts."""
    sentence = write_sentences(
        change(
            metric="recall_at_precision",
            scores={
                name: {"recall_at_precision": scores["f1"]}
                for name, scores in ANSWER["scores"].items()
            },
        )
    )[3]
    assert sentence.endswith("of bootstrap draws.")


def test_intervals_without_a_variance_of_training_say_so():
    """Of the pairs with the baseline."""
    pairs = [{**PAIR, "se_training": 0.0}]
    assert write_sentences(change(against_baseline=pairs))[-2] == (
        "Against tfidf, rounds differ no more than their texts explain: these intervals contain no "
        "variance of training."
    )
    assert "rounds differ" not in " ".join(write_sentences(ANSWER))


def test_several_of_each_word_are_in_the_plural():
    """The largest difference is that of the pair that differs most, whoever is better."""
    worse = {**PAIR, "word": "worse", "difference": -0.06, "low": -0.09, "high": -0.03}
    pairs = [PAIR, PAIR, {**PAIR, "word": "equal"}, {**PAIR, "word": "better"}, worse]
    assert write_sentences(change(pairs=pairs))[2] == (
        "Of the 5 pairs without tfidf, 2 differ, 1 is equal and 2 are undecided; the largest "
        "difference is glove against tfidf, −.060 [−.090, −.030] F1."
    )
