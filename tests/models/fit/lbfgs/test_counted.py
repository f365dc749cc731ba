"""Texts in which a linear model finds few n-grams, or none."""

from dataclasses import replace

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.models.fit.lbfgs import fitting
from tests.models.fit.lbfgs.test_fitting import MODEL, ODD, ROUND, task


def test_texts_that_hold_no_n_gram_at_all_are_one_line():
    """Whatever min_count."""
    model = MODEL.model_copy(update={"characters": None})
    wrong = replace(task(), model=model, texts=["-"] * 60)
    with pytest.raises(BakeoffError, match=r"models\.small: expected n-grams in 30 ") as error:
        next(fitting.fit_rounds(wrong, [ROUND]))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("texts", "words", "characters", "logged"),
    [
        ([f"Kim{row}" for row in range(60)], [1, 2], [2, 5], "n-gram of words is in 20 texts"),
        (["第0部电影", "第1部好看"] * 30, [2, 2], [5, 5], "those in 10 are counted"),
        (["👍", "👎"] * 30, [2, 2], [1, 3], "n-gram of words is in 20 texts: none is counted"),
    ],
)
def test_a_part_without_frequent_n_grams_takes_what_there_is(
    texts, words, characters, logged, caplog, tmp_path
):
    """Or is left out, and the log says so; the model is saved and reads any text."""
    changes = {"min_count": 20, "words": words, "characters": characters}
    few = replace(task(), model=MODEL.model_copy(update=changes), texts=texts)
    outcomes = [*fitting.fit_rounds(few, [ROUND])]
    assert logged in caplog.text
    final = fitting.fit_final(few, [ROUND], outcomes, tmp_path)
    assert final.classify([*texts[:2], *ODD]).shape == (6, 2)
