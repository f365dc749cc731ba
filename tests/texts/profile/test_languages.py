"""Scripts, and guesses at languages."""

from bakeoff.texts.profile.languages import GUESSED, count_scripts, guess_languages

ENGLISH = "This is a sentence of several plain English words."
GERMAN = "Dies ist ein Satz aus einigen schlichten deutschen Wörtern."


def test_scripts_are_shares_of_the_letters():
    """The largest first; digits and marks have none."""
    assert count_scripts(["abc def 123!", "中文"]) == {"Latin": 0.75, "Han": 0.25}
    assert count_scripts(["ひらカタ한글ขอ"]) == dict.fromkeys(
        ["Hiragana", "Katakana", "Hangul", "Thai"], 0.25
    )
    assert count_scripts(["12 !?", ""]) == {}


def test_languages_are_guessed_from_some_hundred_texts():
    """The most frequent first."""
    found = guess_languages([ENGLISH] * 3000 + [GERMAN] * 1000)
    assert found["texts"] == GUESSED
    assert [*found["shares"]] == ["en", "de"] and 0.7 < found["shares"]["en"] < 0.8


def test_a_text_of_a_few_words_gives_no_guess():
    """It would be wrong as often as not."""
    assert guess_languages(["ok", "yes"]) == {"texts": 0, "shares": {}}
