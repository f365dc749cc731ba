"""Settings of tables for tests."""

from bakeoff.texts.settings import Table

PLAIN = {
    **{"text": "v2", "label": "v1", "positive": None, "encoding": "utf-8", "mojibake": []},
    **{"html": False, "slices": None, "group": None},
}


def table(**settings):
    """Describe a table of two columns in UTF-8, except for the settings named."""
    return Table(**PLAIN | settings)
