"""The first screen: its sentences and its three numbers."""

import pytest

from bakeoff.report.result.headline import (
    describe_data,
    headline,
    score_number,
    write_banners,
    write_claim,
    write_missing,
    write_reason,
)
from tests.report.plain import variant

OFTEN = (
    "No pretrained vectors are shown to be better than tfidf. It is a close call: on texts "
    "drawn anew it is chosen in 55 of 100 cases, and cnn in 30."
)


def recommend(inputs, model, word=None, **changes):
    """Recommend a model; give its comparison with the baseline another word."""
    answer = {"recommendation": {**inputs.answer["recommendation"], "model": model}}
    if word:
        pairs = inputs.answer["against_baseline"]
        answer["against_baseline"] = [
            {**pair, "word": word} if pair["model"] == model else pair for pair in pairs
        ]
    return variant(inputs, answer=answer, **changes)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("better", "Use keras. It is better than tfidf by 0.019 F1 (0.012 to 0.048)."),
        ("worse", "Use keras. It is worse than tfidf by 0.019 F1 (0.012 to 0.048), and cheaper."),
        ("equal", "Use keras. It equals tfidf, the baseline, within 0.02 F1."),
        ("undecided", "Use keras. Whether it is better than tfidf, the baseline, is undecided."),
    ],
)
def test_the_claim_names_the_model_and_how_it_compares(inputs, word, told):
    """One sentence for each word."""
    assert write_claim(recommend(inputs, "keras", word)) == told


def test_an_equal_choice_says_whether_vectors_are_better(inputs):
    """Those of models that read a source of vectors."""
    claim = "Use keras. It equals tfidf, the baseline, within 0.02 F1."
    equal = recommend(inputs, "keras", "equal")
    pairs = [
        {**x, "word": "undecided" if x["word"] == "better" else x["word"]}
        for x in equal.answer["against_baseline"]
    ]
    none = variant(equal, answer={"against_baseline": pairs})
    told = "No pretrained vectors are shown to be better than tfidf."
    assert write_claim(none) == claim and told in write_reason("It is.", none)
    better = [{**x, "word": "better"} if x["model"] == "glove" else x for x in pairs]
    assert told not in write_reason("It is.", variant(equal, answer={"against_baseline": better}))


def test_a_loss_has_no_sign(inputs):
    """Worse by so much."""
    claim = write_claim(recommend(inputs, "elmo"))
    assert claim == "Use elmo. It is worse than tfidf by 0.173 F1 (0.139 to 0.217), and cheaper."


def test_the_baseline_may_be_the_choice(inputs):
    """Others are better by little, or none is."""
    better = recommend(inputs, "tfidf")
    assert write_claim(better).endswith("baseline. The better models gain little, and cost more.")
    pairs = [x for x in inputs.answer["against_baseline"] if x["word"] != "better"]
    none = variant(better, answer={"against_baseline": pairs})
    assert write_claim(none) == "Use tfidf, the baseline. No model is shown to be better."
    worse = [{**x, "word": "worse"} for x in pairs]
    beaten = variant(better, answer={"against_baseline": worse})
    assert write_claim(beaten) == "Use tfidf, the baseline. Every other model is worse."


def test_the_only_model_is_called_so(inputs):
    """It is compared with nothing."""
    models = {"tfidf": inputs.board["models"]["tfidf"]}
    alone = variant(
        recommend(inputs, "tfidf"), board={"models": models}, answer={"against_baseline": []}
    )
    assert write_claim(alone) == "Use tfidf. It is the only model."


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("tfidf", "Use tfidf, the baseline. No model was compared with it."),
        ("keras", "Use keras. It was not compared with tfidf, the baseline."),
    ],
)
def test_without_a_comparison_the_claim_says_so(inputs, chosen, told):
    """It says nothing of which model is better; nor is one of several the only one."""
    apart = variant(recommend(inputs, chosen), answer={"against_baseline": []})
    assert write_claim(apart) == told
    reason = "a comparison with the baseline (metrics/answer.json has none)"
    assert write_missing(apart) == f"Not on this page: {reason}."


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Use keras: it is the cheapest.", "It is the cheapest."),
        ("For these training rows use keras: it is.", "For these training rows it is."),
        ("A first answer: use keras: it is the cheapest.", "A first answer: it is the cheapest."),
        ("Keras it is.", "Keras it is."),
    ],
)
def test_the_reason_does_not_repeat_the_claim(inputs, sentence, reason):
    """What limits it stays."""
    assert write_reason(sentence, inputs) == f"{reason} {OFTEN}"


