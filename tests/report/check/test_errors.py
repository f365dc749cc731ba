"""The texts that are worth reading."""

import pytest

from bakeoff.report.check.errors import doubt, error_section
from tests.report.plain import variant


@pytest.fixture(scope="module")
def blocks(inputs):
    """Give the two lists."""
    return error_section(inputs).blocks


def test_texts_that_all_get_wrong_come_first(blocks):
    """Then those that models disagree on."""
    assert [(block.title, len(block.texts)) for block in blocks] == [
        ("Every model gets these wrong", 2),
        ("Models disagree on these", 6),
    ]


def test_each_prediction_stands_with_its_models_and_their_probabilities(blocks, raw):
    """As the file has them."""
    for block, key in zip(blocks, ("all_wrong", "disagreements"), strict=True):
        for shown, text in zip(block.texts, raw("errors.json")[key]["texts"], strict=True):
            assert (shown.text, shown.label, shown.slice) == (
                f"win a prize {text['row']}",
                text["label"],
                text["slice"],
            )
            found = {
                model: (guess.label, probability)
                for guess in shown.guesses
                for model, probability in guess.models
            }
            assert found == {
                model: (label, f"{text['probabilities'][model]:.2f}")
                for model, label in text["predicted"].items()
            }


def test_only_the_text_s_own_class_is_right(blocks):
    """It comes first."""
    for block in blocks:
        for text in block.texts:
            assert [guess.right for guess in text.guesses] == [
                guess.label == text.label for guess in text.guesses
            ]
            assert not any(guess.right for guess in text.guesses[1:])


def make_text(inputs, predicted):
    """Make a text of class a."""
    names = inputs.models
    return {
        "row": 1,
        "label": "a",
        "slice": "",
        "predicted": dict(zip(names, predicted, strict=True)),
        "probabilities": {name: 0.1 * (place + 1) for place, name in enumerate(names)},
    }


def test_of_wrong_classes_the_most_frequent_comes_first(inputs):
    """After the right one, however rare that is."""
    shown = doubt(make_text(inputs, "bccabc"), inputs)
    assert [guess.label for guess in shown.guesses] == ["a", "c", "b"]


def test_where_all_agree_they_are_not_listed(inputs):
    """But counted, with the ends of their probabilities."""
    (guess,) = doubt(make_text(inputs, "bbbbbb"), inputs).guesses
    assert guess.together == "all 6 models, 0.10 to 0.60"
    assert {guess.together for guess in doubt(make_text(inputs, "bbbbba"), inputs).guesses} == {""}


@pytest.mark.parametrize(("count", "together"), [(2, ""), (3, "all 3 models, 0.10 to 0.30")])
def test_two_models_are_listed_all_the_same(inputs, count, together):
    """Three are not."""
    models = {name: inputs.board["models"][name] for name in inputs.models[:count]}
    few = variant(inputs, board={"models": models})
    assert doubt(make_text(few, "b" * count), few).guesses[0].together == together


def test_the_note_says_whose_probability_it_is(blocks, many, inputs):
    """Of two classes the positive one; of more, the text's own. A long name is cut."""
    assert blocks[0].note == "With every model's probability of spam."
    note = error_section(many).blocks[0].note
    assert note == "With every model's probability of the text's class."
    long = variant(inputs, board={"classes": ["ham", "x" * 10_000]})
    assert len(error_section(long).blocks[0].note) < 120


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("all_wrong", "The 40 of 1,057 that models are most certain of"),
        ("disagreements", "The 40 of 1,057 on which models are widest apart"),
    ],
)
def test_a_list_that_is_not_whole_is_called_a_choice(inputs, key, most):
    """Of 1,057 texts it is one, of 40 it is not."""
    texts = inputs.errors[key]["texts"][:1] * 40
    notes = [
        error_section(variant(inputs, errors={key: {"count": count, "texts": texts}}))
        .blocks[0]
        .note
        for count in (40, 1057)
    ]
    plain = "ith every model's probability of spam."
    assert notes == [f"W{plain}", f"{most}, w{plain}"]


@pytest.mark.parametrize(
    ("split", "texts"), [("none", "Training texts"), ("time", "Held-out texts")]
)
def test_texts_are_called_what_they_are(inputs, split, texts):
    """Without a split none was held out."""
    made = error_section(variant(inputs, board={"split": split})).made
    assert made.startswith(f"{texts}; probabilities are means over repeats.")


def test_without_mistakes_there_is_no_section(inputs):
    """With one kind of them there is."""
    nothing = {"count": 0, "texts": []}
    none = variant(inputs, errors={"all_wrong": nothing, "disagreements": nothing})
    assert error_section(none) is None and error_section(variant(inputs, errors={})) is None
    one = variant(inputs, errors={**inputs.errors, "all_wrong": nothing})
    assert len(error_section(one).blocks) == 1
