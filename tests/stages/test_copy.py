"""Copying one of the user's own files."""

import pytest

NAME = "my $(touch x); #1.csv"


def test_a_file_is_copied_under_its_own_name(project):
    """Whatever that is; other files are not looked at."""
    project.write(f"mine/{NAME}", b"text,label\n")
    project.params["files"] = {"reviews": f"mine/{NAME}", "gone": "none.csv"}
    done = project.run("copy", "reviews")
    assert done.returncode == 0, done.stderr
    assert (project.folder / "data/texts/reviews" / NAME).read_bytes() == b"text,label\n"
    assert not (project.folder / "x").exists()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("none.csv", "files.reviews: expected a file, got 'none.csv'"),
        (".", "files.reviews: expected the path of a file, got '.'"),
        ("https://example.org/a.csv", "expected the path of a file, got 'https"),
    ],
)
def test_what_is_no_file_is_refused_in_one_line(project, path, expected):
    """And nothing is written."""
    project.params["files"] = {"reviews": path}
    done = project.run("copy", "reviews")
    assert done.returncode == 1 and expected in done.stderr and done.stderr.count("\n") == 1
    assert project.outputs() == []
