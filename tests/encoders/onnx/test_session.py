"""What the runtime or a graph lacks is an error of one line, and nothing else is printed."""

import numpy as np
import onnx
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.onnx.session import TEXT, TOKENS, Session
from tests.encoders.graphs import WIDTH, graph, with_second_output

IDS = np.array([[2, 4, 3]])
VALUES = {"input_ids": IDS, "attention_mask": np.ones((1, 3), int), "token_type_ids": 0 * IDS}


def load(folder, model, output=None, dimensions=TOKENS):
    """Write a model and load it."""
    onnx.save(model, folder / "model.onnx")
    return Session(folder / "model.onnx", output=output, dimensions=dimensions)


def with_versions(model, **changed):
    """Change the version of the format, or of the operators."""
    model.ir_version = changed.get("ir", model.ir_version)
    model.opset_import[0].version = changed.get("opset", model.opset_import[0].version)
    return model


@pytest.mark.parametrize(
    ("model", "found"),
    [
        (graph(x="x = Fourier(summed)"), "No Op registered for Fourier with domain_version of 17"),
        (graph(x="x = com.microsoft.Fourier(summed)"), r"com\.microsoft:Fourier.* is not a regist"),
        (with_versions(graph(), ir=99), r"\(Unsupported model IR version: 99"),
        (with_versions(graph(), opset=99), "Opset 99 is under development"),
    ],
)
def test_what_the_runtime_lacks_is_named_in_one_line(tmp_path, capfd, model, found):
    """With its name; the runtime's own log is silent."""
    with pytest.raises(BakeoffError, match=found) as caught:
        load(tmp_path, model)
    assert len(caught.value.lines) == 1
    assert "onnxruntime_src" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_inputs_of_something_else_than_an_encoder_are_listed(tmp_path):
    """With their types."""
    model = graph()
    model.graph.input[0].name = model.graph.node[0].input[1] = "pixels"
    with pytest.raises(BakeoffError, match=r"the input input_ids, .* got .*'pixels': 'tensor"):
        load(tmp_path, model)


def test_an_output_is_chosen_by_its_axes_or_by_name(tmp_path):
    """Of tokens or of texts."""
    model = with_second_output()
    assert load(tmp_path, model).run(VALUES).shape == (1, 3, WIDTH)
    assert load(tmp_path, model, dimensions=TEXT).run(VALUES).shape == (1, WIDTH)
    assert load(tmp_path, model, "pooled", TEXT).run(VALUES).shape == (1, WIDTH)


@pytest.mark.parametrize(
    ("output", "dimensions", "wanted"),
    [("other", TOKENS, "output 'other'"), (None, TEXT, "one output of 2 axes")],
)
def test_the_outputs_of_a_graph_without_the_right_one_are_listed(
    tmp_path, output, dimensions, wanted
):
    """With their shapes."""
    listed = r"\{'last_hidden_state': \['batch', 'sequence', 4\]\}; set `output` or `pooling`"
    with pytest.raises(BakeoffError, match=f"expected {wanted}, got {listed}"):
        load(tmp_path, graph(), output, dimensions)


def test_a_named_output_of_other_axes_is_refused(tmp_path):
    """When it is computed."""
    session = load(tmp_path, graph(), "last_hidden_state", TEXT)
    with pytest.raises(
        BakeoffError, match=r"of 2 axes, .* got float32 \(1, 3, 4\); set `output` or"
    ):
        session.run(VALUES)


@pytest.mark.parametrize(
    ("after", "out", "got"),
    [
        ("Transpose<perm = [1, 0, 2]>(x)", "float", r"float32 \(3, 1, 4\)"),
        ("Cast<to = 8>(x)", "string", r"object \(1, 3, 4\)"),
        ("Cast<to = 9>(x)", "bool", r"bool \(1, 3, 4\)"),
    ],
)
def test_what_is_no_vector_of_each_token_is_refused(tmp_path, after, out, got):
    """It would be read as vectors of other tokens."""
    session = load(tmp_path, graph(out=out, after=f"last_hidden_state = {after}"))
    with pytest.raises(BakeoffError, match=f"expected numbers of 3 axes, .* got {got}; set"):
        session.run(VALUES)


def test_an_error_while_it_runs_is_one_line(tmp_path, capfd):
    """And the log is silent then, too."""
    session = load(tmp_path, graph())
    with pytest.raises(BakeoffError, match=r"got an error \(Non-zero status .*Add node") as caught:
        session.run(VALUES | {"token_type_ids": np.zeros((1, 2))})
    assert len(caught.value.lines) == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("place", ["inputs", "axes"])
def test_names_that_are_no_text_are_an_error_of_one_line(tmp_path, capfd, place):
    """The runtime's Python would print another, or raise its own."""
    name = {"inputs": b"token_type_ids", "axes": b"sequence"}[place]
    path = tmp_path / "model.onnx"
    path.write_bytes(graph().SerializeToString().replace(name, b"\xff" + name[1:]))
    with pytest.raises(BakeoffError, match=r"model.onnx: expected .* got an error") as caught:
        Session(path, output=None, dimensions=TOKENS)
    assert len(caught.value.lines) == 1
    assert capfd.readouterr() == ("", "")
