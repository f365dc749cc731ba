"""README.md agrees with what it is generated from, and all documents with what they name."""

import re

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.readme import generated, insert
from tests.pipeline.closure import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def anchors(document):
    """Name the headings of a document as links to them do."""
    titles = re.findall(r"^#+ (.*)", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_generated_parts_are_up_to_date():
    """`make readme` brings them there."""
    assert generated(ROOT) == README


def test_every_make_target_that_is_named_exists():
    """In any document."""
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_and_heading_that_is_linked_exists(document):
    """Links that are no addresses lead somewhere."""
    text = document.read_text(encoding="utf-8")
    for name, anchor in re.findall(r"\]\((?!http)([^)#]*)#?([^)]*)\)", text):
        linked = (document.parent / name) if name else document
        assert linked.exists(), name
        assert not anchor or anchor in anchors(linked), f"{name}#{anchor}"


def test_a_part_without_marks_is_an_error():
    """Rather than a part that is silently not there."""
    with pytest.raises(BakeoffError, match="expected <!-- stages -->"):
        insert("no marks", {"stages": "table"})
