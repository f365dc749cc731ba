"""A biLM learns, and a killed run resumes as if nothing had happened."""

import re

import pytest

from bakeoff.encoders.bilm.corpus import build_corpus
from bakeoff.encoders.bilm.pretraining import Pretrainer
from tests.encoders.tiny import command_of, contents, grammar, kill_when, options, pretraining, run

FAST = {"options": options(layers=1, cells=16, outputs=8)}


def trainer_on(sentences, folder, **changes):
    """Prepare a training with checkpoints in a folder."""
    corpus = build_corpus(sentences, max_tokens=50, name="text")
    return Pretrainer(corpus, pretraining(**(FAST | changes)), folder)


def weights_of(trainer):
    """Give the bytes of every weight, the softmax's too."""
    return [weight.numpy().tobytes() for weight in trainer.weights]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Train for two epochs on a few sentences; give the trainer and its epochs."""
    trainer = trainer_on(grammar(60), tmp_path_factory.mktemp("checkpoints"), epochs=2)
    return trainer, trainer.run()


@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": 4},
        {"epochs": 6, "samples": 12, "batch_tokens": 60, "learning_rate": 1.0}
        | {"optimizer": "adagrad", "schedule": "linear"},
    ],
)
def test_both_directions_learn_what_frequency_does_not_tell(tmp_path, changes):
    """On sentences that were held out, by either softmax and optimizer."""
    trainer = trainer_on(grammar(400), tmp_path, **changes)
    epochs = trainer.run()
    assert [epoch["epoch"] for epoch in epochs] == list(range(1, changes["epochs"] + 1))
    last = epochs[-1]
    assert max(last["forward"], last["backward"]) < last["unigram"] / 3
    assert last["loss"] < epochs[0]["loss"] and last["unigram"] > 10


def test_the_same_seed_gives_the_same_weights(trained, tmp_path):
    """Whatever the process did before; another seed gives others, from the start."""
    trainer, epochs = trained
    again = trainer_on(grammar(60), tmp_path, epochs=2)
    other = trainer_on(grammar(60), tmp_path, epochs=2, seed=2)
    assert weights_of(again) != weights_of(other)
    assert again.run() == epochs and weights_of(again) == weights_of(trainer)


def test_a_run_changes_every_weight(trained, tmp_path):
    """Every weight gets a gradient."""
    before = weights_of(trainer_on(grammar(60), tmp_path))
    after = weights_of(trained[0])
    assert len(before) == len(after) and all(a != b for a, b in zip(before, after, strict=True))


def test_a_finished_training_is_not_repeated(trained, caplog):
    """Its last checkpoint holds the weights, and the perplexities of all epochs."""
    trainer, epochs = trained
    caplog.set_level("INFO")
    again = trainer_on(grammar(60), trainer.checkpoint.path.parent, epochs=2)
    assert again.run() == epochs and weights_of(again) == weights_of(trainer)
    assert caplog.messages == ["resumed after epoch 2, step 0"]


@pytest.mark.parametrize(
    ("sentences", "changes"),
    [
        *((grammar(61), {}), (grammar(60)[::-1], {}), (grammar(60), {"seed": 2})),
        *((grammar(60), {"epochs": 3}), (grammar(60), {"samples": 5})),
        ([["the ", *sentence[1:]] for sentence in grammar(60)], {}),
    ],
)
def test_another_text_or_setting_uses_no_checkpoint(trained, sentences, changes):
    """It has its own file in the same folder."""
    trainer, _ = trained
    other = trainer_on(sentences, trainer.checkpoint.path.parent, **({"epochs": 2} | changes))
    assert trainer.checkpoint.path.is_file() and not other.checkpoint.path.exists()
    assert other.checkpoint.path.parent == trainer.checkpoint.path.parent


@pytest.mark.slow
@pytest.mark.parametrize(
    ("writes", "place"), [(34, r"epoch 1, step [1-9]"), (62, "epoch 2, step 0")]
)
def test_a_killed_run_ends_as_an_undisturbed_one(tmp_path, writes, place):
    """Killed within its second epoch, or when only the export is left: no file differs."""
    killed = command_of("pretrain_long", tmp_path / "killed")
    kill_when(killed, tmp_path, ".killed.checkpoints/[0-9a-f]*.npz", writes)
    assert not (tmp_path / "killed/perplexity.csv").exists()
    done = run(command_of("pretrain_long", tmp_path / "killed", tmp_path / "whole"))
    assert done.returncode == 0, done.stderr
    assert re.search(f"resumed after {place}", done.stderr)
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["killed", "whole"]
