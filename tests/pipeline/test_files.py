"""One's own files, wherever they are: dependencies, whose edits rerun the pipeline."""

import pytest
import yaml

from tests.pipeline.conftest import MODELS
from tests.pipeline.project import copy_project, run, stages_run

ODD = "my $(touch x); 'texts' & \"more\" #1.csv"
TABLE = {"text": "text", "label": "label", "slices": None, "positive": "1"}


def rows(count):
    """Write a table of two classes."""
    lines = (f"text number {row} {'good' if row % 2 else 'bad'},{row % 2}" for row in range(count))
    return "text,label\n" + "".join(f"{line}\n" for line in lines)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with two files of one name, one of them with a name that a shell would read."""
    folder = copy_project(tmp_path_factory.mktemp("own") / "project", MODELS)
    for name in ("reviews", "more"):
        path = folder.parent / name / ODD
        path.parent.mkdir()
        path.write_text(rows(40), encoding="utf-8")
    params = yaml.safe_load((folder / "params.yaml").read_text("utf-8"))
    params["files"] = {name: str(folder.parent / name / ODD) for name in ("reviews", "more")}
    params["prepare"] |= {"input": "data/texts", "duplicates": "exact"}
    params["prepare"]["table"] |= TABLE | {"file": [f"{name}/{ODD}" for name in params["files"]]}
    (folder / "params.yaml").write_text(yaml.safe_dump(params, sort_keys=False), "utf-8")
    return folder


def test_an_edit_of_a_file_reruns_what_reads_it(project):
    """And of that file alone; nothing of its name is run."""
    assert stages_run(run(project, "dvc", "repro", "prepare")) == {
        *("copy@reviews", "copy@more", "prepare")
    }
    assert stages_run(run(project, "dvc", "repro", "prepare")) == set()
    (project.parent / "more" / ODD).write_text(rows(60), encoding="utf-8")
    assert stages_run(run(project, "dvc", "repro", "prepare")) == {"copy@more", "prepare"}
    assert not [*project.rglob("x")]
    assert (project / "data/texts/more" / ODD).read_text("utf-8") == rows(60)
