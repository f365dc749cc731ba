"""A biLM whose LSTMs learn the task: what changes, and what a saved one gives."""

from types import SimpleNamespace

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import save_recipe
from bakeoff.encoders.base.loading import describe
from bakeoff.encoders.bilm.encoder import Settings as OwnBilm
from bakeoff.encoders.bilm.weights import load_bilm
from bakeoff.inference.saved import load_saved
from bakeoff.models.bilm import Settings as TunedBilm
from bakeoff.models.bilm import load_tuned
from bakeoff.models.fit.train.network import load_network
from bakeoff.models.heads import dense
from tests.encoders.small import write_small
from tests.models.tasks import make_round, make_task, train_settings

# the order of two words decides, which no mean of their vectors knows
TEXTS = ["free call", "call free", "now free call", "now call free", "free call x", "call free x"]
LABELS = np.array([1, 0, 1, 0, 1, 0], np.int32)
EVERY = range(len(TEXTS))
ROUNDS = [make_round(EVERY, EVERY, EVERY, seed=1), make_round(EVERY, [], [0, 1], seed=2)]
SIZES = SimpleNamespace(layers=3, width=30, pooling=["mean_max_min"] * 3)


def describe_bilm(folder, name="elmo"):
    """Write the recipe of a frozen biLM, as `encode` does."""
    settings = OwnBilm(
        kind="bilm",
        input=str(folder / "bilm"),
        symbols=None,
        dtype="float32",
        batch_tokens=100,
        matmul="float32",
    )
    save_recipe(folder / f"features/{name}.json", describe(settings, folder / "bilm", SIZES))


def tuning(folder, texts=TEXTS, labels=LABELS):
    """Describe a model that starts from the biLM in a folder, and its task."""
    model = TunedBilm(
        kind="bilm", input=str(folder / "features"), trainable="lstm", head="dense", fit="train"
    )
    settings = train_settings(epochs=40, batch_size=3, learning_rate=0.02, patience=None)
    return make_task(model, dense.Settings(hidden=16, dropout=0.0), settings, texts, labels)


@pytest.fixture(scope="module")
def tuned(tmp_path_factory):
    """Give a folder with a biLM and a trained model, its task, and the outcomes of two rounds."""
    folder = tmp_path_factory.mktemp("tuned")
    write_small(folder / "bilm")
    describe_bilm(folder)
    task = tuning(folder)
    outcomes = list(task.model.fit_rounds(task, ROUNDS))
    final = task.model.fit_final(task, ROUNDS, outcomes, folder / "model")
    return SimpleNamespace(folder=folder, task=task, outcomes=outcomes, final=final)


def test_training_lowers_the_loss_and_records_the_mix(tuned):
    """In each round; the order of the words is learned."""
    for outcome in tuned.outcomes:
        losses = outcome.history["epochs"]["train_loss"]
        assert losses[-1] < 0.7 * losses[0] and outcome.steps == 80
        assert sum(outcome.history["mix"]["elmo"]["s"]) == pytest.approx(1, abs=1e-5)
    assert tuned.outcomes[0].test.argmax(axis=1).tolist() == LABELS.tolist()


def test_the_probabilities_are_those_of_the_rounds_texts(tuned):
    """A round may validate on none."""
    first, second = tuned.outcomes
    np.testing.assert_array_equal(first.valid, first.test)
    assert second.valid.shape == (0, 2) and second.test.shape == (2, 2)
    np.testing.assert_allclose(second.test.sum(axis=1), 1, atol=1e-6)


def test_every_weight_of_the_lstms_has_changed(tuned):
    """In both directions, in every layer; the marks of a sentence have not."""
    bilm = load_bilm(tuned.folder / "bilm")
    layer = load_network(tuned.folder / "model/model.keras").get_layer("lstms")
    pairs = zip(layer.lstms.variables, bilm.lstms.variables, strict=True)
    assert all(np.abs(new.numpy() - old.numpy()).max() > 1e-4 for new, old in pairs)
    np.testing.assert_array_equal(layer.marks.numpy(), bilm.marks().numpy())


def test_the_final_model_is_trained_on_all_texts(tuned):
    """For the median number of steps, as the first round was: it gives the same."""
    assert tuned.final.description == {"steps": 80}
    assert tuned.final.model_bytes == (tuned.folder / "model/model.keras").stat().st_size
    np.testing.assert_allclose(tuned.final.classify(TEXTS), tuned.outcomes[0].test, atol=1e-4)


def test_a_saved_network_takes_raw_texts(tuned):
    """Also empty ones, and words that were never seen; each text by itself."""
    classify = load_tuned(tuned.folder / "model/model.keras", tuned.folder / "bilm")
    texts = [*TEXTS, "", "unheard of"]
    together = classify(texts)
    assert together.shape == (8, 2)
    alone = np.concatenate([classify([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    np.testing.assert_allclose(together.sum(axis=1), 1, atol=1e-6)


def test_a_fine_tuned_model_loads_as_every_other_does(tuned):
    """From its folder; the encoder may have moved."""
    classify = load_saved(tuned.folder / "model", encoders={"elmo": tuned.folder / "bilm"})
    np.testing.assert_array_equal(classify(TEXTS), tuned.final.classify(TEXTS))


def test_another_bilm_is_refused(tuned, tmp_path):
    """Its characters would give other vectors."""
    write_small(tmp_path, n_highway=1)
    with pytest.raises(BakeoffError, match="expected the encoder of sha256"):
        load_tuned(tuned.folder / "model/model.keras", tmp_path)


def test_features_of_several_encoders_are_refused(tuned):
    """It would not be clear which is meant."""
    describe_bilm(tuned.folder, "other")
    try:
        with pytest.raises(BakeoffError, match=r"features of one encoder .* got those of \['elmo'"):
            next(tuned.task.model.fit_rounds(tuned.task, ROUNDS))
    finally:
        (tuned.folder / "features/other.json").unlink()


def test_held_out_texts_leave_no_trace(tuned):
    """A round gives the same bytes whatever they and their labels are, and in any company."""
    own, rounds = [0, 1, 2, 3], []
    for held_out in ([4, 5], [4]):
        rounds.append(make_round(own, own, held_out, seed=3))
    expected = next(tuned.task.model.fit_rounds(tuned.task, rounds[:1]))
    poisoned = tuning(tuned.folder, [*TEXTS[:4], "poison " * 30], [1, 0, 1, 0, 0])
    _, found = poisoned.model.fit_rounds(poisoned, [make_round(own, [], [0]), rounds[1]])
    np.testing.assert_array_equal(found.valid, expected.valid)
    assert found.history == expected.history


def test_the_same_task_gives_the_same_bytes(tuned, tmp_path):
    """Of the saved model."""
    tuned.task.model.fit_final(tuned.task, ROUNDS, tuned.outcomes, tmp_path)
    for name in ("model.keras", "elmo.json"):
        saved = (tuned.folder / "model" / name).read_bytes()
        assert (tmp_path / name).read_bytes() == saved
