"""Which tokens get a row, and in which order."""

from collections import Counter

from bakeoff.core.table import write_table
from bakeoff.core.tokens import RESERVED, count_tokens
from bakeoff.core.vocabulary import load_vocabulary
from bakeoff.sources.sample.published import PHRASES
from stages.build_vocabulary import build_vocabulary
from tests.texts.tables import table_of


def words(texts):
    """List the vocabulary of texts."""
    return build_vocabulary(count_tokens(text.split() for text in texts))


def test_words_stand_by_frequency_then_by_first_appearance():
    """Behind padding and unknown; the rarest too."""
    assert words(["b a c", "c a d", "a"]) == [*RESERVED, "a", "c", "b", "d"]


def test_the_seven_phrases_of_the_notebook_have_fifteen_words():
    """In the order that its tokenizer gave them."""
    found = words(phrase for phrase, _ in PHRASES)
    assert found[:7] == [*RESERVED, "nice", "great", "best", "amazing", "stop"]
    assert found[-1] == "respectable" and len(found) == 2 + 15


def test_no_text_makes_a_vocabulary_of_the_reserved():
    """Texts without a known word are no error."""
    assert words(["", " "]) == list(RESERVED)


def test_a_word_that_looks_like_a_reserved_one_gets_no_row():
    """A line of the vocabulary stands once."""
    counts = Counter({"[UNK]": 3, "a": 2, "[PAD]": 1, "b": 1})
    assert build_vocabulary(counts) == [*RESERVED, "a", "b"]


def test_the_words_of_all_texts_are_listed(project):
    """Those of held-out texts too: which of them a round knows is its own affair."""
    texts = table_of(("Win a prize!", "spam", "train"), ("a-home", "ham", "test"), ("a", "ham", ""))
    write_table(project.folder / "data/prepared/texts.csv", texts)
    assert project.run("build_vocabulary").returncode == 0
    found = load_vocabulary(project.folder / "data/vocabulary.txt")
    assert found == [*RESERVED, "a", "win", "prize", "!", "home"]


def test_texts_without_any_token_are_one_line(project):
    """A rule that takes everything apart would train networks on nothing."""
    write_table(project.folder / "data/prepared/texts.csv", table_of(("--", "ham", "train")))
    ended = project.run("build_vocabulary")
    assert ended.returncode == 1 and not project.outputs()[1:]
    assert ended.stderr.count("\n") == 1 and "expected texts with tokens, got none" in ended.stderr


def test_texts_that_are_cut_are_counted(project):
    """Networks read the first tokens of a long text."""
    write_table(
        project.folder / "data/prepared/texts.csv", table_of(("a b c", "h", ""), ("a", "h", ""))
    )
    project.params["text"]["max_length"] = 2
    assert "1 of 2 texts are longer than text.max_length" in project.run("build_vocabulary").stderr
