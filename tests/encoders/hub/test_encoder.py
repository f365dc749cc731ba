"""TF-Hub modules of both formats: strings in, vectors of real tokens out."""

import logging
import shutil

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import hash_folder
from bakeoff.core.trust import record_module
from bakeoff.encoders.base.loading import describe, load_described, load_encoder
from bakeoff.encoders.hub.encoder import HubEncoder, split_at_spaces
from tests.encoders.modules import (
    WIDTH,
    NamedModule,
    layers_of,
    word_vector,
    write_called_module,
    write_tf1_module,
    write_tf2_module,
)
from tests.encoders.plain import pool
from tests.encoders.tiny import hub_settings

LAYERS = ["word_emb", "lstm_outputs1", "lstm_outputs2"]
TEXTS = [
    "free prize , free entry",
    "ok",
    "😀 👩‍👩‍👧 🏳️‍🌈",
    "مرحبا بالعالم שלום",
    "a\u00a0b \u202e c \0 d",
    "",
    "free",
]
# module, signature: every way to give texts to a module that knows their tokens
WAYS = [("tf1", "tokens"), ("tf1", "default"), ("tf2", "tokens"), ("tf2", "serving_default")]
every_way = pytest.mark.parametrize(("kind", "signature"), WAYS)
MAKERS = {
    "tf1": write_tf1_module,
    "tf2": write_tf2_module,
    "called": write_called_module,
    "named": lambda folder: write_called_module(folder, NamedModule),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Make and record each module once; give their folders."""
    paths = {kind: tmp_path_factory.mktemp(kind) / "module" for kind in MAKERS}
    for kind, path in paths.items():
        MAKERS[kind](path)
        record_module(path)
    return paths


@pytest.fixture(scope="module")
def encoder(folders):
    """Give a function that loads a module once for each way to use it."""
    loaded = {}

    def load(kind, signature, outputs=LAYERS):
        key = (kind, signature, *outputs)
        if key not in loaded:
            loaded[key] = HubEncoder(
                folders[kind], signature=signature, outputs=outputs, split=str.split
            )
        return loaded[key]

    return load


def refusal(module, signature="tokens", outputs=LAYERS):
    """Load in vain; give the message, which is one line that names the module."""
    with pytest.raises(BakeoffError) as caught:
        HubEncoder(module, signature=signature, outputs=outputs, split=str.split)
    message = str(caught.value)
    assert message.startswith(f"{module}: ") and "\n" not in message and len(message) < 600
    return message


@every_way
def test_features_are_those_computed_by_hand(encoder, kind, signature):
    """Over real tokens only, whatever the padding holds; word_emb is joined to itself."""
    hub = encoder(kind, signature)
    assert (hub.layers, hub.width) == (3, 3 * WIDTH)
    assert hub.pooling == ["mean_max_min"] * 3
    split = str.split if signature == "tokens" else split_at_spaces
    found = hub.encode(TEXTS)
    assert found.dtype == np.float32
    for features, text in zip(found, TEXTS, strict=True):
        words = split(text)
        assert hub.length(text) == len(words)
        np.testing.assert_allclose(features, pool(layers_of(words)), atol=1e-5)


def test_tokens_are_padded_to_a_form_and_strings_by_the_module(encoder):
    """To a power of two; the module pads strings to the longest of their batch."""
    forms = {0: 0, 1: 8, 9: 16, 33: 64}
    assert {length: encoder("tf1", "tokens").form(length) for length in forms} == forms
    assert [encoder("tf1", "default").form(length) for length in forms] == [*forms]


@every_way
def test_tokens_are_those_computed_by_hand(encoder, kind, signature):
    """Each text has its own array, without padding, of no row if it has no token."""
    hub = encoder(kind, signature)
    split = str.split if signature == "tokens" else split_at_spaces
    for tokens, text in zip(hub.encode_tokens(TEXTS), TEXTS, strict=True):
        assert tokens.dtype == np.float32
        assert tokens.shape == (len(split(text)), 3, WIDTH)
        np.testing.assert_allclose(tokens, layers_of(split(text)), atol=1e-6)
    assert [tokens.shape for tokens in hub.encode_tokens(["", " "])] == [(0, 3, WIDTH)] * 2
    assert hub.encode_tokens([]) == []


@every_way
def test_a_text_has_the_same_vectors_in_every_batch(encoder, kind, signature):
    """Alone, or padded to another's length."""
    hub = encoder(kind, signature)
    alone = np.concatenate([hub.encode([text]) for text in TEXTS])
    np.testing.assert_array_equal(alone, hub.encode(TEXTS))


@every_way
def test_texts_without_a_token_never_reach_the_module(encoder, kind, signature):
    """It would fail on them. They get zeros, and a batch may hold nothing else."""
    hub = encoder(kind, signature)
    features = hub.encode(["", "  ", "\t\n"])
    assert features.shape == (3, 3, 3 * WIDTH) and not features.any()
    assert hub.encode([]).shape == (0, 3, 3 * WIDTH)


@every_way
def test_a_text_of_5000_tokens_is_encoded_whole(encoder, kind, signature):
    """Beside a short text."""
    words = [f"w{number}" for number in range(5000)]
    features = encoder(kind, signature).encode(["free", " ".join(words)])
    np.testing.assert_allclose(features[1], pool(layers_of(words)), atol=1e-5)


def test_the_project_splits_for_tokens_and_the_module_for_strings(folders):
    """At spaces, as the module does; it counts other white space as such."""
    for signature, expected in [("tokens", 2), ("default", 4)]:
        hub = HubEncoder(
            folders["tf1"],
            signature=signature,
            outputs=["elmo"],
            split=lambda text: ["a", "b"],
        )
        assert hub.length(" a  b\tc\r\nd ") == expected
        assert hub.length("  a b c d") == expected
    assert split_at_spaces("a\u00a0b\u3000c  d\n") == ["a\u00a0b\u3000c", "d"]


@pytest.mark.parametrize("outputs", [["elmo"], ["word_emb"], ["elmo", "elmo"]])
def test_layers_and_width_are_those_of_the_outputs(encoder, outputs):
    """The code assumes nothing about ELMo."""
    hub = encoder("tf2", "serving_default", outputs)
    width = 3 * (WIDTH // 2 if outputs == ["word_emb"] else WIDTH)
    assert (hub.layers, hub.width) == (len(outputs), width)
    assert hub.encode(["a b"]).shape == (1, len(outputs), width)


@pytest.mark.parametrize(
    ("kind", "signature", "output"),
    [
        *(("called", "call", "output"), ("named", "call", "default")),
        *(("tf1", "default", "default"), ("tf2", "tokens", "default")),
    ],
)
def test_a_vector_of_a_whole_text_is_taken_as_it_is(encoder, kind, signature, output):
    """A sentence encoder's, for example; a text of no token has zeros here too."""
    hub = encoder(kind, signature, [output])
    features = hub.encode(["free prize ok", "", "ok"])
    by_hand = np.mean([word_vector(word) for word in ("free", "prize", "ok")], axis=0)
    expected = np.stack([by_hand, np.zeros(WIDTH), word_vector("ok")])[:, None]
    np.testing.assert_allclose(features, expected, atol=1e-6)
    assert (hub.layers, hub.width, hub.pooling) == (1, WIDTH, ["text"])


def test_such_a_vector_may_stand_beside_layers_of_tokens(encoder):
    """The others are averaged over the tokens."""
    hub = encoder("tf1", "tokens", ["elmo", "default"])
    assert hub.pooling == ["mean_max_min", "text"]
    features = hub.encode(["a b"])
    assert features.shape == (1, 2, 3 * WIDTH)
    mean = (word_vector("a") + word_vector("b")) / 2
    np.testing.assert_allclose(features[0, 1], np.tile(mean, 3), atol=1e-6)


@pytest.mark.parametrize("outputs", [["default"], ["elmo", "default"]])
def test_a_vector_of_a_whole_text_is_of_no_token(encoder, outputs):
    """Asked for tokens, the encoder names the output that has none."""
    with pytest.raises(BakeoffError, match=r"expected outputs .*default.*; name other outputs"):
        encoder("tf1", "tokens", outputs).encode_tokens(["a b"])


def test_a_module_that_is_called_may_give_tokens(encoder):
    """In a mapping, by name."""
    features = encoder("named", "call").encode(["free prize"])
    np.testing.assert_allclose(features[0], pool(layers_of(["free", "prize"])), atol=1e-5)


@pytest.mark.parametrize(
    ("kind", "signature", "named"),
    [
        ("tf1", "serving_default", "['default', 'tokens'], got 'serving_default'"),
        ("tf1", "call", "['default', 'tokens'], got 'call'"),
        ("called", "default", "['call'], got 'default'"),
        ("tf2", "words", "['marked', 'numbers', 'serving_default', 'tokens', 'call'], got 'words'"),
        ("tf2", "numbers", "got ['vectors: float32']"),
    ],
)
def test_a_signature_that_is_not_there_or_takes_no_text_is_refused(folders, kind, signature, named):
    """The error lists the signatures that exist."""
    assert named in refusal(folders[kind], signature)


@pytest.mark.parametrize(
    ("kind", "signature", "outputs", "named"),
    [
        (
            "tf1",
            "tokens",
            ["elmo", "lstm"],
            "'lstm_outputs2', 'odd', 'rows', 'word_emb'], got 'lstm'",
        ),
        ("called", "call", ["default"], "['output'], got 'default'"),
        ("tf2", "tokens", ["rows"], "got int64 "),
        ("tf1", "tokens", ["odd", "elmo"], f"{{'odd': {WIDTH - 2}, 'elmo': {WIDTH}}}"),
    ],
)
def test_outputs_that_are_not_there_or_do_not_fit_are_refused(
    folders, kind, signature, outputs, named
):
    """The error names the output and lists those that exist."""
    assert named in refusal(folders[kind], signature, outputs)


def test_a_module_that_splits_otherwise_is_refused(folders):
    """Its vectors would be taken for those of other tokens."""
    with pytest.raises(BakeoffError, match=r"expected output 'elmo' to hold 1 tokens.*got 2"):
        HubEncoder(folders["tf2"], signature="marked", outputs=["elmo"], split=str.split).encode(
            ["a"]
        )


def test_a_folder_that_holds_no_module_is_refused(tmp_path):
    """The message says what stands there."""
    assert "got no folder" in refusal(tmp_path / "absent")
    assert "got a folder of []" in refusal(tmp_path)
    (tmp_path / "weights.hdf5").write_bytes(b"")
    assert "got a folder of ['weights.hdf5']" in refusal(tmp_path)
    assert "got no folder" in refusal(tmp_path / "weights.hdf5")
    assert "let `download` do it" in refusal(tmp_path / "absent")


@pytest.mark.parametrize("kind", ["tf1", "tf2"])
@pytest.mark.parametrize(
    "name",
    ["saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"],
)
@pytest.mark.parametrize("damage", ["noise", "cut", "gone"])
def test_a_damaged_module_is_refused(folders, tmp_path, kind, name, damage):
    """Whichever of its files it is."""
    shutil.copytree(folders[kind], tmp_path / "module")
    path = tmp_path / "module" / name
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3] if damage == "cut" else b"noise" * 99)
    if damage == "gone":
        path.unlink()
    record_module(tmp_path / "module")
    message = refusal(tmp_path / "module")
    assert "fetch it again" in message or "expected a folder with saved_model.pb" in message


def test_loading_says_nothing_and_leaves_the_loggers_as_they_were(folders, caplog, recwarn):
    """A stage's log is its own."""
    caplog.set_level(logging.INFO)
    HubEncoder(folders["tf1"], signature="tokens", outputs=["elmo"], split=str.split)
    assert not caplog.records and not recwarn.list
    logging.getLogger("absl").warning("heard again")
    assert "heard again" in caplog.text


def test_a_module_that_is_not_on_record_does_not_run(folders, tmp_path, monkeypatch):
    """However it is loaded; neither a recipe nor a file beside it makes it trusted."""
    module = tmp_path / "module"
    shutil.copytree(folders["tf1"], module)
    settings = hub_settings(tmp_path)
    recipe = describe(settings, tmp_path, load_encoder(settings, tmp_path))
    (tmp_path / "module.sha256").write_text(f"{hash_folder(module)}\n", encoding="utf-8")
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    for load in (lambda: load_encoder(settings, tmp_path), lambda: load_described(recipe)):
        with pytest.raises(BakeoffError, match="a module is a program"):
            load()
    record_module(module)
    assert load_described(recipe).layers == load_encoder(settings, tmp_path).layers == 3
