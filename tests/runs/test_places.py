"""Commits, experiments and the workspace."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.runs.places import WORKSPACE, find_place, list_refs
from tests.runs.projects import commit, git, make_answer, write

ANSWER = Path("metrics/answer.json")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository with one commit, in which the test runs; gives the hash of the commit."""
    write(tmp_path, make_answer())
    monkeypatch.chdir(tmp_path)
    return commit(tmp_path)


def test_branches_and_experiments_are_found(project):
    """By name; a commit is named by its first digits."""
    git(".", "update-ref", f"refs/exps/{project[:2]}/{project[2:]}/tidy-lamb", project)
    for name in ("main", "tidy-lamb", "HEAD"):
        assert find_place(name).commit == project
        assert find_place(name).title == f"{name} ({project[:7]})"
    assert find_place(project).title == project[:7]
    assert list_refs() == [(project, project, "tidy-lamb")]


@pytest.mark.parametrize("name", ["", "nope", "--help", "$(touch x)", "; touch x", "a\x1b[31m"])
def test_other_names_are_one_line(project, name):
    """No option of Git, no command of a shell, nothing that steers a terminal."""
    with pytest.raises(BakeoffError, match=r"REV: expected a commit, .* or an experiment, got '"):
        find_place(name)
    with pytest.raises(BakeoffError, match=r"TO: expected a commit, "):
        find_place(name, "TO")
    assert not Path("x").exists()


def test_a_commit_and_the_workspace_have_files_of_their_own(project):
    """As they were committed."""
    committed = find_place("main").read(ANSWER)
    ANSWER.write_bytes(b"other")
    assert find_place("main").read(ANSWER) == committed != WORKSPACE.read(ANSWER)


def test_a_file_that_is_missing_is_named(project):
    """With what to do, which is not the same there and here."""
    path = Path("metrics/none.json")
    with pytest.raises(BakeoffError, match=rf"main \({project[:7]}\): .* no {path}; name one"):
        find_place("main").read(path)
    with pytest.raises(BakeoffError, match=rf"workspace: .* no {path}; run `make repro`"):
        WORKSPACE.read(path)


def test_without_a_repository_it_says_so(tmp_path, monkeypatch):
    """Not that REV is wrong."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(BakeoffError, match="git: expected a repository"):
        find_place("main")
