"""The user's files, read where they are."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.linked import linked


def test_files_are_laid_out_as_copy_lays_them_out(tmp_path):
    """Each in a folder of its name, with its content as it is now."""
    own = tmp_path / "own.csv"
    own.write_text("a,b\n", encoding="utf-8")
    with linked({"mine": str(own)}) as folder:
        assert (folder / "mine/own.csv").read_text(encoding="utf-8") == "a,b\n"
    assert own.exists() and not folder.exists()


def test_errors_name_the_users_own_path(tmp_path):
    """Not the link, which is gone when the error is read."""
    own = str(tmp_path / "own.csv")
    with (
        pytest.raises(BakeoffError, match=rf"^{own}: wrong; data/texts/other: wrong$"),
        linked({"mine": own}) as folder,
    ):
        raise BakeoffError(f"{folder}/mine/own.csv: wrong; {folder}/other: wrong")


def test_each_of_several_errors_names_the_users_own_path(tmp_path):
    """None of them becomes a number of others."""
    own = str(tmp_path / "own.csv")
    with pytest.raises(BakeoffError) as caught, linked({"mine": own}) as folder:
        raise BakeoffError(*(f"{folder}/mine/own.csv: {word}" for word in ("wrong", "odd")))
    assert caught.value.lines == [f"{own}: wrong", f"{own}: odd"]
