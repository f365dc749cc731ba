"""Values of texts with known components of variance."""

import numpy as np

FOLDS = 5


def deal(n, repeats, generator):
    """Deal n texts to folds, (repeats, n)."""
    folds = [generator.permutation(n) % FOLDS + FOLDS * repeat for repeat in range(repeats)]
    return np.array(folds)


def draw(generator, models=2, repeats=2, n=300, *, persistent=1.0, passing=1.0, effect=0.0):
    """Draw values with variance of each kind; give them with the rounds of the texts."""
    rounds = deal(n, repeats, generator)
    texts = np.sqrt(persistent) * generator.standard_normal((models, 1, n))
    own = np.sqrt(passing) * generator.standard_normal((models, repeats, n))
    effects = np.sqrt(effect) * generator.standard_normal((models, rounds.max() + 1))
    return texts + own + effects[:, rounds], rounds
