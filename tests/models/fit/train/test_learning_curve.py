"""Learning curves: which rows a subset holds, and that nothing else reaches the training on it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.scoring.subsets import Subset, double_up, draw_subsets, order_rows
from bakeoff.models.fit.train.fitting import fit, learn
from bakeoff.models.fit.train.learning_curve import repeat_rows
from bakeoff.models.fit.train.network import load_network, predict
from bakeoff.models.fit.train.plan import make_trainer
from bakeoff.models.heads import flatten, pool
from bakeoff.models.pretrained import Settings as Pretrained
from tests.models.tasks import make_task, train_settings

WORDS = ["[PAD]", "[UNK]", *"abcdefgh"]
MATRIX = np.random.default_rng(0).uniform(-0.05, 0.05, (10, 4)).astype(np.float32)
POOL = pool.Settings(hidden=8, dropout=0.2)
TEST = ["a b", "h", "", "c d e f g"]


def messages(count):
    """Texts of two to five letters; the class is whether an `a` is among them."""
    draw = np.random.default_rng(0)
    texts = [" ".join(draw.choice(list("abcdefgh"), draw.integers(2, 6))) for _ in range(count)]
    return texts, np.array(["a" in text for text in texts], np.int32)


TRAIN, VALID = messages(40), messages(12)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory):
    """Save a small matrix; give its path."""
    path = tmp_path_factory.mktemp("matrix") / "glove.npz"
    save_embedding(path, Embedding(WORDS, MATRIX, np.arange(10) > 1))
    return path


def task(matrix, head=POOL, labels=TRAIN[1], test=None, trainable=True):
    """Describe a small network on the matrix."""
    model = Pretrained(
        kind="pretrained", input=str(matrix), trainable=trainable, head="pool", fit="train"
    )
    return make_task(model, head, train_settings(), (TRAIN[0], labels), VALID, test)


def learned(matrix, subsets, epoch_rows=1, test=TEST, **changes):
    """Train it on each subset; give its probabilities of the test texts."""
    return np.stack([*learn(task(matrix, test=test, **changes), subsets, epoch_rows)])


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
    assert [len(subset.rows) for subset in subsets] == [5, 5, 10, 10, 20, 20, 40, 40]
    first, second = (
        [subset.rows.tolist() for subset in subsets if subset.seed == seed] for seed in (7, 8)
    )
    assert all(set(small) < set(large) for small, large in pairwise(first))
    assert first[0] != second[0]
    assert first[-1] == second[-1] == list(range(40))


def test_a_size_with_no_room_for_every_class_is_refused():
    """It could not hold one row of each."""
    with pytest.raises(BakeoffError, match=r"learn\.smallest: expected 2 rows or more"):
        draw_subsets(TRAIN[1], smallest=1, seeds=[1])


@pytest.mark.parametrize("head", [POOL, flatten.Settings(dropout=0.0)], ids=["pool", "flatten"])
def test_all_rows_give_the_network_of_train(matrix, head, tmp_path):
    """Of the same seed; a small subset was trained before."""
    fit(task(matrix, head), tmp_path)
    subsets = [Subset(np.arange(3), 5), Subset(np.arange(40), 2)]
    _, whole = learned(matrix, subsets, epoch_rows=99, head=head)
    trained = predict(load_network(tmp_path / "seed-2.keras"), TEST)
    np.testing.assert_allclose(whole, trained, atol=1e-6)


def test_rows_beyond_the_subset_are_not_read(matrix):
    """Neither their labels nor the texts beside a test text change anything."""
    subset = [Subset(np.arange(10), 1)]
    found = learned(matrix, subset)
    others = np.concatenate([TRAIN[1][:10], 1 - TRAIN[1][10:]])
    np.testing.assert_array_equal(learned(matrix, subset, labels=others), found)
    longer = learned(matrix, subset, test=[*TEST, "a a a a a a a a"])
    np.testing.assert_allclose(longer[:, :4], found, atol=1e-6)
    assert not np.allclose(learned(matrix, subset, labels=1 - TRAIN[1]), found, atol=1e-3)


def test_a_subset_gives_the_same_whatever_was_trained_before(matrix):
    """To the last bit."""
    first, second = Subset(np.arange(7), 1), Subset(np.arange(20), 2)
    both = learned(matrix, [first, second])
    np.testing.assert_array_equal(both[1], learned(matrix, [second])[0])


def test_the_epoch_is_traced_once_for_all_sizes(matrix):
    """Tracing takes longer than many an epoch."""
    described = task(matrix, trainable=False)
    trainer = make_trainer(described.model.plan(described), described)
    for size in (3, 8, 17, 40):
        trainer.run(1, epochs=2, patience=None, rows=np.arange(size))
    assert trainer._epoch.experimental_get_tracing_count() == 1


def test_few_rows_come_again_until_they_are_an_epoch():
    """All as often; enough rows come once."""
    assert repeat_rows(np.array([4, 6]), 5).tolist() == [4, 6, 4, 6, 4, 6]
    assert repeat_rows(np.array([4, 6]), 2).tolist() == [4, 6]


def test_a_longer_epoch_trains_a_small_subset_longer(matrix):
    """Otherwise its few steps would be an epoch."""
    rows = [Subset(np.arange(4), 1)]
    short, long = (np.ptp(learned(matrix, rows, epoch_rows=n)[..., 1]) for n in (1, 40))
    assert long > 2 * short
