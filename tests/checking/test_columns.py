"""The columns that params.yaml names are those of the user's own files."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from bakeoff.checking.check import check_files
from bakeoff.core.errors import BakeoffError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def params(tmp_path, monkeypatch):
    """Give the parameters of texts in a file `my.csv`, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    params = yaml.safe_load((ROOT / "presets/sample.yaml").read_text(encoding="utf-8"))
    Path("my.csv").write_bytes(b"review,stars,day\nfine,5,1\n")
    params["files"] = {"mine": "my.csv"}
    params["prepare"]["input"] = "data/texts"
    table = {"file": "mine/my.csv", "text": "review", "label": "stars"}
    params["prepare"]["table"] |= table | {"encoding": "utf-8", "mojibake": [], "slices": None}
    return params


def errors(params):
    """List the errors."""
    Path("params.yaml").write_text(yaml.safe_dump(params, sort_keys=False), encoding="utf-8")
    try:
        check_files()
    except BakeoffError as error:
        return error.lines
    return []


def test_columns_that_a_file_lacks_are_named_with_the_other_errors(params):
    """In the order of params.yaml."""
    assert errors(params) == []
    params["prepare"] |= {"group": "customer"}
    params["prepare"]["table"]["label"] = "starz"
    params["preset"] = "not a name"
    first, label, group = errors(params)
    assert first.startswith("params.yaml: preset: ")
    assert group.startswith("params.yaml: prepare.group: my.csv: ")
    assert label == (
        'params.yaml: prepare.table.label: my.csv: expected one column "starz", got none; there '
        'are "review", "stars", "day"; use "stars", or the right name, delimiter, header or '
        "encoding (prepare.table, or options of `bakeoff init`)"
    )


def test_a_given_test_file_needs_texts_and_labels_alone(params):
    """It is the other file that has the rest."""
    Path("test.csv").write_bytes(b"review,star\nfine,5\n")
    params["files"]["test"] = "test.csv"
    params["prepare"] |= {"split": "given", "given": {"file": "test/test.csv"}}
    (line,) = errors(params)
    assert 'test.csv: expected one column "stars", got none' in line


@pytest.mark.parametrize("name", ["my.jsonl", "my.jsonl.gz", "my.parquet"])
def test_other_formats_are_read_too(params, name):
    """Gzipped or not."""
    content = json.dumps({"review": "fine", "stars": 5}).encode()
    Path("my.jsonl").write_bytes(content)
    Path("my.jsonl.gz").write_bytes(gzip.compress(content))
    pq.write_table(pa.table({"review": ["fine"], "stars": [5]}), "my.parquet")
    params["files"]["mine"] = name
    table = {"file": f"mine/{name}", "format": name.split(".")[1]}
    params["prepare"]["table"] |= table
    assert errors(params) == []
    params["prepare"]["table"]["text"] = "text"
    (line,) = errors(params)
    assert line.startswith(f"params.yaml: prepare.table.text: {name}: expected one column")


def test_a_file_that_is_not_there_may_have_any_columns(params):
    """A fresh clone takes the results from DVC's remote."""
    Path("my.csv").unlink()
    params["prepare"]["table"]["label"] = "starz"
    assert errors(params) == []


def test_a_file_in_another_form_is_one_line(params):
    """The reader says what is wrong."""
    Path("my.csv").write_bytes(b"\xff,stars\n")
    (line,) = errors(params)
    assert line.startswith("params.yaml: prepare.table.file: my.csv: expected utf-8, got byte 0xff")
