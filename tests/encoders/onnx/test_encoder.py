"""An entry of kind onnx is checked, loaded, described and found again."""

import sys

import onnx
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.base.loading import check_entry, describe, load_described, load_encoder
from bakeoff.encoders.onnx.encoder import files
from tests.encoders.graphs import WIDTH, graph, settings, write_encoder
from tests.encoders.onnx.test_graph import with_data_beside
from tests.encoders.tiny import run


def test_a_published_folder_is_loaded_and_found_again(tmp_path):
    """By its files, of which none may change."""
    folder = write_encoder(tmp_path / "plain")
    entry = check_entry("plain", settings(folder).model_dump())
    recipe = describe(entry, folder, load_encoder(entry, folder))
    assert (recipe.layers, recipe.width, recipe.pooling) == (1, WIDTH, ["text"])
    assert load_described(recipe).width == WIDTH
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        load_described(recipe)


def test_the_files_are_those_that_decide_the_vectors(tmp_path):
    """Tensors beside the graph among them, and no others."""
    folder = write_encoder(tmp_path / "beside", with_data_beside("words.bin"))
    (folder / "onnx/words.bin").write_bytes(bytes(176))
    (folder / "README.md").write_text("", encoding="utf-8")
    assert sorted(str(path.relative_to(folder)) for path in files(settings(folder), folder)) == [
        *("1_Pooling/config.json", "config.json", "modules.json", "onnx/model.onnx"),
        *("onnx/words.bin", "sentence_bert_config.json", "tokenizer.json"),
    ]
    assert load_encoder(settings(folder), folder).width == WIDTH


def test_one_of_several_graphs_is_named(tmp_path):
    """Or the error lists them."""
    folder = write_encoder(tmp_path / "two")
    (folder / "onnx/model.onnx").rename(folder / "onnx/a.onnx")
    onnx.save(graph(x="x = Fourier(summed)"), folder / "onnx/b.onnx")
    chosen = settings(folder, file="a.onnx")
    assert load_encoder(chosen, folder).width == WIDTH
    assert folder / "onnx/b.onnx" not in files(chosen, folder)
    with pytest.raises(BakeoffError, match=r"expected model.onnx, .* got onnx/a.onnx, onnx/b.onnx"):
        load_encoder(settings(folder), folder)


def test_a_graph_is_named_without_its_folder(tmp_path):
    """As it is found at any depth."""
    entry = settings(tmp_path).model_dump() | {"file": "onnx/model.onnx"}
    with pytest.raises(BakeoffError, match=r"file: .*without its folder, such as model.onnx"):
        check_entry("minilm", entry)


def test_more_tokens_than_positions_are_refused(tmp_path):
    """Before a long text comes."""
    folder = write_encoder(tmp_path / "plain")
    with pytest.raises(BakeoffError, match=r"expected max_tokens of at most 32, .* got 33; lower"):
        load_encoder(settings(folder, max_tokens=33), folder)


def test_fewer_tokens_than_special_ones_are_refused(tmp_path):
    """The tokenizer would fail on every text."""
    folder = write_encoder(tmp_path / "plain")
    with pytest.raises(BakeoffError, match=r"expected more than 2 tokens per text, .* got 2; set"):
        load_encoder(settings(folder, max_tokens=2), folder)


def test_neither_tensorflow_nor_onnx_is_imported(tmp_path):
    """Both are large, and onnx is an extra."""
    folder = write_encoder(tmp_path / "plain")
    code = (
        "import sys; from pathlib import Path;"
        "from bakeoff.encoders.base.loading import check_entry, load_encoder;"
        f"folder = Path({str(folder)!r});"
        f"entry = check_entry('plain', {settings(folder).model_dump()!r});"
        "load_encoder(entry, folder).encode(['a']);"
        "assert not {'tensorflow', 'onnx'} & {*sys.modules}"
    )
    done = run([sys.executable, "-c", code])
    assert (done.returncode, done.stderr) == (0, "")
