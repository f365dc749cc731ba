"""Stacked training: runs do not see each other, nor rows that are not theirs."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.models.fit.train.stack import training
from bakeoff.models.fit.train.stack.training import runs_at_once, train_runs
from tests.models.fit.train.stack.problems import make_inputs, make_options, make_run, make_sizes

RUNS = [  # of different rows, lengths and ends
    make_run(1, patience=2, epochs=9),
    make_run(2, range(30, 110), range(20)),
    make_run(3, [*range(7)] * 3, range(50, 60), epochs=6, patience=1),
    make_run(4, range(120), [], steps=13),
    make_run(5, range(1), []),
]


ROWS = st.lists(st.integers(0, 119), min_size=1, max_size=60)
ANY_RUN = st.builds(
    make_run,
    st.integers(0, 2**32 - 1),
    ROWS,
    ROWS,
    st.integers(1, 4),
    patience=st.none() | st.integers(1, 3),
    steps=st.none() | st.integers(1, 9),
)


def train(runs=RUNS, inputs=None, sizes=None, wanted=None, **options):
    """Train runs on the small problem."""
    values, labels = inputs or make_inputs()
    options = make_options(**{"class_weight": "balanced", **options})
    return train_runs(
        values, labels, runs, sizes or make_sizes(dropout=0.4), options, wanted=wanted
    )


def to_bytes(trained):
    """Give all that came of a run as bytes, but for the probabilities."""
    arrays = [*trained.weights.values(), trained.scaling.mean, trained.scaling.factor]
    numbers = (trained.kept_epoch, trained.steps)
    losses = (trained.train_loss, trained.valid_loss)
    return repr((numbers, losses)).encode() + b"".join(array.tobytes() for array in arrays)


@pytest.mark.parametrize("hidden", [8, None])
@pytest.mark.parametrize("classes", [2, 3])
def test_a_run_alone_gives_the_bytes_that_it_gives_in_a_stack(hidden, classes):
    """Whatever the rows, the lengths and the order of the others."""
    sizes, inputs = make_sizes(classes, hidden, 0.4), make_inputs(classes=classes)
    together = train(RUNS[::-1], inputs, sizes)[::-1]
    for run, stacked in zip(RUNS, together, strict=True):
        (alone,) = train([run], inputs, sizes)
        assert to_bytes(alone) == to_bytes(stacked)
        assert alone.probabilities.tobytes() == stacked.probabilities.tobytes()


@settings(max_examples=20)
@given(st.lists(ANY_RUN, min_size=1, max_size=5), st.sampled_from([0.0, 0.3]), st.integers(1, 40))
def test_any_runs_have_the_bytes_of_each_alone(runs, dropout, batch_size):
    """Repeated rows, rows that are in both parts, and equal seeds too."""
    sizes = make_sizes(dropout=dropout)
    for run, stacked in zip(runs, train(runs, sizes=sizes, batch_size=batch_size), strict=True):
        (alone,) = train([run], sizes=sizes, batch_size=batch_size)
        assert to_bytes(alone) == to_bytes(stacked)


def test_chunks_change_no_byte(monkeypatch):
    """A small cache asks for one run at a time."""
    together = [to_bytes(trained) for trained in train()]
    monkeypatch.setattr(training, "CACHE", 1)
    assert [to_bytes(trained) for trained in train()] == together


def test_runs_may_read_inputs_of_their_own():
    """Such as words that each round knows others of."""
    values, labels = make_inputs()
    others = {name: found[::-1].copy() for name, found in values.items()}
    sizes, options = make_sizes(dropout=0.4), make_options()
    runs = [make_run(1), make_run(2)]
    own = train_runs(lambda number: (values, others)[number], labels, runs, sizes, options)
    for number, read in enumerate((values, others)):
        (alone,) = train_runs(read, labels, runs[number : number + 1], sizes, options)
        assert to_bytes(alone) == to_bytes(own[number])


@pytest.mark.parametrize("poison", [np.nan, np.inf, 1e30])
def test_rows_that_are_not_a_runs_own_change_no_byte(poison):
    """Neither as inputs nor as labels; its own rows are predicted alike."""
    run = make_run(1, patience=2, epochs=9)
    values, labels = make_inputs()
    spared = np.arange(100)
    (before,) = train([run], (values, labels), wanted=spared)
    for found in values.values():
        found[100:] = poison
    labels[100:] = 1 - labels[100:]
    (after,) = train([run], (values, labels), wanted=spared)
    assert to_bytes(after) == to_bytes(before)
    assert after.probabilities.tobytes() == before.probabilities.tobytes()


def test_a_held_out_row_changes_no_other_rows_probabilities():
    """Rows are scored side by side."""
    values, labels = make_inputs()
    (before,) = train([RUNS[0]], (values, labels))
    values["elmo"][110] = values["words"][110] = 1e20
    (after,) = train([RUNS[0]], (values, labels))
    others = np.arange(120) != 110
    assert after.probabilities[others].tobytes() == before.probabilities[others].tobytes()


def test_validation_rows_choose_only_the_epoch():
    """The losses of training are those without them."""
    with_rows, without = train([make_run(1), make_run(1, valid=[])])
    assert with_rows.train_loss == without.train_loss
    assert len(with_rows.valid_loss) == 4 and without.valid_loss == []


def test_the_epoch_with_the_lowest_validation_loss_is_kept():
    """Training stops `patience` epochs after it, and what is kept predicts with that loss."""
    (found,) = train([make_run(epochs=60, patience=3)], wanted=np.arange(70, 100))
    best = int(np.argmin(found.valid_loss))
    assert found.kept_epoch == best + 1
    assert len(found.valid_loss) == min(best + 4, 60)
    assert found.steps == found.kept_epoch * 5
    _, labels = make_inputs()
    loss = -np.log(found.probabilities[np.arange(30), labels[70:100]]).mean()
    assert loss == pytest.approx(found.valid_loss[best], abs=1e-5)


def test_without_patience_the_last_epoch_is_kept():
    """And no validation rows are needed."""
    (found,) = train([make_run(valid=[])])
    assert (found.kept_epoch, found.steps) == (4, 20)


def test_a_number_of_steps_ends_training_in_the_middle_of_an_epoch():
    """It takes the batches that a longer training takes first."""
    whole, cut = train([make_run(epochs=1), make_run(epochs=9, steps=5)])
    assert to_bytes(whole) == to_bytes(cut)
    (short,) = train([make_run(epochs=9, steps=7, valid=[])])
    assert (short.kept_epoch, short.steps, len(short.train_loss)) == (2, 7, 2)


def test_seeds_are_apart():
    """In weights, order and dropout."""
    first, second = train([make_run(1), make_run(2)])
    assert not np.array_equal(first.weights["kernel"], second.weights["kernel"])


def test_losses_fall_and_probabilities_sum_to_one():
    """It learns."""
    (found,) = train([make_run(epochs=30)], make_inputs(classes=3), make_sizes(3))
    assert found.train_loss[-1] < 0.5 * found.train_loss[0]
    assert found.probabilities.shape == (120, 3)
    np.testing.assert_allclose(found.probabilities.sum(axis=1), 1, atol=1e-6)


def test_a_stack_stays_below_the_limit_of_memory(monkeypatch):
    """As measured, with a cache that would take more runs."""
    monkeypatch.setattr(training, "CACHE", 2**40)
    shapes = {"elmo": (3, 200)}
    inputs, sizes = make_inputs(2000, shapes=shapes), make_sizes(hidden=256, shapes=shapes)
    runs = [make_run(seed, range(1500), range(1500, 2000), epochs=1) for seed in range(40)]
    options = make_options(max_memory=30)
    at_once = runs_at_once(runs, sizes, options)
    assert 4 < at_once < 30
    tracemalloc.start()
    train_runs(*inputs, runs[:at_once], sizes, options)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 10e6 < peak < 30e6


def test_a_limit_below_one_run_is_refused():
    """In one line that names the key."""
    with pytest.raises(BakeoffError, match=r"train\.max_memory: expected at least \d+ MB"):
        train(sizes=make_sizes(hidden=100_000), max_memory=1)


def test_a_diverging_training_is_refused():
    """Nothing is kept of it."""
    values, labels = make_inputs()
    values["words"][3] = np.inf
    with (
        np.errstate(all="ignore"),
        pytest.raises(BakeoffError, match=r"train\.learning_rate.*seed 1; lower"),
    ):
        train([make_run()], (values, labels))
