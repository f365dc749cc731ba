"""The model card says what the metrics say, and shows other people's text as text."""

import dataclasses
import html
import json
import re

import pytest
import yaml
from markdown_it import MarkdownIt

from bakeoff.core.errors import printable
from bakeoff.export.card.card import make_card
from bakeoff.export.card.facts import Written
from bakeoff.export.card.origin import write_limits
from tests.export.card.facts import ALL, facts_of, with_board
from tests.export.networks import write_metrics
from tests.report.example import HOSTILE

TAGS = {"blockquote", "code", "em", "h1", "h2", "li", "p", "pre", "strong", "ul"}
TAGS |= {"table", "tbody", "td", "th", "thead", "tr"}


def split_head(card):
    """Give the YAML at the top, read, and the rest."""
    _, head, body = card.split("---\n", 2)
    return yaml.safe_load(head), body


def test_the_head_is_what_the_hub_reads(folder):
    """The score of the verdict comes first."""
    facts = facts_of(folder)
    head, _ = split_head(make_card(facts))
    assert head["library_name"] == "embedding-bakeoff" and "invented-data" in head["tags"]
    (result,) = head["model-index"][0]["results"]
    assert result["metrics"][0] == {"type": "f1", "name": "F1", "value": facts.model["mean"]["f1"]}
    assert head["metrics"][0] == "f1"


def test_the_sections_follow_in_the_order_in_which_they_are_read(folder):
    """First what it is and how to use it, then how good it is, then where it comes from."""
    _, body = split_head(make_card(facts_of(folder)))
    assert re.findall(r"^#+ (.+)$", body, re.MULTILINE) == [
        "keras",
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


def test_scores_stand_with_their_intervals(folder):
    """As the leaderboard has them."""
    facts = facts_of(folder)
    score, ends = facts.model["mean"]["f1"], facts.model["intervals"]["f1"]
    line = f"| F1 | {score:.3f} | {ends['low']:.3f} to {ends['high']:.3f} |"
    assert line in make_card(facts)


def test_the_comparison_is_that_of_the_answer(folder):
    """The baseline itself has none."""
    facts = facts_of(folder)
    apart = facts.pair["difference"], facts.pair["low"], facts.pair["high"]
    text = "{:+.3f} F1 ({:+.3f} to {:+.3f})".format(*apart).replace("-", "−")
    assert f"): {text}; whether it is better is undecided." in make_card(facts)
    assert "It is the baseline that the others have to beat" in make_card(facts_of(folder, "tfidf"))


def test_the_smallest_difference_that_is_found_is_rounded_up(folder):
    """As it is in the answer's sentences."""
    facts = facts_of(folder)
    pair = {**facts.pair, "smallest_difference": 0.0541}
    answer = {**facts.answer, "against_baseline": [pair]}
    card = make_card(dataclasses.replace(facts, answer=answer))
    assert "A true difference to the baseline of 0.055 F1 is found in 80 of 100 cases" in card


def test_invented_data_are_a_warning_before_all_else(folder):
    """Nobody should use a model of the sample."""
    _, body = split_head(make_card(facts_of(folder)))
    assert body.split("\n\n")[1].startswith("> **Sample data: invented texts and vectors.")
    real = with_board(facts_of(folder), invented={"texts": False, "vectors": ["glove"]})
    assert "invented" not in make_card(real)
    vectors = with_board(facts_of(folder, "glove"), invented=real.board["invented"])
    assert "> **The vectors of glove are the sample's" in make_card(vectors)


def test_scores_on_training_texts_are_called_so(folder):
    """And they are not told to the Hub."""
    head, body = split_head(make_card(with_board(facts_of(folder), split="none")))
    assert "model-index" not in head
    assert "Nothing here says how well it does on others." in body


def test_a_quick_run_is_called_so(folder):
    """It is a first answer."""
    facts = facts_of(folder)
    answer = {**facts.answer, "quick": True}
    assert "A quick first answer" in make_card(dataclasses.replace(facts, answer=answer))


def test_the_parameters_are_those_of_the_run(folder):
    """Whatever params.yaml holds by now."""
    card = make_card(facts_of(folder))
    assert "near duplicates stay on one side of every split" in card
    assert "Folds: 5, drawn" in card and "Networks read the first 1,000 tokens" in card
    edited = "prepare: {duplicates: keep, folds: 3}\ntext: {max_length: 7}\n"
    (folder / "params.yaml").write_text(edited, encoding="utf-8")
    assert make_card(facts_of(folder)) == card


def test_parameters_that_are_not_recorded_are_called_so(folder):
    """In one line; nothing is said of them elsewhere."""
    card = make_card(dataclasses.replace(facts_of(folder), params=None))
    assert "- dvc.lock does not record the parameters of this run." in card
    assert "- keras: on all texts; 1,234 steps" in card
    assert "Folds: " not in card and "Duplicates " not in card and "Networks read" not in card


def test_a_threshold_that_the_rounds_chose_is_called_so(folder):
    """One of half needs no reason."""
    facts = facts_of(folder)
    params = facts.params.model_copy(update={"threshold": "valid"})
    line = "0.5 upwards, the mean of what each round chose on its validation texts."
    assert line in make_card(dataclasses.replace(facts, params=params))
    assert "0.5 upwards. Move" in make_card(facts)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("glove", "| glove | PDDL 1.0 |"),
        ("elmo", "| elmo | none stated: ask before you pass the model on |"),
        ("keras", "It uses no published vectors."),
    ],
)
def test_licences_of_vectors_are_stated(folder, name, line):
    """One that nobody stated is flagged."""
    assert line in make_card(facts_of(folder, name))


