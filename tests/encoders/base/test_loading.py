"""The encoder that an entry of `encode` describes, and no other."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import bakeoff.encoders
from bakeoff.core.components import component_names
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import read_recipe, save_recipe
from bakeoff.encoders.base.loading import (
    check_entry,
    check_folder,
    describe,
    load_described,
    load_encoder,
    make_split,
)
from tests.encoders.tiny import ODD_TEXTS, PATTERN, ROOT, bilm_settings, hub_settings

KINDS = {"bilm": bilm_settings, "hub": hub_settings}
SIZES = SimpleNamespace(layers=3, width=24, pooling=["mean_max_min"] * 3)  # of the tiny biLM
every_kind = pytest.mark.parametrize("kind", KINDS)
ANY = st.text(st.characters(codec="utf-8"))
NEW_KIND = """
from typing import Literal
from bakeoff.encoders.base.interface import EncoderSettings

class Settings(EncoderSettings):
    kind: Literal["alphabet"]

class Alphabet:
    layers, width, pooling = 1, 26, ["text"]

def load(settings, folder):
    return Alphabet()

def files(settings, folder):
    return [folder / "alphabet.txt"]
"""


def every_name():
    """List the kinds of encoders."""
    return component_names("bakeoff.encoders", "encoder")


@pytest.fixture
def copy(exported, tmp_path):
    """Copy the biLM, for changes."""
    return Path(shutil.copytree(exported, tmp_path / "elmo"))


def test_a_bilm_and_its_module_give_the_same(exported, bilm):
    """The vectors do not depend on which of its two forms is loaded, from one folder."""
    hub = load_encoder(hub_settings(exported), exported)
    assert (hub.layers, hub.width) == (bilm.layers, bilm.width) == (3, 24)
    assert hub.pooling == bilm.pooling
    ours, theirs = (encoder.encode(ODD_TEXTS) for encoder in (bilm, hub))
    np.testing.assert_allclose(ours, theirs, atol=1e-4)
    assert [bilm.length(text) for text in ODD_TEXTS] == [hub.length(text) for text in ODD_TEXTS]
    assert ours.any() and not ours[1].any()


def test_a_module_may_stand_in_the_folder_itself(exported):
    """Or in its folder `module`, where `download` unpacks it: it is the same encoder."""
    recipe = describe(hub_settings(exported), exported, SIZES)
    assert check_folder(recipe, exported / "module") == exported / "module"


@every_kind
def test_the_encoder_of_a_recipe_is_loaded(exported, tmp_path, kind):
    """It has the recipe's size, and splits texts as its settings say."""
    recipe = describe(KINDS[kind](exported, symbols=PATTERN), exported, SIZES)
    save_recipe(tmp_path / "elmo.json", recipe)
    loaded = load_described(read_recipe(tmp_path / "elmo.json"))
    assert (loaded.layers, loaded.width) == (3, 24)
    assert loaded.length("free!! at www.x.com.") == 6


def test_an_encoder_that_would_pool_otherwise_is_refused(exported):
    """The model was trained on other numbers."""
    recipe = describe(bilm_settings(exported), exported, SIZES)
    other = recipe.model_copy(update={"pooling": ["text"] * 3, "width": 8})
    with pytest.raises(BakeoffError, match=r"expected features of .*'text'.*; run `encode` again"):
        load_described(other)