def test_the_baseline_s_reason_does_not_repeat_it_either(inputs):
    """Its name has an addition."""
    told = write_reason("Use tfidf, the baseline: it is the cheapest.", recommend(inputs, "tfidf"))
    assert told.startswith("It is the cheapest. ")


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"keras": 0.8, "glove": 0.2}, "the choice is the same in 80 of 100 cases."),
        (
            {"keras": 0.79, "elmo": 0.01, "glove": 0.2},
            "in 79 of 100 cases, and glove in 20.",
        ),
        ({"keras": 1.0}, ""),
    ],
)
def test_a_close_call_is_called_so(inputs, chosen, told):
    """With the model that is chosen next often."""
    recommendation = {**inputs.answer["recommendation"], "chosen": chosen}
    reason = write_reason("It is.", variant(inputs, answer={"recommendation": recommendation}))
    assert reason.endswith(told or "better than tfidf.")
    assert ("close call" in reason) == ("glove in" in told)


@pytest.mark.parametrize(("count", "named"), [(3, " (ham, spam and c)"), (4, "")])
def test_the_data_are_described_in_a_line(inputs, count, named):
    """Three classes are named, more are counted."""
    classes = ["ham", "spam", "c", "d"][:count]
    told = describe_data(variant(inputs, board={"classes": classes}))
    assert told == f"Preset sample: 201 texts in {count} classes{named}"


@pytest.mark.parametrize(
    ("texts", "vectors", "told"),
    [
        (True, ["glove"], "Sample data: invented messages and vectors. Do not quote the numbers."),
        (True, [], "Sample data: invented messages. Do not quote the numbers."),
        (False, ["glove", "elmo"], "The vectors of glove and elmo are the sample's"),
        (False, [], None),
    ],
)
def test_a_banner_says_what_is_invented(inputs, texts, vectors, told):
    """Texts, vectors, both or neither."""
    board = {"invented": {"texts": texts, "vectors": vectors}}
    banners = write_banners(variant(inputs, board=board))
    assert banners == [] if told is None else banners[0].startswith(told)


def test_a_banner_says_that_nothing_was_held_out(inputs):
    """And so does the score."""
    none = variant(inputs, board={"split": "none"})
    assert "were trained on" in write_banners(none)[-1]
    assert "on the 201 texts that it was trained on" in score_number(none).text
    assert len(write_banners(inputs)) == 1


def test_what_the_page_leaves_out_is_named_in_one_line(inputs):
    """All of it, or nothing."""
    models = {name: {**x, "slices": {}} for name, x in inputs.board["models"].items()}
    bare = variant(
        inputs,
        board={"models": models},
        answer={"against_baseline": [], "pretraining": [], "few_labels": None},
        costs={},
        maps={},
    )
    told = write_missing(bare)
    assert told.startswith("Not on this page: label curves (") and "\n" not in told
    for part in (
        "costs",
        "maps of vectors",
        "comparison with the baseline",
        "what the right vectors are worth",
        "slices",
    ):
        assert part in told
    assert write_missing(inputs) == ""


def test_one_missing_thing_is_named_alone(inputs):
    """As a sentence."""
    told = write_missing(variant(inputs, maps={}))
    assert told == "Not on this page: maps of vectors (project has no entry)."


def test_maps_that_may_not_be_shown_are_named(inputs):
    """An encoder's map shows texts; `report.texts` allows that, or does not."""
    told = write_missing(variant(inputs, maps={}, hidden_maps=("minilm", "e5")))
    assert told == "Not on this page: maps of texts by minilm, e5 (report.texts is not all)."


def test_the_first_screen_has_everything(inputs):
    """The chart by number of labels, steps, and the table."""
    first = headline(inputs)
    assert first.reason == f"It is the cheapest. {OFTEN}" and len(first.numbers) == 3
    assert first.chart.name == "labels-f1" and first.table.caption.startswith("All models by F1")
    assert first.steps[0].title == "Use it."
