"""A tiny biLM in both forms, made once for all tests that read it."""

import pytest

from tests.encoders.tiny import grammar, pretraining


@pytest.fixture(scope="session")
def exported(tmp_path_factory):
    """Pretrain a biLM, a little, and export it; do not change the folder."""
    from bakeoff.encoders.bilm.exports import pretrain_and_export

    folder = tmp_path_factory.mktemp("exported") / "elmo"
    pretrain_and_export(grammar(60), folder, pretraining(), name="grammar")
    return folder


@pytest.fixture(scope="session")
def bilm(exported):
    """Load the biLM as an encoder that cuts at white space."""
    from bakeoff.encoders.base.loading import load_encoder
    from tests.encoders.tiny import bilm_settings

    return load_encoder(bilm_settings(exported), exported)
