"""Learning curves: which rows a subset holds, and that nothing else reaches the training on it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bakeoff.classifiers.learning_curve import predict_from_subsets, repeat_rows
from bakeoff.classifiers.network import Design, load_network, predict
from bakeoff.classifiers.plan import make_trainer, plan_network
from bakeoff.classifiers.seeds import train_from_seeds
from bakeoff.classifiers.subsets import Subset, double_up, draw_subsets, order_rows
from bakeoff.errors import BakeoffError
from bakeoff.params.models import Flatten, Pool, Train
from bakeoff.params.schema import Text
from bakeoff.vectors.embedding import Embedding

TEXT = Text(lower=True, separators="-", symbols="([!])", max_length=None)
SETTINGS = Train(seeds=[1, 2], epochs=4, batch_size=8, learning_rate=0.01, patience=2)
WORDS = ["[PAD]", "[UNK]", *"abcdefgh"]
EMBEDDING = Embedding(WORDS, np.zeros((10, 4), np.float32), np.arange(10) > 1)
POOL = Pool(hidden=8, dropout=0.2)
TEST = ["a b", "h", "", "c d e f g"]


def messages(count):
    """Texts of two to five letters; the class is whether an `a` is among them."""
    draw = np.random.default_rng(0)
    texts = [" ".join(draw.choice(list("abcdefgh"), draw.integers(2, 6))) for _ in range(count)]
    return texts, np.array(["a" in text for text in texts], np.int32)


TRAIN, VALID = messages(40), messages(12)


def learn(subsets, head=POOL, labels=TRAIN[1], test=TEST, epoch_rows=1):
    """Train a small network on each subset; give its probabilities of the test texts."""
    design = Design(EMBEDDING, True, True, head, TEXT, 2)
    plan = plan_network(design, {"train": TRAIN[0], "valid": VALID[0], "test": test})
    both = {"train": labels, "valid": VALID[1]}
    found = predict_from_subsets(plan, both, SETTINGS, subsets, epoch_rows=epoch_rows)
    return np.stack(list(found))


def test_sizes_double_until_all_rows():
    """Which are the last size, however near to the one before."""
    assert double_up(25, 201) == [25, 50, 100, 200, 201]
    assert double_up(25, 200) == [25, 50, 100, 200]
    assert double_up(25, 20) == [20]


@given(some.lists(some.integers(0, 4), min_size=5, max_size=80), some.integers(0, 9))
def test_an_order_holds_every_row_once_and_every_class_at_its_start(labels, seed):
    """However rare the class."""
    labels = np.array(labels, np.int32)
    order = order_rows(labels, seed)
    classes = set(labels.tolist())
    assert sorted(order) == list(range(len(labels)))
    assert set(labels[order[: len(classes)]].tolist()) == classes


def test_a_prefix_holds_the_classes_in_proportion():
    """To a message."""
    labels = np.array([0] * 870 + [1] * 130, np.int32)
    ones = np.cumsum(labels[order_rows(labels, 3)])
    assert np.abs(ones - 0.13 * np.arange(1, 1001)).max() <= 1


def test_subsets_of_a_draw_are_nested_and_those_of_another_differ():
    """The last is all rows, in their order."""
    subsets = draw_subsets(TRAIN[1], smallest=5, seeds=[7, 8])
    assert [len(its.rows) for its in subsets] == [5, 5, 10, 10, 20, 20, 40, 40]
    one, other = ([its.rows.tolist() for its in subsets if its.seed == seed] for seed in (7, 8))
    assert all(set(small) < set(large) for small, large in pairwise(one))
    assert one[0] != other[0]
    assert one[-1] == other[-1] == list(range(40))


def test_a_size_with_no_room_for_every_class_is_refused():
    """It could not hold one row of each."""
    with pytest.raises(BakeoffError, match=r"learn\.smallest: expected 2 rows or more"):
        draw_subsets(TRAIN[1], smallest=1, seeds=[1])


@pytest.mark.parametrize("head", [POOL, Flatten(dropout=0.0)], ids=["pool", "flatten"])
def test_all_rows_give_the_network_of_train(head, tmp_path):
    """Of the same seed; a small subset was trained before."""
    design = Design(EMBEDDING, True, True, head, TEXT, 2)
    train_from_seeds(design, SETTINGS, TRAIN, VALID, tmp_path)
    _, whole = learn([Subset(np.arange(3), 5), Subset(np.arange(40), 2)], head, epoch_rows=99)
    trained = predict(load_network(tmp_path / "seed-2.keras"), TEST)
    np.testing.assert_allclose(whole, trained, atol=1e-6)


def test_rows_beyond_the_subset_are_not_read():
    """Their labels may be what they will, and the texts beside a test text."""
    subset = [Subset(np.arange(10), 1)]
    found = learn(subset)
    others = np.concatenate([TRAIN[1][:10], 1 - TRAIN[1][10:]])
    np.testing.assert_array_equal(learn(subset, labels=others), found)
    longer = learn(subset, test=[*TEST, "a a a a a a a a"])
    np.testing.assert_allclose(longer[:, :4], found, atol=1e-6)
    assert not np.allclose(learn(subset, labels=1 - TRAIN[1]), found, atol=1e-3)


def test_a_subset_gives_the_same_whatever_was_trained_before():
    """To the last bit."""
    first, second = Subset(np.arange(7), 1), Subset(np.arange(20), 2)
    np.testing.assert_array_equal(learn([first, second])[1], learn([second])[0])


def test_the_epoch_is_traced_once_for_all_sizes():
    """Tracing takes longer than many an epoch."""
    design = Design(EMBEDDING, False, False, POOL, TEXT, 2)
    plan = plan_network(design, {"train": TRAIN[0], "valid": VALID[0]})
    trainer = make_trainer(plan, {"train": TRAIN[1], "valid": VALID[1]}, SETTINGS)
    for size in (3, 8, 17, 40):
        trainer.run(1, epochs=2, patience=None, rows=np.arange(size))
    assert trainer._epoch.experimental_get_tracing_count() == 1


def test_few_rows_come_again_until_they_are_an_epoch():
    """All as often; enough rows come once."""
    assert repeat_rows(np.array([4, 6]), 5).tolist() == [4, 6, 4, 6, 4, 6]
    assert repeat_rows(np.array([4, 6]), 2).tolist() == [4, 6]


def test_a_longer_epoch_trains_a_small_subset_longer():
    """Its few steps would else be an epoch."""
    rows = [Subset(np.arange(4), 1)]
    short, long = (np.ptp(learn(rows, epoch_rows=epoch_rows)[..., 1]) for epoch_rows in (1, 40))
    assert long > 2 * short
