"""Published files are found and read within bounds."""

import json

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.published import find_file, read_bounded, read_config, read_steps


def test_a_config_is_read(tmp_path):
    """Any object in JSON."""
    (tmp_path / "config.json").write_text('{"normalize": true}', encoding="utf-8")
    assert read_config(tmp_path / "config.json") == {"normalize": True}


@pytest.mark.parametrize("content", [b"{", b"[1]", b"", b"\xff", b"[" * 10**6, b"null"])
def test_another_config_is_an_error_of_one_line(tmp_path, content):
    """It names the file."""
    path = tmp_path / "config.json"
    path.write_bytes(content)
    with pytest.raises(BakeoffError, match=r"config\.json: expected an object in JSON"):
        read_config(path)


def test_a_file_that_is_absent_is_named(tmp_path):
    """Whatever it is."""
    with pytest.raises(BakeoffError, match="none: expected a thing, got none"):
        read_bounded(tmp_path / "none", 10, "a thing")


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    """Its size is named."""
    (tmp_path / "large").write_bytes(b"x" * 11)
    with pytest.raises(BakeoffError, match="of at most 10 bytes, got 11"):
        read_bounded(tmp_path / "large", 10, "a thing")


def test_a_pointer_of_git_lfs_is_recognised(tmp_path):
    """The message says how to fetch the file."""
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
    (tmp_path / "model").write_bytes(pointer)
    with pytest.raises(BakeoffError, match="git lfs pull"):
        read_bounded(tmp_path / "model", 1000, "a thing")


def test_a_file_is_found_by_its_name_or_as_the_only_one_of_a_pattern(tmp_path):
    """The name comes first."""
    (tmp_path / "b_tokenizer.json").touch()
    assert find_file(tmp_path, "tokenizer.json", "*tokenizer*.json").name == "b_tokenizer.json"
    (tmp_path / "tokenizer.json").touch()
    assert find_file(tmp_path, "tokenizer.json", "*tokenizer*.json").name == "tokenizer.json"


def test_several_files_or_none_are_an_error(tmp_path):
    """It lists them."""
    with pytest.raises(BakeoffError, match="got none"):
        find_file(tmp_path, "model.safetensors", "*.safetensors")
    for name in "ab":
        (tmp_path / f"{name}.safetensors").touch()
    with pytest.raises(BakeoffError, match=r"got a\.safetensors, b\.safetensors"):
        find_file(tmp_path, "model.safetensors", "*.safetensors")


def test_the_only_file_of_a_pattern_may_stand_deeper(tmp_path):
    """As repositories of several modules have it."""
    (tmp_path / "0_StaticEmbedding").mkdir()
    (tmp_path / "0_StaticEmbedding" / "model.safetensors").touch()
    found = find_file(tmp_path, "model.safetensors", "*.safetensors")
    assert found == tmp_path / "0_StaticEmbedding" / "model.safetensors"


def test_the_file_of_a_name_comes_before_others_of_the_pattern(tmp_path):
    """As where a tokenizer has a file of settings beside it."""
    (tmp_path / "0").mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (tmp_path / "0" / name).touch()
    found = find_file(tmp_path, "tokenizer.json", "*tokenizer*.json")
    assert found == tmp_path / "0" / "tokenizer.json"


def test_the_steps_of_a_model_are_listed(tmp_path):
    """By their types, whatever package they come from."""
    assert read_steps(tmp_path) == []
    steps = [{"type": "sentence_transformers.models.Pooling"}, {"type": "a.b.Normalize"}]
    (tmp_path / "modules.json").write_text(json.dumps(steps), encoding="utf-8")
    assert read_steps(tmp_path) == ["Pooling", "Normalize"]
    (tmp_path / "modules.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BakeoffError, match="expected a list of objects"):
        read_steps(tmp_path)
