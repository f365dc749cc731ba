"""The model card says what the metrics say, and shows other people's text as text."""

import dataclasses
import re
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from bakeoff.export.card.card import make_card
from bakeoff.export.card.facts import Written, read_facts
from bakeoff.export.choosing import Chosen
from tests.conftest import ROOT

ALL = Written(["native", "savedmodel", "onnx"], {}, [])
HOSTILE = "<script>alert(1)</script> | `x` *b* [a](http://b)\n# title ``` \x1b[31m"


def facts_of(name="fasttext", *, parts=None, written=ALL):
    """Read the recorded run of the sample."""
    folders = [Path("models") / part for part in parts or [name]]
    return read_facts(Chosen(name, folders, ["ham", "spam"], 0.5), written, ROOT)


def with_board(facts, change):
    """Change the leaderboard that the card tells of."""
    board = deepcopy(facts.board)
    change(board)
    return dataclasses.replace(facts, board=board)


def rename_class(facts, new):
    """Give the second class another name."""

    def change(board):
        board["classes"][1] = new
        for place in (board["class_counts"], *(x["by_class"] for x in board["models"].values())):
            place[new] = place.pop("spam")

    chosen = dataclasses.replace(facts.chosen, classes=["ham", new])
    return with_board(dataclasses.replace(facts, chosen=chosen), change)


def split_head(card):
    """Give the YAML at the top, read, and the rest."""
    _, head, body = card.split("---\n", 2)
    return yaml.safe_load(head), body


def test_the_head_is_what_the_hub_reads():
    """The score of the verdict comes first."""
    facts = facts_of()
    head, _ = split_head(make_card(facts))
    assert head["library_name"] == "embedding-bakeoff" and "invented-data" in head["tags"]
    (result,) = head["model-index"][0]["results"]
    assert result["metrics"][0] == {"type": "f1", "name": "F1", "value": facts.model["mean"]["f1"]}
    assert head["metrics"][0] == "f1"


def test_the_sections_follow_in_the_order_in_which_they_are_read():
    """First what it is and how to use it, then how good it is, then where it comes from."""
    costs = dict.fromkeys(("model_bytes", "ms_one", "ms_thousand", "train_cpu_seconds"), 1.5)
    _, body = split_head(make_card(dataclasses.replace(facts_of(), costs=costs)))
    assert re.findall(r"^#+ (.+)$", body, re.MULTILINE) == [
        "fasttext",
        "Intended use",
        "How to load it",
        "Scores",
        "How it compares",
        "Limits",
        "Data",
        "Training",
        "Costs",
        "Vectors and licences",
    ]


def test_scores_stand_with_their_intervals():
    """As the leaderboard has them."""
    facts = facts_of()
    score, ends = facts.model["mean"]["f1"], facts.model["intervals"]["f1"]
    line = f"| F1 | {score:.3f} | {ends['low']:.3f} to {ends['high']:.3f} |"
    assert line in make_card(facts)


def test_the_comparison_is_that_of_the_answer():
    """The baseline itself has none."""
    pair, card = facts_of().pair, make_card(facts_of())
    apart = f"{pair['difference']:+.3f} F1 ({pair['low']:+.3f} to {pair['high']:+.3f})"
    assert f"): {apart}; it is {pair['word']}." in card
    assert "It is the baseline that the others have to beat" in make_card(facts_of("tfidf"))


def test_invented_data_are_a_warning_before_all_else():
    """Nobody should use a model of the sample."""
    _, body = split_head(make_card(facts_of()))
    assert body.split("\n\n")[1].startswith("> **Sample data: invented texts and vectors.")
    real = with_board(facts_of(), lambda x: x.update(invented={"texts": False, "vectors": []}))
    assert "invented" not in make_card(real).split("## Scores")[0]


def test_scores_on_training_texts_are_called_so():
    """And they are not told to the Hub."""
    head, body = split_head(make_card(with_board(facts_of(), lambda x: x.update(split="none"))))
    assert "model-index" not in head
    assert "Nothing here says how well it does on others." in body


def test_a_quick_run_is_called_so():
    """It is a first look."""
    params = {**facts_of().params, "evaluate": {"quick": True}}
    assert "A quick first look" in make_card(dataclasses.replace(facts_of(), params=params))


def test_a_licence_that_nobody_stated_is_flagged():
    """Before the model is passed on."""

    def forget(board):
        board["models"]["fasttext"]["licences"] = {"fasttext": None, "other": "CC BY 4.0"}

    card = make_card(with_board(facts_of(), forget))
    assert "| fasttext | none stated: ask before you pass the model on |" in card
    assert "| other | CC BY 4.0 |" in card


def test_classes_with_few_texts_are_named():
    """Their scores are uncertain."""
    facts = with_board(facts_of(), lambda x: x["class_counts"].update(spam=7))
    assert "Fewer than 50 texts were there to score spam" in make_card(facts)


@pytest.mark.parametrize("name", [HOSTILE, "a|b", "</td>", "```", "---", "예 🎉", "{{x}} ${y}"])
def test_other_peoples_text_is_shown_as_text(name):
    """It opens no tag, ends no table and no block of code, and steers no terminal."""
    card = make_card(rename_class(facts_of(), name))
    head, body = split_head(card)
    assert head["pipeline_tag"] == "text-classification"
    assert "\x1b" not in card and "\n# title" not in card
    code = re.findall(r"^(`{3,})\w*\n(.*?)\n\1$", body, re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^(`{3,})\w*\n.*?\n\1$", "", body, flags=re.DOTALL | re.MULTILINE)
    assert len(code) == 5 and not re.search(r"(?<!\\)<[a-z/]", prose)
    classes = prose[prose.index("| class |") :].split("\n\n")[0].splitlines()
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in classes} == {6}


def test_the_letters_that_the_tokenizer_cuts_otherwise_are_named():
    """At most some of them."""
    card = make_card(facts_of(written=dataclasses.replace(ALL, differing=["\u1c89", "Ⱟ"])))
    assert "2 are cut or lower-cased otherwise" in card and "U+1C89, U+2C2F." in card
    many = dataclasses.replace(ALL, differing=[*map(chr, range(256, 300))])
    assert "U+010B and 32 more." in make_card(facts_of(written=many))


def test_what_is_left_out_is_said_with_its_reason():
    """A reader need not search for it."""
    written = Written(["native"], {"onnx": "it is a linear model"}, [])
    card = make_card(facts_of("tfidf", written=written))
    assert "No ONNX: it is a linear model." in card and "tensorflow_model_server" not in card


def test_members_and_their_training_are_listed():
    """An ensemble was trained in parts."""
    card = make_card(facts_of("tfidf_vectors", parts=["tfidf", "word2vec", "fasttext"]))
    assert "the mean of the probabilities of tfidf, word2vec and fasttext" in card
    assert (
        "- tfidf: L-BFGS, on all texts; C " in card and "- word2vec: Adam, on all texts; " in card
    )
