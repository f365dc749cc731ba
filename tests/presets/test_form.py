"""YAML that DVC can rewrite without changing more than it is told to."""

import shutil

import pytest
from dvc.utils.hydra import apply_overrides

from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.presets.form import dump, load, rewrite
from tests.conftest import ROOT

SAMPLE = ROOT / "presets/sample.yaml"


def changed_lines(path, override):
    """Let DVC set a key; give the lines before and after that differ."""
    before = path.read_text(encoding="utf-8").splitlines()
    apply_overrides(path, [override])
    after = path.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    return [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]


def test_the_sample_is_in_dvcs_form():
    """`bakeoff use` writes the file itself, and `dvc exp run -S` changes one line of it."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert rewrite(text) == dump(load(SAMPLE), text) == text


@pytest.mark.parametrize("override", ["train.epochs=3", "models.glove.trainable=true"])
def test_dvc_changes_the_line_of_its_key_alone(tmp_path, override):
    """Comments, strings, empty values and wrapped lines stay as they are."""
    path = shutil.copy(SAMPLE, tmp_path / "params.yaml")
    ((_, after),) = changed_lines(path, override)
    assert after.strip() == override.rpartition(".")[2].replace("=", ": ")


def test_what_dvc_would_write_otherwise_is_brought_into_its_form(tmp_path):
    """Lists in brackets, quotes, null, long lines: DVC writes all of them anew."""
    path = tmp_path / "params.yaml"
    path.write_text(
        "a: [1, 2]  # two\nb: null\nc: 'x'\n"
        f"d: {{e: [1], f: {'long ' * 30}, g: 2.50}}\nh:\n  - {{i: 1}}\n",
        encoding="utf-8",
    )
    values = read_yaml(path)
    path.write_text(dump(load(path), ""), encoding="utf-8")
    assert read_yaml(path) == values
    assert changed_lines(path, "d.g=3")[0][1].endswith("g: 3}")


def test_comments_above_a_section_survive_the_removal_of_what_stood_before_it(tmp_path):
    """The parser hangs them on the line above."""
    path = tmp_path / "params.yaml"
    text = "# all\na:\n  b: 1\n  c: 2  # two\n\n# about d\nd:\n  e: 1\n\n# about f\nf: 1\n"
    path.write_text(text, encoding="utf-8")
    params = load(path)
    del params["a"]["c"], params["d"]["e"]
    expected = "# all\na:\n  b: 1\n\n# about d\nd: {}\n\n# about f\nf: 1\n"
    assert dump(params, text) == expected


def test_a_file_that_is_huge_in_memory_is_refused(tmp_path):
    """As it is for params.yaml."""
    path = tmp_path / "bomb.yaml"
    path.write_text("a: &a [1, 2]\nb: [*a, *a]\n", encoding="utf-8")
    with pytest.raises(BakeoffError, match="got the alias"):
        load(path)
