"""A static model gives the means that its publisher's library would give."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.features import encode_texts, encode_to_files
from bakeoff.encoders.base.loading import describe, load_described
from tests.encoders.static.models import (
    encode,
    load,
    mean,
    settings,
    unit,
    vectors,
    write,
)
from tests.encoders.tiny import ROOT
from tests.encoders.tokenizers import WORDS, unigram, word_level, word_piece

TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, "new"]), max_size=9).map(" ".join), max_size=30)


def test_a_text_is_the_mean_of_its_tokens(tmp_path):
    """One that occurs twice counts twice."""
    found = encode(write(tmp_path / "m"), "a prize a", "free")
    np.testing.assert_allclose(found, [mean("a", "prize", "a"), mean("free")], atol=1e-6)


def test_model2vec_leaves_out_unknown_tokens(tmp_path):
    """A text of those alone is all zeros."""
    found = encode(write(tmp_path / "m"), "a new prize", "new", "[UNK]")
    np.testing.assert_allclose(found[0], mean("a", "prize"), atol=1e-6)
    assert not found[1:].any()


def test_other_libraries_keep_unknown_tokens(tmp_path):
    """WordLlama and sentence-transformers call the matrix embedding.weight."""
    model = write(tmp_path / "m", **{"embedding.weight": vectors()})
    np.testing.assert_allclose(encode(model, "a new")[0], mean("a", "[UNK]"), atol=1e-6)


def test_unknown_pieces_of_a_unigram_tokenizer_are_left_out(tmp_path):
    """Its id stands in the file, and is no token's name."""
    matrix = vectors(6)
    found = encode(write(tmp_path / "m", unigram(), matrix=matrix), "ax b")
    np.testing.assert_allclose(found[0], matrix[[1, 2]].mean(axis=0), atol=1e-6)


def test_a_unigram_tokenizer_may_have_no_unknown_piece(tmp_path):
    """Whatever its pieces are called."""
    name = '"unk_id":1'
    pieces = [
        ("▁a", -1.0),
        (name, -3.0),
        *((character, -9.0) for character in sorted({*f"▁a{name}"})),
    ]
    matrix = vectors(len(pieces))
    found = encode(write(tmp_path / "m", unigram(None, pieces), matrix=matrix), f"a{name}")
    np.testing.assert_allclose(found[0], matrix[:2].mean(axis=0), atol=1e-6)


def test_special_tokens_are_not_added(tmp_path):
    """As of a tokenizer of BERT's."""
    from tokenizers.processors import BertProcessing

    tokenizer = word_piece()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    model = write(tmp_path / "m", tokenizer)
    np.testing.assert_allclose(encode(model, "hellos")[0], mean("hello", "##s"), atol=1e-6)


@pytest.mark.parametrize("text", ["", "  ", "\n\u00a0"])
def test_an_empty_text_is_all_zeros(tmp_path, text):
    """A prefix does not change that, nor does normalisation."""
    model = write(tmp_path / "m", config={"normalize": True})
    assert not encode(model, text, "a", prefix="free ")[0].any()


def test_a_prefix_stands_before_each_text(tmp_path):
    """As it is written."""
    found = encode(write(tmp_path / "m"), "a", prefix="free ")
    np.testing.assert_allclose(found[0], mean("free", "a"), atol=1e-6)


@pytest.mark.parametrize("config", [None, {}, {"normalize": False}, {"normalize": True}])
@pytest.mark.parametrize("chosen", [None, True, False])
def test_vectors_are_normalised_as_the_entry_says_or_else_the_model(tmp_path, config, chosen):
    """Without either they stay as they are."""
    normal = (config or {}).get("normalize", False) if chosen is None else chosen
    found = encode(write(tmp_path / "m", config=config), "a b", normalize=chosen)[0]
    np.testing.assert_allclose(found, unit(mean("a", "b")) if normal else mean("a", "b"), atol=1e-6)


@pytest.mark.parametrize(
    ("config", "max_tokens", "read"),
    [({}, None, 512), ({"max_length": 2}, None, 2), ({"max_length": 2}, 3, 3), ({}, 600, 600)],
)
def test_a_text_is_read_as_far_as_the_entry_says_or_else_the_model(
    tmp_path, config, max_tokens, read
):
    """Without either, 512 tokens."""
    model = write(tmp_path / "m", config=config)
    found = encode(
        model, *(f"{'a ' * (read - 1)}{last}" for last in ("b", "b c")), max_tokens=max_tokens
    )
    np.testing.assert_allclose(found, [mean(*["a"] * (read - 1), "b")] * 2, atol=1e-5)


def test_a_step_of_sentence_transformers_normalises(tmp_path):
    """It stands in modules.json."""
    model = write(tmp_path / "m", **{"embedding.weight": vectors()})
    steps = [{"type": "sentence_transformers.models.Normalize"}]
    (model / "modules.json").write_text(json.dumps(steps), encoding="utf-8")
    np.testing.assert_allclose(encode(model, "a b")[0], unit(mean("a", "b")), atol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float16, np.float64, np.int8])
def test_matrices_of_each_type_are_read(tmp_path, dtype):
    """Numbers of 8 bits are vectors that need no scale."""
    matrix = vectors(dtype=dtype)
    found = encode(write(tmp_path / "m", matrix=matrix), "a b prize")[0]
    expected = mean("a", "b", "prize", matrix=matrix)
    np.testing.assert_allclose(found, expected, rtol=1e-3 if dtype == np.float16 else 1e-6)


