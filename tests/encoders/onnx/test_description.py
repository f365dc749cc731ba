"""A repository's files say how texts are cut, pooled and scaled."""

import json

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.onnx.description import Description

TOKENIZER = {"truncation": {"max_length": 128}, "padding": {"pad_id": 7}}


def describe(folder, tokenizer=None, **contents):
    """Write files, by their names without the suffix, and describe the folder."""
    names = {"pooling": "1_Pooling/config", "length": "sentence_bert_config"}
    for name, content in {"tokenizer": tokenizer or {}, **contents}.items():
        path = folder / f"{names.get(name, name)}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return Description(folder, folder / "tokenizer.json")


def steps(*names):
    """Write steps as modules.json has them."""
    return [{"type": f"sentence_transformers.models.{name}"} for name in names]


@pytest.mark.parametrize(
    ("config", "pool"),
    [
        ({"pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True}, "mean"),
        ({"pooling_mode_cls_token": True}, "cls"),
        ({"pooling_mode_max_tokens": True, "include_prompt": True}, "max"),
        ({"pooling_mode": "cls"}, "cls"),
        ({"pooling_mode": ["mean"]}, "mean"),
    ],
)
def test_the_pooling_is_read_as_any_version_writes_it(tmp_path, config, pool):
    """Of sentence-transformers."""
    assert describe(tmp_path, pooling=config).pool() == pool


@pytest.mark.parametrize(
    ("config", "found"),
    [
        ({}, "none"),
        ({"pooling_mode_mean_sqrt_len_tokens": True}, "mean_sqrt_len_tokens"),
        ({"pooling_mode_lasttoken": True}, "lasttoken"),
        ({"pooling_mode": ["mean", "max"]}, "mean, max"),
        ({"pooling_mode": 3}, "3"),
    ],
)
def test_another_pooling_is_an_error_that_names_the_key(tmp_path, config, found):
    """So is none."""
    with pytest.raises(BakeoffError, match=rf"config.json: .* max, got {found}; set `pooling`"):
        describe(tmp_path, pooling=config).pool()


def test_a_layer_after_the_pooling_is_an_error_as_well(tmp_path):
    """The graph lacks it, or gives what follows it as an output."""
    described = describe(tmp_path, modules=steps("Transformer", "Pooling", "Dense"), pooling={})
    with pytest.raises(BakeoffError, match=r"modules.json: .* got Dense; set `pooling`"):
        described.pool()


@pytest.mark.parametrize(("names", "expected"), [(["Pooling", "Normalize"], True), ([], False)])
def test_scaling_is_a_step(tmp_path, names, expected):
    """Of modules.json."""
    assert describe(tmp_path, modules=steps(*names)).normalizes() is expected


def test_texts_are_cut_where_the_first_file_says(tmp_path):
    """But not beyond the positions that the model has."""
    assert describe(tmp_path, TOKENIZER, length={"max_seq_length": 256}).max_tokens() == 256
    assert describe(tmp_path, TOKENIZER, length={"max_seq_length": None}).max_tokens() == 128
    positions = {"max_position_embeddings": 100}
    assert describe(tmp_path, TOKENIZER, config=positions).max_tokens() == 100
    assert describe(tmp_path, config=positions, length={}).max_tokens() == 100


def test_positions_of_roberta_begin_after_those_of_padding(tmp_path):
    """514 are 512 for tokens."""
    config = {"max_position_embeddings": 514, "model_type": "xlm-roberta"}
    assert describe(tmp_path, config=config).positions() == 512


def test_no_limit_is_an_error_that_names_the_key(tmp_path):
    """Rather than a guess."""
    with pytest.raises(BakeoffError, match=r"expected max_seq_length .*; set `max_tokens`"):
        describe(tmp_path).max_tokens()


def test_padding_is_that_of_the_model_or_of_its_tokenizer(tmp_path):
    """Or 0."""
    assert describe(tmp_path, TOKENIZER, config={"pad_token_id": 1}).padding() == 1
    assert describe(tmp_path, TOKENIZER, config={}).padding() == 7
    assert describe(tmp_path, config={}).padding() == 0


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("config", {"pad_token_id": -1}),
        ("config", {"pad_token_id": 10**30}),
        ("config", {"max_position_embeddings": 10**30}),
        ("length", {"max_seq_length": "many"}),
    ],
)
def test_a_wrong_value_is_an_error_that_names_file_and_key(tmp_path, name, config):
    """And what was expected."""
    described = describe(tmp_path, **{name: config})
    with pytest.raises(BakeoffError, match=next(iter(config))):
        described.padding(), described.max_tokens()
