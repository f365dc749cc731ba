"""A graph with its tokenizer gives the vectors that NumPy computes, whatever the neighbours are."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from onnx import helper, numpy_helper

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.features import encode_texts
from bakeoff.encoders.base.loading import describe, load_encoder
from tests.encoders.graphs import (
    INPUTS,
    MOST,
    SCALED,
    WIDTH,
    expected_tokens,
    graph,
    settings,
    with_second_output,
    write_encoder,
)
from tests.encoders.tokenizers import WORDS, word_level

PER_TOKEN = "last_hidden_state = MatMul(weights, x)"
PER_TEXT = "pooled = ReduceMean<axes = [1], keepdims = 0>(last_hidden_state)"
ENDLESS = """
    often = Constant<value_int = 9223372036854775807>()
    number = Constant<value_int = 1>()
    always = Cast<to = 9>(number)
    x = Loop(often, always, summed) <
        body = again (int64 turn, bool go, float[p, q, r] before) => (bool on, float[p, q, r] after)
        {
            on = Identity(go)
            after = Identity(before)
        }
    >
"""
KNOWN = WORDS[4:-1]
TEXTS = ["a", "free prize", "hello a b c", " ".join(["c", "a"] * 11), "b"]


def load(folder, **changed):
    """Load the encoder in a folder."""
    return load_encoder(settings(folder, **changed), folder)


def encode(folder, texts, **changed):
    """Encode texts as `encode` does: (texts, width)."""
    entry = settings(folder, **changed)
    encoder = load_encoder(entry, folder)
    return encode_texts(encoder, describe(entry, folder, encoder), texts)[:, 0]


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Write the usual encoder; do not change the folder."""
    return write_encoder(tmp_path_factory.mktemp("onnx") / "plain")


@pytest.mark.parametrize(
    ("pooling", "pool"),
    [
        ("mean", lambda tokens: tokens.mean(axis=0)),
        ("max", lambda tokens: tokens.max(axis=0)),
        ("cls", lambda tokens: tokens[0]),
    ],
)
def test_vectors_are_those_that_numpy_computes(plain, pooling, pool):
    """With the special tokens."""
    expected = [pool(expected_tokens(text.split())) for text in TEXTS]
    np.testing.assert_allclose(encode(plain, TEXTS, pooling=pooling), expected, atol=1e-5)


@pytest.mark.parametrize("batch_tokens", [1, 64, 4096])
def test_a_text_has_the_same_bytes_beside_any_others(plain, batch_tokens):
    """Longer and shorter ones, in batches of any size."""
    together = encode(plain, TEXTS, batch_tokens=batch_tokens)
    for text, vector in zip(TEXTS, together, strict=True):
        assert encode(plain, [text])[0].tobytes() == vector.tobytes()


@trials(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=40), max_size=20))
def test_any_texts_have_the_vectors_that_numpy_computes(plain, texts):
    """Those that are too long lose what the model does not read."""
    found = encode(plain, [" ".join(words) for words in texts])
    expected = [expected_tokens(words[: MOST - 2]).mean(axis=0) for words in texts]
    np.testing.assert_allclose(found, np.reshape(expected, (-1, WIDTH)), atol=1e-5)


