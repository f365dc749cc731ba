"""The first look on the page."""

from bakeoff.report.check.look import look_section
from tests.report.plain import variant


def facts(inputs, **changes):
    """Give the facts of the section, with other data."""
    changed = variant(inputs, data={**inputs.data, **changes})
    return dict(look_section(changed).blocks[0].facts)


def test_texts_are_described_by_their_counts(inputs):
    """Classes, lengths, scripts and languages."""
    found, look = facts(inputs), inputs.data["look"]
    assert look_section(inputs).lead.startswith("4,000 texts of ")
    assert found["characters"].startswith("61 at the median, at most 155 in 95 %")
    assert found["scripts"] == "Latin 100 %, Han 0 %"
    assert found["languages"] == "en 97 %, de 3 % (guessed from 300)"
    assert found["classes"].startswith(f"{next(iter(look['classes']))} 3,500")


def test_what_was_found_or_changed_is_named_and_the_rest_left_out(inputs):
    """Texts of one word, pooled classes, merged labels."""
    found = facts(inputs)
    assert found["texts of one word"] == "7" and found["pooled in other"] == "tiny 3"
    assert any(name.startswith("merged in ") for name in found)
    assert not {"empty texts", "dropped as too rare"} & set(found)


def test_languages_of_less_than_half_a_percent_are_left_out(inputs):
    """They are guesses at one text or two."""
    guess = {"texts": 300, "shares": {"en": 0.992, "de": 0.005001, "sv": 0.0033, "bs": 0.0}}
    found = facts(inputs, look={**inputs.data["look"], "languages": guess})
    assert found["languages"] == "en 99 %, de 1 % (guessed from 300)"


def test_many_classes_are_abridged(inputs):
    """The largest are named."""
    look = {**inputs.data["look"], "classes": {f"class {n}": 100 - n for n in range(30)}}
    assert facts(inputs, look=look)["classes"].endswith("class 7 93 and 22 more")


def test_ten_texts_show_what_the_token_rule_does(inputs):
    """The beginnings of texts that may be shown, with their tokens."""
    shown = look_section(inputs).blocks[1]
    assert len(shown.cuts) == 10
    assert shown.cuts[-1] == {
        "row": 79,
        "text": "win a prize 79",
        "tokens": ["win", "a", "prize", "79"],
    }


def test_what_cannot_be_seen_is_shown_as_escapes(inputs):
    """In texts and in tokens."""
    cut = {"row": 1, "text": "\x1b[1m \u200b", "tokens": ["\x1b[1m", "\u200b"]}
    (shown,) = look_section(variant(inputs, token_rule=[cut])).blocks[1].cuts
    assert shown == {"row": 1, "text": r"\x1b[1m \u200b", "tokens": [r"\x1b[1m", r"\u200b"]}


def test_without_texts_that_may_be_shown_there_are_lengths_alone(inputs):
    """They are numbers."""
    (block,) = look_section(variant(inputs, token_rule=[])).blocks
    assert dict(block.facts)["tokens"].startswith("4 at the median, at most 4 in 95 %")


def test_texts_without_tokens_and_beyond_the_limit_are_counted(inputs):
    """If there are any."""
    named = {"texts without tokens", "texts longer than text.max_length"}
    assert not named & set(facts(inputs))
    tokens = {"without_tokens": 3, "looked_at": 5000, "too_long": 1200, "max_length": 300}
    found = dict(look_section(variant(inputs, tokens=inputs.tokens | tokens)).blocks[0].facts)
    assert found["texts without tokens"] == "3 of 5,000"
    told = "1,200; networks read their first 300 tokens"
    assert found["texts longer than text.max_length"] == told
