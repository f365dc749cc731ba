"""docs/promises.md names tests that exist."""

import re

from tests.pipeline.closure import ROOT

NAMED = re.compile(r"`(…|[\w/]+\.py)(?:::(\w+)(…?))?`")  # … : the file before, any end of a name


def test_every_test_that_is_named_exists():
    """Files without a folder stand in tests/sources; … stands for the file before."""
    found, path = 0, None
    for file, name, rest in NAMED.findall((ROOT / "docs/promises.md").read_text(encoding="utf-8")):
        if file != "…":
            path = ROOT / (file if "/" in file else f"tests/sources/{file}")
        code = path.read_text(encoding="utf-8")
        assert not name or re.search(rf"^def {name}{'' if rest else '[(]'}", code, re.M), name
        found += bool(name)
    assert found > 30