def test_model2vec_rounds_to_the_type_of_a_half_matrix(tmp_path):
    """Other libraries compute in float32."""
    half = vectors(dtype=np.float16)
    rounded = encode(write(tmp_path / "m", matrix=half), "a b prize")
    exact = encode(write(tmp_path / "o", **{"embedding.weight": half}), "a b prize")
    assert (rounded != exact).any()
    np.testing.assert_array_equal(rounded, exact.astype(np.float16))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_each_token_counts_by_its_weight(tmp_path, dtype):
    """The mean is over the number of tokens, not over the sum of the weights."""
    weights = np.linspace(0, 2, len(WORDS)).astype(dtype)
    model = write(tmp_path / "m", embeddings=vectors(), weights=weights)
    matrix = vectors() * weights.astype(np.float32)[:, None]
    found = encode(model, "a prize")[0]
    np.testing.assert_allclose(found, mean("a", "prize", matrix=matrix), atol=1e-5)


def test_tokens_may_share_rows(tmp_path):
    """As in a model with a quantised vocabulary."""
    mapping = np.arange(len(WORDS)) % 3
    found = encode(write(tmp_path / "m", embeddings=vectors(3), mapping=mapping), "a b")[0]
    expected = vectors(3)[[WORDS.index("a") % 3, WORDS.index("b") % 3]].mean(axis=0)
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_files_of_other_names_are_found(tmp_path):
    """As WordLlama calls them."""
    model = write(tmp_path / "m", **{"embedding.weight": vectors()})
    expected = encode(model, "a b")
    (model / "model.safetensors").rename(model / "l2_256.safetensors")
    (model / "tokenizer.json").rename(model / "l2_tokenizer_config.json")
    np.testing.assert_array_equal(encode(model, "a b"), expected)


@hypothesis_settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS, st.booleans())
def test_the_bytes_of_a_text_do_not_depend_on_the_others(some, others, normalize):
    """Nor on their number, their order or the way they are given."""
    with tempfile.TemporaryDirectory() as parent:
        model = write(Path(parent, "m"))
        chosen = settings(model, normalize=normalize)
        encoder = load(model, normalize=normalize)
        recipe = describe(chosen, model, encoder)
        texts = [*others, *some]
        encode_to_files(encoder, recipe, texts, Path(parent, "out"), "words")
        together = np.load(Path(parent, "out", "words.npy"))
    for text, expected in zip(texts, together, strict=True):
        assert encode_texts(encoder, recipe, [text])[0].tobytes() == expected.tobytes()
        assert encoder.encode([text])[0].tobytes() == expected.tobytes()


def test_lengths_count_tokens(tmp_path):
    """Also of a text that was not announced."""
    encoder = load(write(tmp_path / "m"))
    encoder.prepare(["a b", ""])
    assert [encoder.length(text) for text in ("a b", "", "a b c")] == [2, 0, 3]


def test_a_recipe_loads_the_same_model_and_no_other(tmp_path):
    """Each of its files counts."""
    model = write(tmp_path / "m", config={"normalize": True})
    (model / "modules.json").write_text("[]", encoding="utf-8")
    recipe = describe(settings(model), model, load(model))
    assert load_described(recipe).width == recipe.width
    for name in ("model.safetensors", "tokenizer.json", "config.json", "modules.json"):
        changed = Path(shutil.copytree(model, tmp_path / name))
        (changed / name).write_bytes((changed / name).read_bytes() + b" ")
        with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
            load_described(recipe, changed)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("config.json", '{"normalize": "yes"}', r"config\.json: normalize: Input should be"),
        ("config.json", '{"max_length": -1}', r"config\.json: max_length"),
        ("config.json", "[", r"config\.json: expected an object in JSON"),
        ("modules.json", "7", r"modules\.json: expected a list"),
        ("tokenizer.json", "{}", r"tokenizer\.json: expected a tokenizer"),
    ],
)
def test_a_damaged_file_is_an_error_of_one_line(tmp_path, name, content, message):
    """It names the file."""
    model = write(tmp_path / "m")
    (model / name).write_text(content, encoding="utf-8")
    with pytest.raises(BakeoffError, match=message):
        load(model)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_a_file_that_is_absent_is_named(tmp_path, name):
    """And the folder that was searched."""
    model = write(tmp_path / "m")
    (model / name).unlink()
    with pytest.raises(BakeoffError, match=f"m: expected {name}, or one file .*, got none"):
        load(model)


def test_a_tokenizer_that_does_not_fit_is_refused_with_both_sizes(tmp_path):
    """Whether it is too large or too small."""
    model = write(tmp_path / "m")
    for rows in (len(WORDS) - 1, len(WORDS) + 1):
        save_file({"embeddings": vectors(rows)}, model / "model.safetensors")
        with pytest.raises(BakeoffError, match=f"expected {len(WORDS)} rows .*, got {rows};"):
            load(model)


def test_tensorflow_is_not_loaded(tmp_path):
    """An encoder that takes seconds would wait for it as long."""
    model = write(tmp_path / "m")
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.encoders.static.models import encode, settings\n"
        "folder = Path(sys.argv[1]); encode(folder, 'a')\n"
        "assert not settings(folder).tensorflow\n"
        "assert 'tensorflow' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(model)], check=True, cwd=ROOT)


def test_one_token_of_words_is_its_vector(tmp_path):
    """Of every word that is known."""
    model = write(tmp_path / "m", word_level())
    known = [word for word in WORDS if word != "[UNK]"]
    np.testing.assert_allclose(encode(model, *known), [mean(word) for word in known], atol=1e-6)
