"""Whether DVC could read dvc.lock."""

from pathlib import Path

import pytest
from dvc.dvcfile import Lockfile
from dvc.exceptions import DvcException
from dvc.repo import Repo

from bakeoff.core.errors import BakeoffError
from bakeoff.dvc.lockfile import check_lock

LOCK = Path("dvc.lock")
WHOLE = """\
schema: '2.0'
stages:
  prepare:
    cmd: python -m stages.prepare
    deps:
    - path: data/raw/spam
      hash: md5
      md5: 6ca1d2fbcaaf2eebac2480aee4cfe9c5.dir
      size: 16
      nfiles: 1
    params:
      params.yaml:
        text.lower: true
        text.separators: "[-'\\\\[\\\\\\\\\\\\]^_`{|}~]+"
    outs:
    - path: metrics/data.json
      hash: md5
      md5: a1d2fbcaaf2eebac2480aee4cfe9c56c
      size: 160
"""


@pytest.fixture
def lock(tmp_path, monkeypatch):
    """Give the path of a whole lock file in the current folder."""
    monkeypatch.chdir(tmp_path)
    LOCK.write_text(WHOLE, encoding="utf-8")
    return LOCK


def is_accepted(path):
    """Tell whether our check lets a lock file pass."""
    try:
        check_lock(path)
    except BakeoffError:
        return False
    return True


def is_read(repo):
    """Tell whether DVC can read it."""
    try:
        Lockfile(repo, str(LOCK)).load()
    except DvcException:
        return False
    return True


def test_what_dvc_can_read_passes(lock):
    """A missing file is no error: before the first run there is none."""
    check_lock(lock)
    lock.unlink()
    check_lock(lock)


def test_half_of_a_file_is_refused_wherever_dvc_refuses_it(lock):
    """Cut anywhere: a half without the last stages, or digits of a size, is whole for DVC."""
    repo, accepted = Repo.init(no_scm=True), set()
    for size in range(len(WHOLE)):
        lock.write_text(WHOLE[:size], encoding="utf-8")
        if is_accepted(lock):
            assert is_read(repo), WHOLE[:size]
            accepted.add(size)
    assert 0 not in accepted and 0 < len(accepted) < len(WHOLE) / 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schema: '2.0'\nstages:\n  prepare:\n", "git restore dvc.lock"),
        ("- 1\n", "expected DVC's record of results"),
        ("stages: {}\n", "if Git has no such file, delete it"),
        (f"<<<<<<< HEAD\n{WHOLE}=======\n>>>>>>> other\n", "git checkout --ours dvc.lock"),
        (f"{WHOLE}<<<<<<< HEAD\n=======\n>>>>>>> other\n", "got conflict marks"),
        (f"{WHOLE}<<<<<<< HEAD\n", "git checkout HEAD~1 -- dvc.lock"),
        (f"{WHOLE}{WHOLE.partition('stages:')[2]}", "what DVC cannot read"),
        (f"{WHOLE}foo: 1\n", "what DVC cannot read"),
        (f"schema: '2.0'\n{WHOLE}", "what DVC cannot read"),
        (WHOLE.replace("true", "&a [1]\n        b: *a"), "what DVC cannot read"),
        (None, "got a folder; remove it"),
    ],
)
def test_what_dvc_cannot_read_is_one_line_that_says_how_to_restore_it(lock, text, expected):
    """Half of a file, another file, an unfinished merge, a folder."""
    if text is None:
        lock.unlink()
        lock.mkdir()
    else:
        lock.write_text(text, encoding="utf-8")
    with pytest.raises(BakeoffError) as caught:
        check_lock(lock)
    assert str(caught.value).startswith("dvc.lock: ") and expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_link_to_nothing_is_refused(lock):
    """DVC takes it for a damaged file."""
    lock.unlink()
    lock.symlink_to("nowhere")
    assert not is_accepted(lock)


def test_bytes_that_are_no_text_are_refused(lock):
    """A failing disk leaves such."""
    lock.write_bytes(b"\xff\xfe\x00")
    assert not is_accepted(lock)
