"""The table of all models, against the files that it is made from."""

import pytest

from bakeoff.report.result.board import board_table, score_table
from tests.report.plain import column, rows, show, variant, ways, with_model


@pytest.fixture(scope="module")
def table(inputs):
    """Make the table."""
    return board_table(inputs)


@pytest.fixture(scope="module")
def pairs(raw):
    """Read how each model compares with the baseline."""
    return {pair["model"]: pair for pair in raw("answer.json")["against_baseline"]}


def test_models_are_in_the_order_of_their_scores(inputs, raw):
    """Below the recommended one."""
    models, choice = raw("leaderboard.json")["models"], {"model": "elmo"}
    recommendation = {**inputs.answer["recommendation"], **choice}
    table = board_table(variant(inputs, answer={"recommendation": recommendation}))
    others = sorted(models.keys() - {"elmo"}, key=lambda name: -models[name]["mean"]["f1"])
    assert [*rows(table)] == ["elmo", *others]
    assert [row[0].tag for row in table.rows] == ["use this", *[""] * len(others)]
    assert {name: cell.text for name, cell in column(table, "F1").items()} == {
        name: show(model["mean"]["f1"]) for name, model in models.items()
    }


def test_differences_stand_with_their_own_ends_and_word(table, pairs):
    """Those of the same model."""
    drawn, words = column(table, "F1 minus tfidf"), column(table, "against tfidf")
    for name, pair in pairs.items():
        apart, low, high = (show(pair[key], sign=True) for key in ("difference", "low", "high"))
        assert drawn[name].text == f"{apart} ({low} to {high})"
        assert drawn[name].order == pair["difference"]
        assert (words[name].text, words[name].mark) == (pair["word"], pair["word"])


def test_the_baseline_is_compared_with_nothing(table):
    """It is shaded."""
    row = rows(table)["tfidf"]
    assert row[1:3] == ["–", "baseline"] and table.shaded == "tfidf"
    assert column(table, "against tfidf")["tfidf"].mark == "baseline"


def test_costs_are_in_the_units_of_their_headings(table, raw):
    """All CPU-seconds of building and training; megabytes of download and model."""
    for name, costs in raw("costs.json").items():
        found = [
            column(table, title)[name] for title in ("CPU-ms", "CPU-s", "MB, download and model")
        ]
        seconds = costs["build_cpu_seconds"] + costs["train_cpu_seconds"]
        size = (costs["download_bytes"] + costs["model_bytes"]) / 1e6
        assert [cell.order for cell in found] == pytest.approx([costs["ms_one"], seconds, size])
        assert [float(cell.text) for cell in found] == pytest.approx(
            [costs["ms_one"], seconds, size], rel=0.01
        )


def test_a_model_without_costs_has_dashes(inputs):
    """In each of their columns."""
    without = variant(inputs, costs={"keras": inputs.costs["keras"]})
    assert rows(board_table(without))["glove"][3:6] == ["–", "–", "–"]


def test_names_have_descriptions_and_the_recommended_one_a_tag(table, raw):
    """No other does."""
    models, names = raw("leaderboard.json")["models"], [row[0] for row in table.rows]
    assert {cell.text: cell.note for cell in names} == {
        name: model["description"] for name, model in models.items()
    }
    chosen = raw("answer.json")["recommendation"]["model"]
    assert {cell.text: cell.tag for cell in names if cell.tag} == {chosen: "use this"}


def test_arrows_say_which_way_is_good(table, lower):
    """Costs are better where they are lower; a difference is turned so that higher is better."""
    assert ways(table) == {
        "model": "",
        "F1": "higher",
        "F1 minus tfidf, 95 % interval": "higher",
        "against tfidf": "",
        "CPU-ms per text": "lower",
        "CPU-s to build and train": "lower",
        "MB, download and model": "lower",
        "licence of its vectors": "",
    }
    turned = ways(board_table(lower))
    assert turned["log loss"] == "lower"
    assert turned["lower log loss than tfidf, 95 % interval"] == "higher"
    assert not [title for title in turned if "minus" in title]


def test_licences_are_named_and_missing_ones_flagged(table, inputs):
    """Each once."""
    cells = column(table, "licence")
    assert (cells["glove"].text, cells["glove"].mark) == ("PDDL 1.0", "")
    assert (cells["elmo"].text, cells["elmo"].mark) == ("none stated", "flag")
    assert (cells["keras"].text, cells["keras"].mark) == ("–", "")
    several = with_model(inputs, "keras", licences={"a": "MIT", "b": "MIT", "c": None})
    cell = column(board_table(several), "licence")["keras"]
    assert (cell.text, cell.mark) == ("a: MIT; b: MIT; c: none stated", "flag")