def test_classes_with_few_texts_are_named(folder):
    """Their scores are uncertain."""
    facts = with_board(facts_of(folder), class_counts={"ham": 700, "spam": 7})
    assert "Fewer than 50 texts of spam were held out: take those scores as a guess" in make_card(
        facts
    )


def test_several_classes_with_few_texts_are_joined_as_in_a_sentence(folder):
    """Of many, the first are named."""
    few = {"ham": 7, "spam": 7, "eggs": 7}
    card = write_limits(with_board(facts_of(folder), class_counts=few))
    assert "Fewer than 50 texts of ham, spam and eggs were held out" in card
    many = {f"c{number}": 7 for number in range(9)}
    card = write_limits(with_board(facts_of(folder), class_counts=many))
    assert "of c0, c1, c2, c3, c4 and 4 others were held out" in card


def test_the_steps_of_a_single_round_are_no_median(folder):
    """As under a split that is given."""
    facts = facts_of(folder)
    models = {**facts.board["models"], "keras": {**facts.model, "rounds": 1}}
    card = make_card(with_board(facts, models=models))
    assert "1,234 steps, as in the one round, which stopped by its validation texts" in card
    assert "median" not in card


def test_repairs_that_prediction_does_not_repeat_are_limits(folder):
    """Those of the run; the sample has both."""
    facts = facts_of(folder)
    card = make_card(facts)
    assert "- HTML entities" in card and "`html.unescape`" in card
    assert "(mac_roman, cp1252, utf-8)" in card
    params = facts.params.model_copy(update={"html": False, "mojibake": []})
    card = make_card(dataclasses.replace(facts, params=params))
    assert "HTML entities" not in card and "wrong encoding" not in card


@pytest.mark.parametrize(
    "text", [HOSTILE, "# title\n```\n[a](http://b) *c* | d", "예 🎉 __x__", "---"]
)
def test_other_peoples_text_is_shown_as_text(tmp_path, text):
    """It opens no tag, ends no table and no block of code, and steers no terminal."""
    write_metrics(tmp_path, hostile=text)
    head, body = split_head(make_card(facts_of(tmp_path)))
    assert head["pipeline_tag"] == "text-classification"
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
    assert set(re.findall(r"<(\w+)", page)) <= TAGS
    cells = [html.unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", page)]
    assert cells.count(printable(text.replace("\n", " "))) == 2  # a class and a slice
    (spelled,) = re.findall(r'json">(.*)\n', page)
    assert json.loads(html.unescape(spelled)) == ["ham", text]


def test_many_classes_are_counted_and_listed(tmp_path):
    """The sentence stays short."""
    write_metrics(tmp_path, classes=[f"class {n:02}" for n in range(25)], metric="macro_f1")
    facts = facts_of(tmp_path)
    chosen = dataclasses.replace(facts.chosen, threshold=None)
    card = make_card(dataclasses.replace(facts, chosen=chosen))
    assert "one of 25 classes, listed below" in card and "| class 24 |" in card
    assert "The class with the highest probability is the answer." in card
    assert "means over the classes" in card


def test_the_letters_that_the_tokenizer_cuts_otherwise_are_named(folder):
    """At most some of them."""
    written = dataclasses.replace(ALL, differing=["\u1c89", "Ⱟ"])
    card = make_card(facts_of(folder, written=written))
    assert "2 are cut, lower-cased or ordered differently" in card and "U+1C89, U+2C2F." in card
    many = dataclasses.replace(ALL, differing=[*map(chr, range(256, 300))])
    assert "U+010B and 32 more." in make_card(facts_of(folder, written=many))


def test_what_is_left_out_is_said_with_its_reason(folder):
    """A reader need not search for it."""
    written = Written(["native"], {"onnx": "it is a linear model"}, [])
    card = make_card(facts_of(folder, "tfidf", written=written))
    assert "No ONNX: it is a linear model." in card and "tensorflow_model_server" not in card


def test_members_their_training_and_their_code_are_listed(folder):
    """An ensemble was trained in parts; the commit stands with the packages."""
    card = make_card(facts_of(folder, "both", parts=["tfidf", "keras"]))
    assert "the mean of the probabilities of tfidf and keras" in card
    assert "- tfidf: L-BFGS, on all texts; C 10; class_weight none\n" in card
    assert "- keras: Adam, on all texts; 1,234 steps, the median" in card
    assert (
        "- Trained with commit a1b2c3, with changes that were not committed; Python 3.11.7" in card
    )
    assert "d4" not in card


def test_the_limit_of_networks_is_one_of_networks(folder):
    """A linear model reads whole texts."""
    line = "Networks read the first"
    assert line in make_card(facts_of(folder, "both", parts=["tfidf", "keras"]))
    assert line not in make_card(facts_of(folder, "tfidf"))


def test_words_first_met_in_use_are_a_limit(folder, tmp_path):
    """Only `bakeoff.load` looks for the file of subwords."""
    facts = facts_of(folder)
    assert "file of subwords" not in make_card(facts)
    (tmp_path / "keras").mkdir()
    (tmp_path / "keras/subwords.json").touch()
    chosen = dataclasses.replace(facts.chosen, folders=[tmp_path / "keras"])
    facts = dataclasses.replace(facts, chosen=chosen)
    assert "get vectors from the file of subwords" in make_card(facts)


def test_a_choice_says_which_member_it_holds(folder):
    """The scores are those of the choice."""
    card = make_card(facts_of(folder, "best", parts=["cnn"]))
    assert "The folder holds cnn, which 8 of 10 rounds chose." in card
