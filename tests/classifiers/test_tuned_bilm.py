"""A biLM whose LSTMs learn the task: what changes, and what a saved one gives."""

from pathlib import Path

import numpy as np
import pytest

from bakeoff.classifiers.network import load_network
from bakeoff.classifiers.tuned_bilm import load_tuned, train_tuned
from bakeoff.elmo.weights import load_bilm
from bakeoff.errors import BakeoffError
from bakeoff.params.models import Dense, Train, TunedBilm
from tests.elmo.small import write_small

TRAIN = Train(seeds=[1, 2], epochs=30, batch_size=3, learning_rate=0.02, patience=None)
# the order of two words decides, which no mean of their vectors knows
TEXTS = ["free call", "call free", "now free call", "now call free", "free call x", "call free x"]
LABELS = np.array([1, 0, 1, 0, 1, 0], np.int32)


@pytest.fixture(scope="module")
def tuned(tmp_path_factory) -> tuple[Path, TunedBilm, list[dict]]:
    """A trained model, its entry, and how the training went."""
    folder = tmp_path_factory.mktemp("tuned")
    write_small(folder / "bilm")
    model = TunedBilm(
        kind="bilm", input=str(folder / "bilm"), symbols=None, trainable="lstm", head="dense"
    )
    labelled, head = (TEXTS, LABELS), Dense(hidden=16, dropout=0.0)
    runs = train_tuned(model, head, TRAIN, labelled, labelled, 2, folder / "model")
    return folder, model, runs


def test_training_lowers_the_loss_and_tells_the_mix(tuned):
    """Of each seed."""
    for run in tuned[2]:
        assert run["epochs"]["train_loss"][-1] < 0.7 * run["epochs"]["train_loss"][0]
        assert sum(run["mix"]["elmo_mix"]["s"]) == pytest.approx(1, abs=1e-5)


def test_every_weight_of_the_lstms_has_changed(tuned):
    """In both directions, in every layer; the marks of a sentence have not."""
    folder, _, _ = tuned
    bilm = load_bilm(folder / "bilm")
    layer = load_network(folder / "model/seed-1.keras").get_layer("lstms")
    pairs = zip(layer.lstms.variables, bilm.lstms.variables, strict=True)
    assert all(np.abs(new.numpy() - old.numpy()).max() > 1e-4 for new, old in pairs)
    np.testing.assert_array_equal(layer.marks.numpy(), bilm.marks().numpy())


def test_saved_networks_take_raw_texts_given_the_encoders_folder(tuned):
    """Also empty ones, and words that were never seen; each for itself."""
    folder, _, _ = tuned
    paths = [folder / f"model/seed-{seed}.keras" for seed in (1, 2)]
    classify = load_tuned(paths, folder / "bilm")
    texts = [*TEXTS, "", "unheard of"]
    together = classify(texts)
    assert [its.shape for its in together] == [(8, 2), (8, 2)]
    alone = np.concatenate([classify([text])[0] for text in texts])
    np.testing.assert_allclose(together[0], alone, atol=1e-5)
    np.testing.assert_allclose(together[0].sum(axis=1), 1, atol=1e-6)


def test_the_loss_of_the_saved_network_is_that_of_the_training(tuned):
    """So what is saved is what was trained."""
    folder, _, runs = tuned
    (found,) = load_tuned([folder / "model/seed-1.keras"])(TEXTS)[:1]
    loss = -np.mean(np.log(found[np.arange(6), LABELS]))
    assert loss == pytest.approx(runs[0]["train_loss"], abs=1e-4)


def test_another_bilm_is_refused(tuned, tmp_path):
    """Its characters would give other vectors."""
    write_small(tmp_path, n_highway=1)
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        load_tuned([tuned[0] / "model/seed-1.keras"], tmp_path)


def test_the_same_seed_gives_the_same_weights(tuned, tmp_path):
    """To the last bit."""
    folder, model, _ = tuned
    labelled, head = (TEXTS, LABELS), Dense(hidden=16, dropout=0.0)
    train_tuned(model, head, TRAIN, labelled, labelled, 2, tmp_path)
    for seed in (1, 2):
        once, again = (
            load_network(its / f"seed-{seed}.keras") for its in (folder / "model", tmp_path)
        )
        for one, other in zip(once.get_weights(), again.get_weights(), strict=True):
            np.testing.assert_array_equal(one, other)
