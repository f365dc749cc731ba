"""What an ONNX file asks for is read before the runtime opens it; strangers' files do no harm."""

import onnx
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from onnx import helper

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.onnx.graph import read_graph
from tests.encoders.graphs import graph

WHOLE = graph().SerializeToString()
CUSTOM = helper.make_node("Steal", ["x"], ["y"], domain="other")


def write(folder, content):
    """Write a model, or bytes; give the path."""
    path = folder / "model.onnx"
    path.write_bytes(content if isinstance(content, bytes) else content.SerializeToString())
    return path


def in_branch(node):
    """Put a node into a branch of a node, two levels deep."""
    for _ in range(2):
        body = helper.make_graph([node], "body", [], [])
        node = helper.make_node("If", ["x"], ["y"], then_branch=body, else_branch=body)
    return node


def with_data_beside(location):
    """Make a model whose first table is in another file."""
    model = graph()
    table = model.graph.initializer[0]
    (table.data_location, table.raw_data) = (onnx.TensorProto.EXTERNAL, b"")
    for key, value in (("location", location), ("offset", "0"), ("length", "176")):
        table.external_data.add(key=key, value=value)
    return model


def test_operators_are_listed(tmp_path):
    """By their names."""
    read = read_graph(write(tmp_path, WHOLE))
    assert {"Gather", "MatMul", "Softmax"} < read.operators
    assert read.beside == []


@pytest.mark.parametrize("place", ["graph", "branch", "function"])
def test_operators_of_other_libraries_are_refused(tmp_path, place):
    """Wherever they are."""
    model = graph()
    if place == "function":
        model.functions.append(helper.make_function("own", "f", ["x"], ["y"], [CUSTOM], []))
    else:
        model.graph.node.append(CUSTOM if place == "graph" else in_branch(CUSTOM))
    with pytest.raises(BakeoffError, match=r"got other\.Steal; these need another library"):
        read_graph(write(tmp_path, model))


def test_functions_of_the_file_itself_are_none_of_them(tmp_path):
    """PyTorch's exporter writes such."""
    node = helper.make_node("Relu", ["x"], ["y"])
    model = graph()
    model.functions.append(helper.make_function("other", "Steal", ["x"], ["y"], [node], []))
    model.graph.node.append(CUSTOM)
    assert "Relu" in read_graph(write(tmp_path, model)).operators


@pytest.mark.parametrize(
    "location", ["/etc/passwd", "../x", "a/../../x", "C:\\x", "..\\x", "*/_ORT_MEM_ADDR_/*"]
)
def test_tensors_outside_the_folder_are_refused(tmp_path, location):
    """Even if there is such a file."""
    (tmp_path / "x").write_bytes(bytes(176))
    folder = tmp_path / "model"
    folder.mkdir()
    with pytest.raises(BakeoffError, match="which is outside its folder and is not read"):
        read_graph(write(folder, with_data_beside(location)))


def test_tensors_beside_the_graph_are_listed_and_must_exist(tmp_path):
    """In a folder below as well."""
    path = write(tmp_path, with_data_beside("data/words.bin"))
    with pytest.raises(BakeoffError, match="its tensors in 'words\\.bin' beside it, got no"):
        read_graph(path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/words.bin").write_bytes(bytes(176))
    assert read_graph(path).beside == [tmp_path / "data/words.bin"]


def test_a_link_to_a_file_elsewhere_is_read(tmp_path):
    """Caches keep files so."""
    model = write(tmp_path, WHOLE)
    link = tmp_path / "link.onnx"
    link.symlink_to(model)
    assert read_graph(link) == read_graph(model)


@pytest.mark.parametrize("content", [b"", b"<html>", WHOLE[:-1], WHOLE[: len(WHOLE) // 2]])
def test_a_file_that_is_cut_or_something_else_is_an_error_of_one_line(tmp_path, content):
    """It says so."""
    with pytest.raises(BakeoffError, match=r"model.onnx: expected an ONNX model, got a file that"):
        read_graph(write(tmp_path, content))


@trials(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4)).map(
            lambda change: WHOLE[: change[0]] + change[1] + WHOLE[change[0] + len(change[1]) :]
        ),
    )
)
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    """No other error comes up."""
    path = write(tmp_path_factory.mktemp("any"), content)
    try:
        read_graph(path)
    except BakeoffError as error:
        assert len(error.lines) == 1
