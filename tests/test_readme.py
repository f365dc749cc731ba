"""README.md agrees with what it is generated from, and with what it names."""

import re

import pytest

from bakeoff.errors import BakeoffError
from bakeoff.readme import fill, generated
from tests.pipeline.closure import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_parts_are_up_to_date():
    """`make readme` brings them there."""
    assert generated(ROOT) == README


def test_every_make_target_that_is_named_exists():
    """In the README and in CONTRIBUTING."""
    text = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


def test_every_file_that_is_linked_exists():
    """Relative links lead somewhere."""
    for name in ["README.md", "CONTRIBUTING.md"]:
        text = (ROOT / name).read_text(encoding="utf-8")
        for link in re.findall(r"\]\((?!http|#)([^)#]+)", text):
            assert (ROOT / link).exists(), link


def test_a_part_without_marks_is_an_error():
    """Rather than a part that is silently not there."""
    with pytest.raises(BakeoffError, match="expected <!-- stages -->"):
        fill("no marks", {"stages": "table"})
