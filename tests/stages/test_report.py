"""The stage that makes the report."""

from tests.report.example import write_example


def test_the_report_is_one_file_and_the_same_each_time(project):
    """It shows the maps that params.yaml names."""
    write_example(project.folder)
    done = project.run("report")
    assert done.returncode == 0, done.stderr
    path = project.folder / "report/index.html"
    first = path.read_bytes()
    assert first.startswith(b"<!doctype html>") and b'id="explorer"' in first
    assert [file.name for file in path.parent.iterdir()] == ["index.html"]
    assert project.run("report").returncode == 0
    assert path.read_bytes() == first


def test_without_scores_there_is_no_report(project):
    """One line says what makes them."""
    done = project.run("report")
    assert done.returncode == 1
    assert done.stderr.startswith("error: metrics/leaderboard.json: ")
    assert done.stderr.endswith("`dvc repro` makes what is missing\n")
    assert not (project.folder / "report").exists()
