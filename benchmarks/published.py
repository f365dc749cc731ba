"""Files of word vectors in the published formats, each with a vocabulary."""

import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from bakeoff.core.files import whole_file
from bakeoff.vectors.blocks import BLOCK, PORTION
from benchmarks.pairs import Cost, measure

ENVIRONMENT = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS"), "1"),
    **{"INFLATE_BLOCK": str(BLOCK), "INFLATE_PORTION": str(PORTION)},
}


@dataclass(frozen=True)
class Published:
    """A file in a published format, with a vocabulary.

    Attributes:
        name: for the tables.
        path: of the file.
        dimension: numbers per vector.
        words: path of the vocabulary.
        text: path of the extracted text, for rivals that get that.
    """

    name: str
    path: Path
    dimension: int
    words: Path
    text: Path | None = None

    def measure(self, side: str, output: Path, *, extracted: bool = False) -> Cost:
        """Run one side; it writes the matrix to `output`."""
        path = self.text if extracted else self.path
        arguments = [str(path), str(self.words), str(self.dimension), str(output)]
        cost = measure(f"benchmarks.readers.{side}", *arguments, **ENVIRONMENT)
        print(f"  {side}, {path}: {cost[0]:.2f} CPU-s, {cost[1]:.0f} MB", flush=True)
        return cost

    def read_through(self) -> None:
        """Read the file and its text once, so that the system caches them."""
        for path in (self.path, self.text):
            if path:
                with path.open("rb", buffering=0) as file:
                    while file.read(1 << 20):
                        pass


def make(kind: str, path: Path, count: int, among: int = 0) -> Path:
    """Make a file in another process, unless it exists; see benchmarks/readers/files.py."""
    if not path.exists():
        print(f"making {path}", flush=True)
        command = [sys.executable, "-m", "benchmarks.readers.files", kind, str(path), str(count)]
        subprocess.run([*command, "--among", str(among)], check=True)
    return path


def make_words(folder: Path, count: int, among: int) -> Path:
    """Draw a vocabulary from the first words of a file."""
    return make("words", folder / f"words-{count}-of-{among}.txt", count, among)


def make_glove(folder: Path, lines: int, words: Path) -> Published:
    """Make a GloVe zip."""
    path = make("glove", folder / f"glove-{lines}.zip", lines)
    return Published("GloVe 100d", path, 100, words, path.with_suffix(".txt"))


def make_google(folder: Path, vectors: int, words: Path) -> Published:
    """Make a gzipped word2vec binary."""
    path = make("google", folder / f"google-{vectors}.bin.gz", vectors)
    return Published("GoogleNews", path, 300, words)


def extract(path: Path, text: Path) -> None:
    """Extract a GloVe zip, unless the text exists, for rivals that cannot read a zip."""
    if text.exists():
        return
    with (
        zipfile.ZipFile(path) as archive,
        archive.open("glove.6B.100d.txt") as member,
        whole_file(text) as temporary,
        temporary.open("wb") as file,
    ):
        shutil.copyfileobj(member, file)
