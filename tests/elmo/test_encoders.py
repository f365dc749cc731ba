"""The encoder that an entry of `encode` describes, and only the one that it was."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.elmo.encoders import (
    check_folder,
    describe,
    load_described,
    load_encoder,
    make_split,
    read_recipe,
    save_recipe,
)
from bakeoff.errors import BakeoffError
from tests.elmo.tiny import ODD_TEXTS, PATTERN, ROOT, bilm_settings, hub_settings

KINDS = {"bilm": bilm_settings, "hub": hub_settings}
every_kind = pytest.mark.parametrize("kind", KINDS)
ANY = st.text(st.characters(codec="utf-8"))


@pytest.fixture
def copy(exported, tmp_path):
    """Copy the biLM, for changes."""
    return Path(shutil.copytree(exported, tmp_path / "elmo"))


def test_a_biLM_and_its_module_give_the_same(exported, bilm):
    """Means and tokens, whichever of its two forms is loaded, from one folder."""
    hub = load_encoder(hub_settings(exported), exported)
    assert (hub.layers, hub.width) == (bilm.layers, bilm.width) == (3, 8)
    ours, theirs = (one.encode(ODD_TEXTS, keep_tokens=True) for one in (bilm, hub))
    np.testing.assert_allclose(ours.means, theirs.means, atol=1e-5)
    np.testing.assert_allclose(ours.tokens, theirs.tokens, atol=1e-5)
    assert ours.lengths.tolist() == theirs.lengths.tolist()
    assert ours.means.any() and not ours.means[1].any()


def test_a_module_may_stand_in_the_folder_itself(exported):
    """Or in its folder `module`, where `download` unpacks it: it is the same encoder."""
    recipe = describe(hub_settings(exported), exported, layers=3, width=8)
    assert check_folder(recipe, exported / "module") == exported / "module"


@every_kind
def test_a_recipe_is_read_as_it_was_written(exported, tmp_path, kind):
    """The encoder that is loaded with it has its size, and cuts texts as its settings say."""
    recipe = describe(KINDS[kind](exported, symbols=PATTERN), exported, layers=3, width=8)
    save_recipe(tmp_path / "elmo.json", recipe)
    assert read_recipe(tmp_path / "elmo.json") == recipe
    loaded = load_described(recipe)
    assert (loaded.layers, loaded.width) == (recipe.layers, recipe.width)
    assert loaded.length("free!! at www.x.com.") == 6


@pytest.mark.parametrize("content", [b"", b"{}", b'{"settings": {"kind": "gpt"}}', None])
def test_what_is_no_recipe_is_refused(tmp_path, content):
    """In one line that names the file."""
    if content is not None:
        (tmp_path / "elmo.json").write_bytes(content)
    with pytest.raises(BakeoffError) as caught:
        read_recipe(tmp_path / "elmo.json")
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'elmo.json'}: expected the description of an encoder")
    assert "\n" not in message


@every_kind
def test_the_same_files_in_another_folder_are_the_same_encoder(exported, copy, kind):
    """The time of a file counts for nothing, nor what does not belong to the encoder."""
    recipe = describe(KINDS[kind](exported), exported, layers=3, width=8)
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
    recipe = describe(KINDS[kind](copy), copy, layers=3, width=8)
    content = bytearray((copy / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / file).write_bytes(content)
    came = describe(KINDS[kind](copy), copy, layers=3, width=8).sha256
    with pytest.raises(BakeoffError) as caught:
        load_described(recipe, copy)
    message = str(caught.value)
    assert message.startswith(f"{copy}: ") and "\n" not in message
    assert recipe.sha256[:16] in message and came[:16] in message and came != recipe.sha256


@every_kind
def test_a_folder_without_an_encoder_is_refused(exported, tmp_path, kind):
    """Empty or absent, when it is loaded and when it is compared."""
    recipe = describe(KINDS[kind](exported), exported, layers=3, width=8)
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(BakeoffError, match=r": expected the files of an encoder, got none"):
            load_described(recipe, folder)
        with pytest.raises(BakeoffError, match=r"^[^\n]*: expected [^\n]*$"):
            load_encoder(recipe.settings, folder)


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        (None, "Free entry, now!! at www.x.com :) £5."),
        (PATTERN, "Free entry , now ! ! at www.x.com :) £ 5 ."),
        ("(!!|[0-9])", "Free entry, now !! at www.x.com :) £ 5 ."),
    ],
)
def test_symbols_are_tokens_and_case_is_kept(symbols, expected):
    """Without symbols, texts are cut at white space alone."""
    assert make_split(symbols)("Free entry, now!! at www.x.com :) £5.") == expected.split(" ")


def test_the_shipped_pattern_is_the_one_that_is_tested_here():
    """A newcomer changes both."""
    text = (ROOT / "params.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["encode"]["elmo"]["symbols"] == PATTERN


@given(ANY)
def test_no_token_holds_white_space_and_no_character_is_lost(text):
    """Control characters count as white space; a no-break space does not."""
    kept = "".join(character for character in text if character > " ")
    for symbols in (None, PATTERN):
        tokens = make_split(symbols)(text)
        assert "".join(tokens) == kept and all(tokens)
        assert not any(character <= " " for token in tokens for character in token)
