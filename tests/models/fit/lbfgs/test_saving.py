"""Saved linear models hold types of scikit-learn only."""

import pytest
import skops.io

from bakeoff.core.errors import BakeoffError
from bakeoff.models.fit.lbfgs.saving import FILE, load_pipeline


def test_a_file_that_holds_a_foreign_type_is_refused(tmp_path):
    """Nothing of it is run."""
    skops.io.dump({"path": tmp_path.joinpath}, tmp_path / FILE)
    with pytest.raises(BakeoffError, match=r"model\.skops: expected types of scikit-learn only"):
        load_pipeline(tmp_path / FILE)
