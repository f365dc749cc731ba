"""The file of sentences: read back, it gives the tokens that the generator gave."""

from bakeoff.encoders.bilm.corpus import read_sentences
from bakeoff.sources.sample.language import build_language
from bakeoff.sources.sample.sentences import compose_sentences, write_sentences


def test_sentences_are_read_as_they_were_composed(tmp_path):
    """By the stage `pretrain`: the same tokens in the same order, so the same biLM."""
    path = tmp_path / "sentences" / "sentences.txt"
    write_sentences(path, seed=1, count=2000)
    assert list(read_sentences(path)) == list(compose_sentences(build_language(1), 1, 2000))


def test_a_line_is_a_sentence_with_single_spaces(tmp_path):
    """Whatever the token, so that other tools can read it too."""
    write_sentences(tmp_path / "a.txt", seed=2, count=300)
    lines = (tmp_path / "a.txt").read_bytes().decode("utf-8").split("\n")
    assert len(lines) == 301 and lines.pop() == ""
    assert all(line == " ".join(line.split()) for line in lines)
