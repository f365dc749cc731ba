"""README.md agrees with what it is generated from, and all documents with what they name."""

import re

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json, write_json, write_text
from bakeoff.core.paths import GRAPH, RESULTS
from bakeoff.figures import KEPT
from bakeoff.readme import EVALUATION, PRESETS, README, generated, insert
from tests.pipeline.closure import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def anchors(document):
    """Name the headings of a document as links to them do."""
    titles = re.findall(r"^#+ (.*)", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_generated_parts_are_up_to_date():
    """In README.md and the pages of results; `make readme` brings them there."""
    for path, text in generated(ROOT).items():
        assert text == (ROOT / path).read_text(encoding="utf-8"), path


def test_a_changed_figure_shows_in_every_document_that_has_it(tmp_path):
    """So a document that was not written anew differs."""
    pages = [RESULTS / f"{name}.md" for name in PRESETS]
    figures = [RESULTS / "sms" / path.name for path in KEPT]
    answer = RESULTS / "sms/answer.json"
    for path in (README, EVALUATION, GRAPH, *pages, *figures):
        write_text(tmp_path / path, (ROOT / path).read_text(encoding="utf-8"))
    before = generated(tmp_path)
    found = read_json(tmp_path / answer)
    for pair in found["against_baseline"]:
        pair["smallest_difference"] += 0.001
    write_json(tmp_path / answer, found)
    after = generated(tmp_path)
    changed = {path for path, text in after.items() if text != before[path]}
    assert changed == {README, EVALUATION, RESULTS / "sms.md"}


def test_every_make_target_that_is_named_exists():
    """In any document."""
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    rules = re.findall(r"^([a-z -]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    targets = set(" ".join(rules).split())
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
