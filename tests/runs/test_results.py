"""Answers of other commits."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.runs.places import WORKSPACE
from bakeoff.runs.results import read_run
from tests.runs.projects import make_answer, write


def test_scores_and_words_are_read(tmp_path, monkeypatch):
    """A score that is not defined is None."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, make_answer())
    run = read_run(WORKSPACE)
    assert run.score("glove", "f1") == 0.9 and run.score("glove", "mcc") is None
    assert run.results.words == {"glove": "better"}


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\xff", "{}", '{"scores": []}'])
def test_an_answer_of_another_form_is_one_line(tmp_path, monkeypatch, text):
    """That names the file."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    (tmp_path / "metrics/answer.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(BakeoffError, match=r"workspace: metrics/answer.json: ") as caught:
        read_run(WORKSPACE)
    assert len(str(caught.value)) < 300
