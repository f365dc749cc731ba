"""`bakeoff init --encoder`: ready-made encoders, and folders whose files tell their kind."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import LFS_POINTER
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS
from bakeoff.core.trust import record_module
from bakeoff.encoders.base.loading import check_entry
from bakeoff.presets.mine.encoders import find_encoders
from bakeoff.presets.mine.request import Request
from bakeoff.presets.mine.start import start

OWN = {"bag", "tfidf", "tfidf_words", "keras"}
ROWS = "".join(f"film {chr(97 + n % 26) * (n // 26 + 2)},{'ab'[n % 2]}\n" for n in range(60))


def begin(**options):
    """Write the preset; give what is said, and params.yaml."""
    Path("a.csv").write_text(f"text,label\n{ROWS}", "utf-8")
    said = start(Request([Path("a.csv")], **options))
    return "\n".join(said), read_yaml(PARAMS)


def write_folder(name, *files):
    """Write a folder of files whose content does not matter."""
    for file in files:
        Path(name, file).parent.mkdir(parents=True, exist_ok=True)
        Path(name, file).write_bytes(b"")
    return Path(name)


def write_matrix(path, *names):
    """Write tensors of these names."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    save_file({name: np.zeros((2, 2), np.float32) for name in names}, path)


def found(path, language=None):
    """Give the only encoder that is found."""
    (encoder,) = find_encoders([str(path)], language, set())
    return encoder


def refusal(path, language=None):
    """Find none; give the error, one line."""
    with pytest.raises(BakeoffError) as caught:
        found(path, language)
    (line,) = caught.value.lines
    return line


def test_a_ready_made_encoder_is_named_in_the_preset(folder):
    """Its entries stay in its own file; it is averaged with TF-IDF as vectors are."""
    said, params = begin(encoders=["all-MiniLM-L6-v2"])
    assert {*params["models"]} == OWN | {"minilm"}
    assert [*params["sources"]] == [*params["encode"]] == ["minilm"]
    assert params["ensemble"] == {"tfidf_minilm": ["tfidf", "minilm"]}
    text = Path("presets/mine.yaml").read_text("utf-8")
    assert "with:\n- all-MiniLM-L6-v2\n" in text and "sentence-transformers" not in text
    assert "minilm: all-MiniLM-L6-v2. An English sentence encoder" in said
    assert "no pretrained vectors" not in said


def test_a_folder_of_one_is_read_where_it_is(folder):
    """By its whole path, since DVC and `bakeoff check` take it as it is."""
    write_folder("my encoder", "onnx/model.onnx", "tokenizer.json")
    said, params = begin(encoders=["my encoder"])
    assert params["encode"]["my_encoder"]["input"] == str(Path("my encoder").resolve())
    assert params["models"]["my_encoder"]["head"] == "linear" and "my_encoder" in params["project"]
    assert params["sources"] == {} and "of the kind onnx" in said


def test_a_quick_preset_keeps_the_encoders_that_are_asked_for(folder):
    """Without their maps."""
    _, params = begin(encoders=["wordllama"], quick=True)
    assert {*params["models"]} == {"bag", "tfidf", "keras", "wordllama"}
    assert params["project"] == {}


def test_an_encoder_whose_model_is_not_asked_for_is_not_run(folder):
    """Nor downloaded."""
    _, params = begin(encoders=["wordllama", "potion-base-8M"], models=["tfidf", "potion"])
    assert {*params["models"]} == {"tfidf", "potion"}
    assert [*params["sources"]] == [*params["encode"]] == ["potion"]


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        (["onnx/model.onnx", "tokenizer.json"], "onnx"),
        (["saved_model.pb", "variables/variables.index"], "hub"),
        (["module/saved_model.pb"], "hub"),
        (["elmo_options.json", "elmo_weights.hdf5"], "bilm"),
        (["options.json", "model.hdf5"], "bilm"),
    ],
)
def test_files_tell_the_kind(folder, files, kind):
    """At any depth, as they are published."""
    encoder = found(write_folder("model", *files))
    assert encoder.sections["encode"]["model_2"]["kind"] == kind and encoder.name == "model_2"
    assert encoder.note.startswith("model_2 (model is taken): ")