def test_a_graph_that_scales_over_a_batch_encodes_one_text_at_a_time(tmp_path):
    """Neither neighbours nor padding change the scale."""
    folder = write_encoder(tmp_path / "scaled", graph(x=SCALED))
    encoder = load(folder)
    assert encoder.form(5) == 0
    together = encoder.encode(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert encoder.encode([text])[0].tobytes() == vector.tobytes()


def test_so_does_one_that_mixes_texts_in_another_way(tmp_path):
    """The encoder sees it when it is loaded."""
    mixing = "most = ReduceMax<keepdims = 1>(summed)\nx = Div(summed, most)"
    assert load(write_encoder(tmp_path / "mixing", graph(x=mixing))).form(5) == 0


def test_so_does_one_without_a_mask(tmp_path):
    """Its texts cannot be padded."""
    folder = write_encoder(tmp_path / "unmasked", graph(("input_ids", "token_type_ids")))
    expected = [expected_tokens(text.split()).mean(axis=0) for text in TEXTS]
    np.testing.assert_allclose(encode(folder, TEXTS), expected, atol=1e-5)


@pytest.mark.parametrize("pooling", ["mean", "output"])
def test_so_does_one_that_ignores_its_mask(tmp_path, pooling):
    """Padding would change the vectors of its texts."""
    model = graph(seen="seen = Identity(scores)", after=f"{PER_TOKEN}\n{PER_TEXT}")
    model.graph.output.append(helper.make_tensor_value_info("pooled", 1, ["batch", WIDTH]))
    expected = [expected_tokens(text.split()).mean(axis=0) for text in TEXTS]
    folder = write_encoder(tmp_path / "ignoring", model)
    np.testing.assert_allclose(encode(folder, TEXTS, pooling=pooling), expected, atol=1e-5)


def test_so_does_one_that_fails_on_more(tmp_path):
    """As one that was exported for a batch of one."""
    one = f"whole = {PER_TOKEN.partition('= ')[2]}\nlast_hidden_state = Reshape(whole, first)"
    model = graph(after=one)
    model.graph.initializer.append(numpy_helper.from_array(np.array([1, -1, WIDTH]), "first"))
    expected = [expected_tokens(text.split()).mean(axis=0) for text in TEXTS]
    np.testing.assert_allclose(
        encode(write_encoder(tmp_path / "one", model), TEXTS), expected, 1e-4
    )


def test_a_graph_that_draws_random_numbers_is_refused(tmp_path):
    """A text would have another vector each time."""
    drawing = "noise = RandomNormalLike(summed)\nx = Add(summed, noise)"
    folder = write_encoder(tmp_path / "random", graph(x=drawing))
    with pytest.raises(BakeoffError, match=r"expected the same vector .* take an export"):
        load(folder)


def test_a_graph_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    """Where it is loaded."""
    monkeypatch.setattr("bakeoff.encoders.onnx.frozen.SECONDS", 0.5)
    folder = write_encoder(tmp_path / "endless", graph(x=ENDLESS))
    with pytest.raises(BakeoffError, match="terminate flag"):
        load(folder)


def test_vectors_whose_width_changes_are_refused(tmp_path):
    """With both widths."""
    folder = write_encoder(tmp_path / "wide", graph(after="last_hidden_state = Identity(weights)"))
    with pytest.raises(BakeoffError, match=r"expected vectors of 16 numbers, .* got 15; set"):
        load(folder)


def test_inputs_are_given_as_the_graph_asks(tmp_path):
    """Positions if it does, and integers of 32 bits."""
    model = graph(("position_ids", *INPUTS[:2]), kind="int32")
    folder = write_encoder(tmp_path / "placed", model)
    expected = [expected_tokens(t.split(), places=True, types=False).mean(axis=0) for t in TEXTS]
    np.testing.assert_allclose(encode(folder, TEXTS), expected, atol=1e-5)


def test_an_empty_text_gets_zeros(plain):
    """Whatever the prefix."""
    found = encode(plain, ["", " \n", "a"], prefix="free ")
    assert not found[:2].any()
    np.testing.assert_array_equal(found[2], encode(plain, ["free a"])[0])


def test_vectors_have_a_length_of_one_where_the_model_says_so(tmp_path, plain):
    """Or the entry."""
    steps = [{"type": f"x.{name}"} for name in ("Transformer", "Pooling", "Normalize")]
    folder = write_encoder(tmp_path / "unit", modules=steps)
    raw = encode(plain, TEXTS)
    unit = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    np.testing.assert_allclose(encode(folder, TEXTS), unit, atol=1e-6)
    np.testing.assert_allclose(encode(plain, TEXTS, normalize=True), unit, atol=1e-6)
    np.testing.assert_array_equal(encode(folder, TEXTS, normalize=False), raw)


def test_half_precision_is_widened(tmp_path):
    """As the features are float32 until they are written."""
    half = "wide = MatMul(weights, x)\nlast_hidden_state = Cast<to = 10>(wide)"
    folder = write_encoder(tmp_path / "half", graph(out="float16", after=half))
    expected = [expected_tokens(text.split()).mean(axis=0) for text in TEXTS]
    np.testing.assert_allclose(encode(folder, TEXTS), expected, atol=1e-2)


def test_vectors_of_texts_that_the_graph_gives_stay(tmp_path):
    """They need no pooling."""
    model = with_second_output("ReduceMean<axes = [1], keepdims = 0>(last_hidden_state)")
    folder = write_encoder(tmp_path / "pooled", model, pooling=None)
    expected = [expected_tokens(text.split()).mean(axis=0) for text in TEXTS]
    np.testing.assert_allclose(encode(folder, TEXTS, pooling="output"), expected, atol=1e-5)


def test_texts_that_are_cut_are_counted(plain, caplog):
    """Once, however often they are encoded."""
    encoder, long = load(plain, max_tokens=4), "a b c"
    encoder.prepare(["a b", long, long + " a"])
    encoder.prepare([long])
    assert [record.getMessage() for record in caplog.records] == [
        f"{plain}/tokenizer.json: 2 of 3 texts are longer than 4 tokens; what follows is left out"
    ]
    np.testing.assert_array_equal(encoder.encode([long]), encoder.encode(["a b"]))


@pytest.mark.parametrize("unit", ["a ", "a", " ", "é\u0301", "😀 "])
def test_a_text_of_a_million_characters_takes_no_time(plain, unit):
    """And begins with the same tokens."""
    encoder, start = load(plain), time.process_time()
    encoder.encode(["a b " + unit * (10**6 // len(unit))])
    assert time.process_time() - start < 5


def test_a_tokenizer_that_does_not_fit_is_refused_with_both_sizes(tmp_path):
    """When it is loaded, whatever the texts are."""
    more = word_level([*WORDS, "d"])
    with pytest.raises(BakeoffError, match=r"model.onnx: expected tokens .* below 11, .* got 11;"):
        load(write_encoder(tmp_path / "misfit", tokenizer=more))


def test_weights_that_are_no_numbers_are_refused(tmp_path):
    """NaN would spread to every text."""
    after = "negative = Sub(x, large)\nlast_hidden_state = Sqrt(negative)"
    with pytest.raises(BakeoffError, match="expected finite numbers, got NaN or infinity"):
        load(write_encoder(tmp_path / "nan", graph(after=after)))