@every_kind
def test_the_same_files_in_another_folder_are_the_same_encoder(exported, copy, kind):
    """File times do not matter, nor do files that do not belong to the encoder."""
    recipe = describe(KINDS[kind](exported), exported, SIZES)
    (copy / "perplexity.csv").write_text("changed", encoding="utf-8")
    assert check_folder(recipe, copy) == copy


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        *(("bilm", "weights.hdf5"), ("bilm", "options.json"), ("hub", "module/saved_model.pb")),
        ("hub", "module/variables/variables.data-00000-of-00001"),
    ],
)
def test_one_changed_byte_makes_another_encoder(copy, kind, file):
    """It is refused; the message names both hashes."""
    recipe = describe(KINDS[kind](copy), copy, SIZES)
    content = bytearray((copy / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / file).write_bytes(content)
    found = describe(KINDS[kind](copy), copy, SIZES).sha256
    with pytest.raises(BakeoffError) as caught:
        load_described(recipe, copy)
    message = str(caught.value)
    assert message.startswith(f"{copy}: ") and "\n" not in message
    assert recipe.sha256[:16] in message and found[:16] in message and found != recipe.sha256


@every_kind
def test_a_folder_without_an_encoder_is_refused(exported, tmp_path, kind):
    """Empty or absent, when it is loaded and when it is compared."""
    settings = KINDS[kind](exported)
    recipe = describe(settings, exported, SIZES)
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(BakeoffError, match=r": expected the files of an encoder, got none"):
            load_described(recipe, folder)
        with pytest.raises(BakeoffError, match=r"^[^\n]*: expected [^\n]*$"):
            load_encoder(settings, folder)


@pytest.mark.parametrize("kind", ["gpt", "base", ""])
def test_an_unknown_kind_is_refused(kind):
    """The error lists the kinds that exist."""
    expected = f"params.yaml: encode.mine.kind: expected one of {every_name()}, got '{kind}'"
    with pytest.raises(BakeoffError, match=f"^{re.escape(expected)}$"):
        check_entry("mine", {"kind": kind})


def test_a_wrong_key_is_named():
    """With the place of the entry."""
    entry = bilm_settings("elmo").model_dump() | {"signature": "tokens"}
    expected = r"^params.yaml: encode.mine.signature: there is no such key"
    with pytest.raises(BakeoffError, match=expected):
        check_entry("mine", entry)


def test_the_settings_of_all_kinds_need_no_library_that_runs_them():
    """Those take up to seconds, and the check of params.yaml reads the settings."""
    code = (
        "import sys; from bakeoff.core.components import component_names;"
        "from bakeoff.encoders.base.loading import load_kind;"
        "names = component_names('bakeoff.encoders', 'encoder');"
        "assert all(load_kind(kind).Settings.__name__ == 'Settings' for kind in names);"
        "sys.exit(not {'tensorflow', 'scipy', 'tokenizers', 'onnxruntime'}.isdisjoint(sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_package_with_a_module_encoder_is_a_new_kind(tmp_path, monkeypatch):
    """No other file names the kind."""
    (tmp_path / "alphabet").mkdir()
    (tmp_path / "alphabet/__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "alphabet/encoder.py").write_text(NEW_KIND, encoding="utf-8")
    (tmp_path / "alphabet.txt").write_text("abc", encoding="utf-8")
    known = every_name()
    monkeypatch.setattr(bakeoff.encoders, "__path__", [*bakeoff.encoders.__path__, str(tmp_path)])
    assert every_name() == sorted([*known, "alphabet"])
    entry = {"kind": "alphabet", "input": str(tmp_path), "dtype": "float32"}
    settings = check_entry("mine", {**entry, "batch_tokens": 64})
    recipe = describe(settings, tmp_path, load_encoder(settings, tmp_path))
    assert load_described(recipe).width == 26
    (tmp_path / "alphabet.txt").write_text("abd", encoding="utf-8")
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        load_described(recipe)


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        (None, "Free entry, now!! at www.x.com :) £5."),
        (PATTERN, "Free entry , now ! ! at www.x.com :) £ 5 ."),
        ("(!!|[0-9])", "Free entry, now !! at www.x.com :) £ 5 ."),
    ],
)
def test_symbols_are_tokens_and_case_is_kept(symbols, expected):
    """Without symbols, texts are split at white space alone."""
    assert make_split(symbols)("Free entry, now!! at www.x.com :) £5.") == expected.split(" ")


def test_the_shipped_pattern_is_the_one_that_is_tested_here():
    """Whoever changes one must change the other."""
    text = (ROOT / "presets/sample.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["encode"]["elmo"]["symbols"] == PATTERN


@given(ANY)
def test_no_token_holds_white_space_and_no_character_is_lost(text):
    """Control characters count as white space; a no-break space does not."""
    kept = "".join(character for character in text if character > " ")
    for symbols in (None, PATTERN):
        tokens = make_split(symbols)(text)
        assert "".join(tokens) == kept and all(tokens)
        assert not any(character <= " " for token in tokens for character in token)
