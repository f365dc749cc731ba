"""An entry of `sources`: a published file or repository, or a file that is made here."""

from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import MODULE
from bakeoff.core.settings import FILE, Count, File, Fraction, OwnFile, Rate, Section, Seed, check
from bakeoff.sources.secrets import hide, refuse_plain

Url = Annotated[str, AfterValidator(refuse_plain)]  # an http address or a path
Urls = Annotated[list[Url], Field(min_length=1)]  # tried in turn
Licence = Annotated[str, StringConstraints(pattern=r"^\PC+$", max_length=100)]  # one line
Hash = Annotated[str, StringConstraints(pattern=r"^(sha256:[0-9a-f]{64}|md5:[0-9a-f]{32})$")]
WORD = r"[A-Za-z0-9][A-Za-z0-9._-]*"
RepositoryName = Annotated[str, StringConstraints(pattern=rf"^{WORD}/{WORD}$", max_length=200)]
Revision = Annotated[str, StringConstraints(pattern=rf"^{WORD}$", max_length=100)]
PART = FILE[1:-1]  # of a path: no .., no backslash, no control character
InnerFile = Annotated[str, StringConstraints(pattern=rf"^{PART}(/{PART})*$", max_length=100)]


def _apart(paths: list[str]) -> list[str]:
    """Refuse a file that is named twice, is the folder of another or has too long a name."""
    folders = {str(parent) for path in paths for parent in PurePosixPath(path).parents}
    for path in paths:
        if paths.count(path) > 1 or path in folders:
            raise ValueError(f"expected different files, got {path!r:.100} twice or as a folder")
        if len(path.encode()) > 200:
            raise ValueError(f"expected names of at most 200 bytes, got {path!r:.100}")
    return paths


class Download(Section):
    """A file to download, such as one that belongs to another: the options of some weights."""

    file: File
    urls: Urls
    hash: Hash | None  # None: what arrives first is recorded


class Published(Download):
    """A file that others publish: labelled texts, word vectors or a model."""

    dimension: Count | None = None  # of word vectors
    licence: Licence | None = None  # as the leaderboard shows it; None: none is stated
    unpack: StrictBool = False  # an archive of a model; only its folder, MODULE, is kept
    beside: list[Download] = []

    @model_validator(mode="after")
    def _file_names_differ(self) -> Self:
        """Check that no file would overwrite another."""
        names = [MODULE if self.unpack else self.file, *(more.file for more in self.beside)]
        if len(set(names)) < len(names):
            raise ValueError(f"beside: expected files of different names, got {names}")
        return self


class Repository(Section):
    """Files of a repository of the Hugging Face hub, such as those of an encoder."""

    repository: RepositoryName  # owner/name
    revision: Revision  # a commit, which stays the same; or a branch or tag, such as main
    files: Annotated[list[InnerFile], Field(min_length=1, max_length=100), AfterValidator(_apart)]
    licence: Licence | None = None
    folder: OwnFile | None = None  # a copy on this machine, read in place of the hub


class MadeMessages(Section):
    """Labelled messages of the sample language."""

    make: Literal["messages"]
    file: File
    seed: Seed
    rows: Count
    spam_share: Fraction


class MadeToy(Section):
    """The seven phrases of the notebook."""

    make: Literal["toy"]
    file: File


class Subwords(Section):
    """The character n-grams of fastText."""

    shortest: Count
    longest: Count
    buckets: Count  # rows of the table that n-grams are hashed into

    @model_validator(mode="after")
    def _ascend(self) -> Self:
        """Check that there is a length."""
        if self.shortest > self.longest:
            raise ValueError(
                f"expected shortest up to longest, got {self.shortest} and {self.longest}"
            )
        return self


class MadeVectors(Section):
    """Word vectors trained on unlabelled sentences of the sample language."""

    make: Literal["vectors"]
    file: File
    layout: Literal["glove", "word2vec", "fasttext"]  # the format of the file
    dimension: Count
    seed: Seed
    sentences: Count
    epochs: Count
    method: Literal["cbow", "skip_gram"]
    alpha: Rate
    window: Count
    min_count: Count
    downsample: Annotated[float, Field(strict=True, ge=0, le=1)]  # threshold for frequent words
    subwords: Subwords | None


class MadeSentences(Section):
    """Unlabelled sentences of the sample language, one per line."""

    make: Literal["sentences"]
    file: File
    seed: Seed
    sentences: Count


Source = Published | Repository | MadeMessages | MadeToy | MadeVectors | MadeSentences
KINDS: dict[str, type[Source]] = {
    "messages": MadeMessages,
    "toy": MadeToy,
    "vectors": MadeVectors,
    "sentences": MadeSentences,
}


def check_source(value: object, place: str) -> Source:
    """Check an entry of `sources`, at a place of params.yaml; its keys say what it may hold.

    Raises:
        BakeoffError: the first key that is wrong, what was expected there and what was found.
    """
    kind: Any = value.get("make") if isinstance(value, dict) else None
    if kind is not None and kind not in [*KINDS]:
        raise BakeoffError(f"{place}.make: expected one of {[*KINDS]}, got {kind!r:.60}")
    is_repository = isinstance(value, dict) and "repository" in value
    try:
        return check(KINDS.get(kind, Repository if is_repository else Published), value, place)
    except BakeoffError as error:
        raise BakeoffError(hide(str(error))) from None
