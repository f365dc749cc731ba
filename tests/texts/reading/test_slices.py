"""Reading the slice of each row of a table."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.slices import read_slices


def sliced(folder, slices):
    """Read a file of slices of two rows."""
    (folder / "slices.csv").write_bytes(slices)
    return read_slices(folder / ("slices.csv" if slices else "absent.csv"), 2)


def test_slices_are_matched_to_rows(tmp_path):
    """By number, in any order."""
    assert sliced(tmp_path, b"row,slice\n1,seen\n0,misspelt\n") == ["misspelt", "seen"]


@pytest.mark.parametrize(
    "slices",
    [
        b"row,slice\n0,seen\n",
        b"row,slice\n0,seen\n0,seen\n",
        b"row,slice\n0,seen\n1,seen\n2,seen\n",
        b"row,kind\n0,seen\n1,seen\n",
        b"row,slice\none,seen\ntwo,seen\n",
        b"row,slice\n0,caf\xe9\n1,seen\n",
        b"row\n0\n1\n",
        b"row,slice\n0,seen\n0,seen\n1,seen\n",
        b"row,slice,slice\n0,a,b\n1,a,b\n",
        b"row,slice\n0,seen\n1\n",
        b"row,slice\n0,seen\n1,seen,more\n",
        b'row,slice\n0,seen\n1,"seen\n',
        b"row,slice\n0,seen\n1,\x1b[31mred\n",
        b"row,slice\n0,seen\n" + b"1" * 5000 + b",seen\n",
        b"",
    ],
)
def test_slices_that_do_not_fit_are_refused(slices, tmp_path):
    """Every row needs a slice; b"" stands for a missing file."""
    with pytest.raises(BakeoffError, match=r"(slices|absent)\.csv: expected [^\n]+$"):
        sliced(tmp_path, slices)
