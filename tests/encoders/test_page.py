"""docs/elmo.md: what it shows can be used as it stands."""

import re

import pytest
import yaml

from bakeoff.encoders.base.loading import check_entry
from bakeoff.sources.settings import check_source
from tests.conftest import ROOT

PAGE = (ROOT / "docs/elmo.md").read_text(encoding="utf-8")
BLOCKS = [
    block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "..." not in block
]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_entries_of_the_page_are_right(block):
    """Its sources and its encoders."""
    entries = yaml.safe_load(block)
    for name, source in entries.get("sources", {}).items():
        assert check_source(source, f"sources.{name}")
    for name, entry in entries["encode"].items():
        assert check_entry(name, entry).input.startswith("data/")


def test_the_module_takes_the_place_of_the_weights_in_two_entries():
    """Those that the preset has for them."""
    entries = yaml.safe_load(next(block for block in BLOCKS if "tfhub.dev/google/elmo" in block))
    full = yaml.safe_load((ROOT / "presets/full.yaml").read_text(encoding="utf-8"))
    assert {key: [*value] for key, value in entries.items()} == {s: ["elmo"] for s in entries}
    assert full["encode"]["elmo"]["kind"] == "bilm"
    assert full["encode"]["elmo"]["input"] == entries["encode"]["elmo"]["input"]
