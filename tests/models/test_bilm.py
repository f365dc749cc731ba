"""A biLM whose LSTMs learn the task: what changes, and what a saved one gives."""

from pathlib import Path

import numpy as np
import pytest

from bakeoff.classifier import load_classifier
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import save_recipe
from bakeoff.core.task import Task
from bakeoff.encoders.base.loading import describe
from bakeoff.encoders.bilm.encoder import Settings as OwnBilm
from bakeoff.encoders.bilm.weights import load_bilm
from bakeoff.models.bilm import Settings as TunedBilm
from bakeoff.models.bilm import load_tuned
from bakeoff.models.fit.train.fitting import fit, predict
from bakeoff.models.fit.train.network import load_network
from bakeoff.models.heads import dense
from tests.encoders.small import write_small
from tests.models.tasks import make_task, train_settings

# the order of two words decides, which no mean of their vectors knows
TEXTS = ["free call", "call free", "now free call", "now call free", "free call x", "call free x"]
LABELS = np.array([1, 0, 1, 0, 1, 0], np.int32)


def describe_bilm(folder: Path, name: str = "elmo") -> None:
    """Write the recipe of a frozen biLM, as `encode` does."""
    settings = OwnBilm(
        kind="bilm",
        input=str(folder / "bilm"),
        symbols=None,
        dtype="float32",
        batch_tokens=100,
        matmul="float32",
    )
    recipe = describe(settings, folder / "bilm", layers=3, width=8)
    save_recipe(folder / f"features/{name}.json", recipe)


@pytest.fixture(scope="module")
def tuned(tmp_path_factory) -> tuple[Path, Task, list[dict]]:
    """A folder with a trained model, its task, and how the training went."""
    folder = tmp_path_factory.mktemp("tuned")
    write_small(folder / "bilm")
    describe_bilm(folder)
    model = TunedBilm(
        kind="bilm", input=str(folder / "features"), trainable="lstm", head="dense", fit="train"
    )
    settings = train_settings(epochs=30, batch_size=3, learning_rate=0.02, patience=None)
    task = make_task(model, dense.Settings(hidden=16, dropout=0.0), settings, (TEXTS, LABELS))
    return folder, task, fit(task, folder / "model")


def test_training_lowers_the_loss_and_records_the_mix(tuned):
    """For each seed."""
    for run in tuned[2]:
        assert run["epochs"]["train_loss"][-1] < 0.7 * run["epochs"]["train_loss"][0]
        assert sum(run["mix"]["elmo_mix"]["s"]) == pytest.approx(1, abs=1e-5)


def test_every_weight_of_the_lstms_has_changed(tuned):
    """In both directions, in every layer; the marks of a sentence have not."""
    folder, _, _ = tuned
    bilm = load_bilm(folder / "bilm")
    load_tuned([folder / "model/seed-1.keras"])  # registers the layer
    layer = load_network(folder / "model/seed-1.keras").get_layer("lstms")
    pairs = zip(layer.lstms.variables, bilm.lstms.variables, strict=True)
    assert all(np.abs(new.numpy() - old.numpy()).max() > 1e-4 for new, old in pairs)
    np.testing.assert_array_equal(layer.marks.numpy(), bilm.marks().numpy())


def test_saved_networks_take_raw_texts_given_the_encoders_folder(tuned):
    """Also empty ones, and words that were never seen; each text by itself."""
    folder, _, _ = tuned
    paths = [folder / f"model/seed-{seed}.keras" for seed in (1, 2)]
    classify = load_tuned(paths, folder / "bilm")
    texts = [*TEXTS, "", "unheard of"]
    together = classify(texts)
    assert [found.shape for found in together] == [(8, 2), (8, 2)]
    alone = np.concatenate([classify([text])[0] for text in texts])
    np.testing.assert_allclose(together[0], alone, atol=1e-5)
    np.testing.assert_allclose(together[0].sum(axis=1), 1, atol=1e-6)


def test_a_fine_tuned_model_loads_as_every_other_does(tuned):
    """The same probabilities as from `load_tuned`; the encoder may have moved."""
    folder, _, _ = tuned
    path = folder / "model/seed-2.keras"
    found = load_classifier(path, {"elmo": folder / "bilm"})(TEXTS)
    np.testing.assert_array_equal(found, load_tuned([path], folder / "bilm")(TEXTS)[0])


def test_predictions_are_of_every_seed(tuned):
    """And the loss of the saved network is that of the training: what is saved was trained."""
    folder, task, runs = tuned
    predicted = predict(task.model, folder / "model", {"valid": TEXTS, "test": TEXTS[:2]})
    found = predicted.probabilities["valid"]
    assert found.shape == (2, 6, 2) and predicted.probabilities["test"].shape == (2, 2, 2)
    for run, probabilities in zip(runs, found, strict=True):
        loss = -np.mean(np.log(probabilities[np.arange(6), LABELS]))
        assert loss == pytest.approx(run["train_loss"], abs=1e-4)


def test_another_bilm_is_refused(tuned, tmp_path):
    """Its characters would give other vectors."""
    write_small(tmp_path, n_highway=1)
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        load_tuned([tuned[0] / "model/seed-1.keras"], tmp_path)


def test_features_of_several_encoders_are_refused(tuned):
    """It would not be clear which is meant."""
    folder, task, _ = tuned
    describe_bilm(folder, "other")
    try:
        with pytest.raises(BakeoffError, match=r"features of one encoder .* got those of \['elmo'"):
            task.model.plan(task)
    finally:
        (folder / "features/other.json").unlink()


def test_the_same_seed_gives_the_same_weights(tuned, tmp_path):
    """To the last bit."""
    folder, task, _ = tuned
    fit(task, tmp_path)
    for seed in (1, 2):
        once, again = (load_network(f / f"seed-{seed}.keras") for f in (folder / "model", tmp_path))
        for first, second in zip(once.get_weights(), again.get_weights(), strict=True):
            np.testing.assert_array_equal(first, second)