def test_one_matrix_is_a_static_model_also_beside_a_graph(folder):
    """model2vec publishes both; of a transformer only the graph can be run."""
    write_folder("potion", "onnx/model.onnx", "tokenizer.json")
    write_matrix("potion/model.safetensors", "embeddings")
    assert found("potion").sections["encode"]["potion_2"]["kind"] == "static"
    write_matrix("potion/model.safetensors", *"abcdef")
    assert found("potion").sections["encode"]["potion_2"]["kind"] == "onnx"


def test_of_several_graphs_model_onnx_is_taken(folder):
    """Others are quantised for one kind of machine; without it nobody can choose."""
    write_folder("minilm-v2", "onnx/model.onnx", "onnx/model_O4.onnx")
    (entry,) = found("minilm-v2").sections["encode"].values()
    assert check_entry("minilm", entry).file == "model.onnx"
    Path("minilm-v2/onnx/model.onnx").rename("minilm-v2/onnx/other.onnx")
    assert "got onnx/model_O4.onnx, onnx/other.onnx; name a folder" in refusal("minilm-v2")


def test_a_pointer_in_place_of_a_matrix_is_named(folder):
    """As a clone without Git LFS has it."""
    write_folder("potion", "tokenizer.json", "model.safetensors")
    Path("potion/model.safetensors").write_bytes(LFS_POINTER)
    assert "git lfs pull" in refusal("potion")


@pytest.mark.parametrize("path", ["", "a\0b"])
def test_a_path_that_cannot_be_one_is_refused(folder, path):
    """Neither as the folder of the project nor with a traceback."""
    assert "which is not a folder" in refusal(path)


def test_a_module_that_nobody_trusted_says_how_to(folder, monkeypatch):
    """It is a program."""
    monkeypatch.setenv("BAKEOFF_STORE", str(folder / "store"))
    path = write_folder("use4", "saved_model.pb").resolve()
    assert f"run `bakeoff elmo trust {path}`" in found(path).note
    record_module(path)
    assert "trust" not in found(path).note


def test_a_transformer_without_a_graph_is_to_be_exported(folder):
    """PyTorch is not needed here, and not used."""
    write_matrix("bert/model.safetensors", *"abcdef")
    assert "optimum-cli export onnx" in refusal("bert")


def test_what_is_no_encoder_is_refused_by_its_files(folder):
    """Or by the closest name."""
    assert "with notes.txt; name another folder" in refusal(write_folder("texts", "notes.txt"))
    assert refusal("all-minilm-l6-v2").endswith("did you mean all-MiniLM-L6-v2?")
    Path("texts/model.safetensors").write_bytes(b"damaged")
    assert "model.safetensors: expected a safetensors file" in refusal("texts")


def test_english_encoders_are_refused_for_other_languages(folder):
    """The message names those of many languages."""
    assert "use one of multilingual-e5-small, potion-" in refusal("wordllama", "ko")
    assert found("multilingual-e5-small", "ko").name == "e5"


def test_each_encoder_is_named_once(folder):
    """Folders of one name get different ones."""
    with pytest.raises(BakeoffError, match="--encoder: expected each once"):
        find_encoders(["wordllama", "wordllama"], None, set())
    paths = [str(write_folder(f"{parent}/x", "model.onnx")) for parent in "ab"]
    assert [encoder.name for encoder in find_encoders(paths, None, set())] == ["x", "x_2"]


def test_vectors_of_the_name_of_a_ready_made_encoder_are_refused(folder):
    """Else one model would replace the other."""
    with pytest.raises(BakeoffError, match="expected vectors of another name than potion"):
        find_encoders(["potion-base-8M"], None, {"potion"})
