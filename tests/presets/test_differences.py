"""What differs between two sets of parameters, one line each."""

from bakeoff.presets.differences import differences


def test_a_key_that_differs_is_described_by_both_values():
    """Lists, null and numbers as YAML writes them."""
    old = {"train": {"epochs": 40, "seeds": [1], "same": 1}, "gone": 1}
    new = {"train": {"epochs": None, "seeds": [1, 2], "same": 1}, "here": "x" * 90}
    assert differences(old, new) == {
        "train.epochs": "40 -> null",
        "train.seeds": "[1] -> [1, 2]",
        "gone": "removed",
        "here": f"added: {'x' * 80}…",
    }


def test_an_entry_that_only_one_has_is_one_line():
    """However many keys it has."""
    old = {"models": {"a": {"kind": "x", "head": "y"}, "c": {"head": 1}}, "mix": {"m": ["p", "q"]}}
    new = {"models": {"b": {}, "c": {"head": 2}}, "mix": {}}
    assert differences(old, new) == {
        "models.a": "removed",
        "mix.m": "removed",
        "models.b": "added",
        "models.c.head": "1 -> 2",
    }


def test_an_entry_of_another_kind_is_one_line():
    """Its keys are others."""
    old = {"sources": {"s": {"make": "toy", "file": "a"}}, "encode": {"e": {"kind": "hub", "x": 1}}}
    new = {"sources": {"s": {"file": "b", "urls": []}}, "encode": {"e": {"kind": "bilm"}}}
    assert differences(old, new) == {"sources.s": "toy -> fetched", "encode.e": "hub -> bilm"}
    newest = {"sources": {"s": {"repository": "owner/name"}}, "encode": new["encode"]}
    assert differences(new, newest) == {"sources.s": "fetched -> owner/name"}


def test_equal_parameters_do_not_differ():
    """Also empty ones, and those of odd files."""
    for params in ({}, {"models": None}, {"pretrain": {}, "models": {"a": {"b": {}}}}):
        assert differences(params, params) == {}
