"""Look after the files that DVC writes in place, and mend them should it die meanwhile.

Every stage starts this as a process of its own. It keeps dvc.lock as DVC left it when the stage
began, then waits for DVC's end. A second one has nothing to wait for, and ends.
"""

import os
from contextlib import suppress

import psutil
from filelock import FileLock, Timeout

from bakeoff.errors import BakeoffError
from bakeoff.files import write_text
from bakeoff.paths import KEPT_LOCK, LOCK, TEMPORARY

WATCHED = TEMPORARY / "watched"  # locked by the one that waits


def main() -> None:
    """Wait for the end of the DVC that runs the stage that started this."""
    dvc = _find_dvc()
    if dvc is None:
        return
    with suppress(OSError):  # a full disk: what was kept before is older, but as true
        if LOCK.exists():
            write_text(KEPT_LOCK, LOCK.read_text(encoding="utf-8"))
        else:
            KEPT_LOCK.unlink(missing_ok=True)
    with suppress(Timeout), FileLock(WATCHED, timeout=0):
        from bakeoff.in_place import drop_dead_locks, read_lock  # slow to import

        dvc.wait()
        with suppress(BakeoffError):  # another DVC is at work, or a merge: nothing is half-written
            drop_dead_locks()
        with suppress(BakeoffError):
            read_lock()


def _find_dvc() -> psutil.Process | None:
    """Find DVC: the nearest process above that it has not given the name of a stage."""
    with suppress(psutil.Error):
        for process in psutil.Process(os.getpid()).parents():
            if "DVC_STAGE" not in process.environ():
                return process
    return None


if __name__ == "__main__":
    main()
