"""A network as ONNX gives what the network gives."""

import json

import numpy as np
import onnxruntime
import pytest

from bakeoff.export.formats import find_layer
from bakeoff.export.onnx_model import to_onnx
from bakeoff.models.fit.train.network import load_network, predict
from tests.export.networks import WILD

KINDS = [  # head, whether the vectors are trained, classes
    ("pool", False, 2),
    ("pool", False, 3),
    ("pool", True, 2),
    ("cnn", False, 2),
    ("cnn", True, 3),
    ("flatten", True, 2),
    ("flatten", False, 3),
]
ABOUT = {"name": "small", "classes": ["no", "ja – 예"], "threshold": 0.25}


def start(network):
    """Write a network as ONNX, and load that."""
    onnxruntime.set_default_logger_severity(3)
    return onnxruntime.InferenceSession(to_onnx(network, ABOUT).SerializeToString())


def ids_of(network, texts):
    """Give the token ids that a network reads of texts."""
    return np.asarray(find_layer(network)(np.array(texts))).astype(np.int64)


@pytest.mark.parametrize(("head", "trained", "count"), KINDS)
def test_probabilities_are_those_of_the_network(networks, head, trained, count):
    """They differ by rounding alone, also with more padding and for texts one by one."""
    network = load_network(networks(head, trained, count) / "model.keras")
    session, ids = start(network), ids_of(network, WILD)
    expected = predict(network, WILD)
    assert expected.shape == (len(WILD), count) and len(np.unique(expected.round(4))) > 4
    padded = np.pad(ids, [(0, 0), (0, 9)])
    singly = [session.run(None, {"ids": row[None, row > 0]})[0] for row in ids]
    for found in (*session.run(None, {"ids": ids}), *session.run(None, {"ids": padded})):
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)
    np.testing.assert_allclose(np.concatenate(singly), expected, rtol=0, atol=1e-6)


def test_the_model_states_its_classes_and_threshold(networks):
    """The metadata are JSON in ASCII."""
    session = start(load_network(networks("pool", False, 2) / "model.keras"))
    found = session.get_modelmeta().custom_metadata_map
    assert found["name"] == "small"
    assert json.loads(found["classes"]) == ABOUT["classes"]
    assert json.loads(found["threshold"]) == 0.25


def test_the_inputs_may_have_any_size(networks):
    """Batch and length are named, not fixed."""
    session = start(load_network(networks("cnn", True, 3) / "model.keras"))
    (ids,), (probabilities,) = session.get_inputs(), session.get_outputs()
    assert (ids.name, ids.type, ids.shape) == ("ids", "tensor(int64)", ["batch", "length"])
    assert (probabilities.name, probabilities.shape) == ("probabilities", ["batch", 3])
