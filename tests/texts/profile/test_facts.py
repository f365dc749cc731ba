"""What texts are like."""

import json

from bakeoff.texts.profile.facts import profile
from tests.texts.tables import labelled


def test_a_profile_counts_and_holds_no_text():
    """It is tracked by Git."""
    texts = [t._replace(text=f"Something secret {t.row} about me") for t in labelled(ham=4, spam=2)]
    found = profile(texts)
    assert found["classes"] == {"ham": 4, "spam": 2} and found["texts"] == 6
    assert found["words"]["longest"] == 5 and found["characters"]["longest"] == 27
    assert found["scripts"] == {"Latin": 1.0}
    assert "secret" not in json.dumps(found)
