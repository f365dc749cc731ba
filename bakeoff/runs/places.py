"""Where results are: in a commit, such as that of an experiment, or in the workspace."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bakeoff.core.errors import BakeoffError

EXPERIMENTS = "refs/exps"  # DVC keeps experiments there: refs/exps/<base commit>/<name>
BASE_PARTS = 4  # of such a name, with a / after the first two digits of the base
SHORT = 7  # digits of a commit that are shown


@dataclass(frozen=True)
class Place:
    """A commit, or the workspace.

    Attributes:
        name: as the user names it.
        commit: its hash; None: the workspace.
    """

    name: str
    commit: str | None

    @property
    def title(self) -> str:
        """Name it and its commit: `main (fd9dca2)`."""
        if self.commit is None:
            return self.name
        short = self.commit[:SHORT]
        return short if self.commit.startswith(self.name) else f"{self.name} ({short})"

    def read(self, path: Path) -> bytes:
        """Read a file of the project there.

        Raises:
            BakeoffError: it is not there.
        """
        if self.commit is None and path.is_file():
            return path.read_bytes()
        if self.commit is not None:
            done = run_git("cat-file", "blob", f"{self.commit}:./{path.as_posix()}")
            if not done.returncode:
                return done.stdout
        fix = "run `make repro` first" if self.commit is None else "name one that has results"
        raise BakeoffError(f"{self.title}: expected the results of a run, got no {path}; {fix}")


WORKSPACE = Place("workspace", None)


def run_git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run Git.

    Raises:
        BakeoffError: there is no Git, or no repository here.
    """
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607
            env=os.environ | {"LC_ALL": "C"},  # its messages in English
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise BakeoffError("git: expected Git on the PATH, got none; install it") from None
    if b"not a git repository" in done.stderr:
        raise BakeoffError("git: expected a repository here, got none; run from the root of one")
    return done


def find_place(name: str, argument: str = "REV") -> Place:
    """Find a commit by what Git calls it, or an experiment by its name.

    Args:
        name: of the commit or experiment.
        argument: what the user gave it as, for the error.

    Raises:
        BakeoffError: there is none of that name.
    """
    asked = f"{name}^{{commit}}"
    done = run_git("rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    commit = done.stdout.decode("ascii", "replace").strip()
    if not done.returncode:
        return Place(name, commit)
    for commit, _, experiment in list_refs():
        if experiment == name:
            return Place(name, commit)
    raise BakeoffError(
        f"{argument}: expected a commit, a branch, a tag or an experiment, got {name!r:.100}; "
        "`git log --oneline` and `dvc exp list --all-commits` list them"
    )


def list_refs() -> list[tuple[str, str, str]]:
    """List the experiments that have ended well: commit, base commit and name."""
    listed = run_git("for-each-ref", "--format=%(objectname) %(refname)", EXPERIMENTS).stdout
    found = []
    for line in listed.decode("utf-8", "replace").splitlines():
        commit, _, reference = line.partition(" ")
        parts = reference.split("/")
        if len(parts) == BASE_PARTS + 1 and len(parts[2]) + len(parts[3]) == len(commit):
            found.append((commit, parts[2] + parts[3], parts[-1]))
    return found
