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


def test_the_module_is_one_name_away_from_the_weights():
    """The preset runs the weights; the page names the entry that adds the module."""
    full, module = (
        yaml.safe_load((ROOT / "presets" / name).read_text(encoding="utf-8"))
        for name in ("full.yaml", "encoders/elmo-tfhub.yaml")
    )
    assert full["encode"]["elmo"]["kind"] == "bilm"
    assert module["encode"]["elmo_tfhub"]["kind"] == "hub"
    assert "`bakeoff use full --with elmo-tfhub`" in PAGE
