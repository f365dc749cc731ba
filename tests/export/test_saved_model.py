"""A SavedModel answers in a process that knows nothing of this project."""

import json
import subprocess
import sys

import numpy as np
import pytest

from bakeoff.export.saved_model import save_strings_model
from bakeoff.models.fit.train.network import load_network, predict
from tests.export.networks import WILD

FOREIGN = """
import json, sys
import tensorflow as tf

answers = []
for folder, texts in json.loads(sys.stdin.read()):
    served = tf.saved_model.load(folder).signatures["serving_default"]
    found = served(texts=tf.constant(texts, tf.string))
    answers.append({key: value.numpy().tolist() for key, value in found.items()})
assert "bakeoff" not in sys.modules
print(json.dumps(answers, default=bytes.decode))
"""


def serve(cases, folder):
    """Ask SavedModels about texts, elsewhere and with TensorFlow alone."""
    found = subprocess.run(
        [sys.executable, "-I", "-c", FOREIGN],
        input=json.dumps([[str(path / "1"), texts] for path, texts in cases]),
        cwd=folder,
        env={"TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return json.loads(found.stdout)


@pytest.fixture(scope="module")
def saved(networks, tmp_path_factory):
    """Give SavedModels: their folders, with their networks, classes and thresholds."""
    kinds = [
        ([("pool", False, 2)], ["no", "<b>예"], 0.6),
        ([("cnn", True, 3)], ["a", "b", "c"], None),
        ([("flatten", True, 2)], ["no", "yes"], 0.2),
        ([("pool", False, 2), ("cnn", False, 2)], ["no", "yes"], 0.5),
    ]
    found = []
    for members, classes, threshold in kinds:
        folder = tmp_path_factory.mktemp("saved")
        loaded = [load_network(networks(*kind) / "model.keras") for kind in members]
        save_strings_model(folder, loaded, classes, threshold)
        found.append((folder, loaded, classes, threshold))
    return found


def test_answers_are_those_of_the_networks(saved, tmp_path):
    """Probabilities to 1e-6, labels by the threshold, the names in every row."""
    answers = serve([(folder, WILD) for folder, *_ in saved], tmp_path)
    for answer, (_, loaded, classes, threshold) in zip(answers, saved, strict=True):
        expected = np.mean([predict(network, WILD) for network in loaded], axis=0)
        np.testing.assert_allclose(answer["probabilities"], expected, rtol=0, atol=1e-6)
        chosen = expected.argmax(1) if threshold is None else expected[:, 1] >= threshold
        assert answer["label"] == [classes[int(number)] for number in chosen]
        assert answer["classes"] == [classes] * len(WILD)


def test_a_batch_without_any_token_is_answered(saved, tmp_path):
    """Each text gets the answer for no words; no texts get no answers."""
    cases = [(folder, texts) for folder, *_ in saved for texts in ([""], WILD, [])]
    answers = serve(cases, tmp_path)
    for alone, among, none in zip(answers[::3], answers[1::3], answers[2::3], strict=True):
        np.testing.assert_allclose(alone["probabilities"][0], among["probabilities"][0], atol=1e-6)
        assert none["label"] == []