def test_bars_share_a_scale_with_zero(table, pairs):
    """Lengths are to one another as the differences are."""
    bars = {name: cell.bar for name, cell in column(table, "F1 minus").items() if cell.bar}
    assert len({bar.zero for bar in bars.values()}) == 1
    shown = [pairs[name] for name in bars if name != "glove_shuffled"]
    ends = [end for pair in shown for end in (pair["low"], pair["high"], 0.0)]
    for name in ("cnn", "keras", "glove", "elmo"):
        for key, place in (("low", bars[name].low), ("difference", bars[name].value)):
            inside = (pairs[name][key] - min(ends)) / (max(ends) - min(ends))
            assert place == pytest.approx(3 + 94 * inside, abs=0.01)
        assert bars[name].low < bars[name].value < bars[name].high
        assert bars[name].word == pairs[name]["word"]
    assert bars["cnn"].low > bars["cnn"].zero > bars["elmo"].high
    assert bars["elmo"].low == 3.0 and bars["cnn"].high == 97.0


def test_a_control_ends_at_the_edge(table):
    """The others could not be told apart beside it."""
    bar = column(table, "F1 minus")["glove_shuffled"].bar
    assert bar.low == bar.value == 3.0 and bar.high == 3.0


def test_a_small_difference_that_counts_is_called_small(inputs):
    """Only where there is one."""
    pair = {**inputs.against_baseline["cnn"], "within_margin": True}
    worse = {**inputs.against_baseline["elmo"], "within_margin": True}
    equal = inputs.against_baseline["glove"]
    near = variant(inputs, answer={"against_baseline": [pair, worse, equal]})
    notes = {name: cell.note for name, cell in column(board_table(near), "against tfidf").items()}
    assert notes["cnn"] == notes["elmo"] == "by less than the margin"
    assert equal["within_margin"] and notes["glove"] == ""
    assert {cell.note for cell in column(board_table(inputs), "against tfidf").values()} == {""}


def test_one_model_is_compared_with_nothing(inputs):
    """There are no columns for it."""
    alone = variant(inputs, answer={"against_baseline": []})
    assert [*ways(board_table(alone))][:3] == ["model", "F1", "CPU-ms per text"]


def test_bars_without_any_difference_stand_at_zero(inputs):
    """Nothing is divided by zero."""
    none = {**inputs.against_baseline["keras"], "difference": 0.0, "low": 0.0, "high": 0.0}
    same = variant(inputs, answer={"against_baseline": [none]})
    bar = column(board_table(same), "F1 minus")["keras"].bar
    assert bar.low == bar.value == bar.high == bar.zero == 3.0


def test_every_score_stands_below_its_own_heading(inputs, raw):
    """The verdict's first, with the ends of its interval."""
    table, models = score_table(inputs), raw("leaderboard.json")["models"]
    titles = {"accuracy": "accuracy", "precision": "precision", "recall": "recall", "mcc": "MCC"}
    titles |= {"pr_auc": "PR-AUC", "roc_auc": "ROC-AUC", "log_loss": "log loss", "brier": "Brier"}
    for name, model in models.items():
        ends = model["intervals"]["f1"]
        told = [show(model["mean"]["f1"]), f"{show(ends['low'])} to {show(ends['high'])}"]
        told += [show(model["mean"][score]) for score in titles]
        assert rows(table)[name] == told
    assert [*ways(table)] == ["model", "F1", "95 % interval", *titles.values()]


def test_losses_are_better_where_they_are_lower(inputs, lower):
    """All other scores are not."""
    found = ways(score_table(inputs))
    assert {title for title, way in found.items() if way == "lower"} == {"log loss", "Brier"}
    assert ways(score_table(lower))["log loss"] == "lower"


def test_a_score_without_an_interval_has_a_dash(inputs):
    """And one that is not defined."""
    model = inputs.board["models"]["keras"]
    mean = {key: value for key, value in model["mean"].items() if key != "mcc"}
    row = rows(score_table(with_model(inputs, "keras", intervals={}, mean=mean)))["keras"]
    assert row[1] == "–" and row[5] == "–"
