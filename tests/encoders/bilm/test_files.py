"""The two files of a biLM, changed at random: what is wrong is refused in one line."""

from random import Random

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import LFS_POINTER
from bakeoff.encoders.bilm.files import open_bilm
from bakeoff.encoders.bilm.hdf5 import read_tensor
from tests.encoders.small import write_small

STRUCTURE = b"\xff\xff\xff\xff\xff\xff\xff\xff"  # an address that leads nowhere


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """Write a small biLM; give the bytes of its files by name."""
    folder = tmp_path_factory.mktemp("small")
    write_small(folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def change(content, random):
    """Change some bytes."""
    changed = bytearray(content)
    for _ in range(random.choice([1, 2, 8])):
        at, size = random.randrange(len(changed)), random.choice([1, 8, 64])
        there = random.randrange(len(changed))
        new = random.choice([b"\0" * size, STRUCTURE, random.randbytes(size)])
        changed[at : at + size] = random.choice([new, changed[there : there + size]])
    return bytes(changed[: random.choice([len(changed)] * 9 + [random.randrange(len(changed))])])


@pytest.mark.parametrize("name", ["options.json", "weights.hdf5"])
@pytest.mark.parametrize("seed", range(150))
def test_a_changed_file_is_refused_or_gives_finite_weights(contents, tmp_path, name, seed):
    """The seeds are fixed, because hdf5 itself may loop on a damaged file."""
    changed = contents | {name: change(contents[name], Random(seed))}
    for file, content in changed.items():
        (tmp_path / file).write_bytes(content)
    try:
        with open_bilm(tmp_path) as (_, datasets):
            assert all(np.isfinite(read_tensor(dataset)).all() for dataset in datasets.values())
    except BakeoffError as error:
        assert str(error).startswith(str(tmp_path)) and "\n" not in str(error)
        assert len(str(error)) < 700


def test_weights_that_are_a_pointer_of_git_lfs_are_told(contents, tmp_path):
    """A clone has them where its Git lacks LFS."""
    (tmp_path / "options.json").write_bytes(contents["options.json"])
    (tmp_path / "weights.hdf5").write_bytes(LFS_POINTER + b"v1\n")
    with pytest.raises(BakeoffError, match="got a pointer of Git LFS"), open_bilm(tmp_path):
        pass
