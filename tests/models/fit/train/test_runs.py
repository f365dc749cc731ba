"""How far a run is, and what classes weigh."""

import numpy as np
import pytest
from sklearn.utils.class_weight import compute_class_weight

from bakeoff.core.errors import BakeoffError
from bakeoff.models.fit.train.runs import Course, Run, weigh_classes

LABELS = np.array([0, 0, 0, 2, 2, 1], np.int32)


def course(losses, **settings):
    """Go through epochs with these validation losses; the weights number them."""
    run = Run(1, np.arange(5), np.arange(5, 7), **{"epochs": 10, **settings})
    found = Course(run, batch_size=2, kept=np.array([0]))
    for epoch, loss in enumerate(losses, 1):
        if found.stopped:
            break
        found.finish_epoch(np.array([epoch]), 1.0, loss)
    return found


def test_the_best_epoch_is_kept_and_patience_ends_a_run():
    """The first of equally good ones."""
    found = course([0.5, 0.3, 0.4, 0.3, 0.2], patience=2)
    assert (found.epoch, found.kept_epoch, found.kept_steps) == (4, 2, 6)
    assert found.kept.tolist() == [2] and found.stopped


def test_without_patience_the_last_epoch_is_kept():
    """Whatever the losses."""
    found = course([0.3, 0.5], epochs=2, patience=None)
    assert (found.kept_epoch, found.stopped, found.kept.tolist()) == (2, True, [2])


def test_steps_end_a_run_within_an_epoch():
    """The last epoch has fewer rows."""
    found = course([0.3], patience=None, steps=4)
    assert len(found.next_rows()) == 2
    found.finish_epoch(np.array([2]), 1.0, 0.5)
    assert (found.steps, found.stopped) == (4, True)


def test_a_loss_that_is_not_finite_ends_in_one_line():
    """It names the key to change."""
    with pytest.raises(BakeoffError, match=r"^train\.learning_rate: expected finite losses"):
        course([float("nan")])


def test_balanced_classes_weigh_what_they_do_in_scikit_learn():
    """So that all classes weigh the same in sum."""
    found = weigh_classes(LABELS, 3, "balanced")
    expected = compute_class_weight("balanced", classes=np.arange(3), y=LABELS)
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    assert weigh_classes(LABELS, 3, "none").tolist() == [1, 1, 1]
    assert np.isfinite(weigh_classes(LABELS, 4, "balanced")).all()
