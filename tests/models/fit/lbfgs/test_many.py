"""Many classes: the fit in the space of the texts is that in the space of the n-grams."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bakeoff.models.fit.lbfgs.many import CLASSES, fit


@pytest.mark.parametrize("weight", [None, "balanced"])
def test_both_spaces_have_one_solution(weight):
    """Equal texts and an empty one included."""
    draw = np.random.default_rng(0)
    labels = np.arange(3 * CLASSES, dtype=np.int32) % CLASSES
    texts = sparse.random(len(labels), 3 * len(labels), 0.1, "csr", random_state=0).tolil()
    texts[3], texts[4] = texts[5], 0
    texts = texts.tocsr()
    models = [LogisticRegression(C=3.0, class_weight=weight, tol=1e-8) for _ in range(2)]
    ours, theirs = fit(models[0], texts, labels), models[1].fit(texts, labels)
    others = sparse.csr_matrix(draw.random((9, texts.shape[1])))
    np.testing.assert_allclose(ours.predict_proba(others), theirs.predict_proba(others), atol=1e-5)
    assert ours.coef_.shape == theirs.coef_.shape and ours.n_features_in_ == texts.shape[1]


def test_few_classes_are_fitted_as_ever():
    """To the last bit."""
    texts = sparse.random(60, 200, 0.1, "csr", random_state=0)
    labels = np.arange(60) % 3
    ours, theirs = fit(LogisticRegression(), texts, labels), LogisticRegression().fit(texts, labels)
    assert ours.coef_.tobytes() == theirs.coef_.tobytes()
