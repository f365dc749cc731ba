"""The section `prepare`: which texts are read, and how they are repaired and split."""

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)

from bakeoff.core.settings import Count, File, Fraction, Section, Seed


def _encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError as error:
        raise ValueError(f"expected a text encoding that Python knows, got {error}") from None
    return name


def _pairs(encodings: list[str]) -> list[str]:
    if encodings and len(encodings) % 2 == 0:
        raise ValueError(f"expected an odd number of encodings or none, got {encodings}")
    return encodings


def _inside(path: str) -> str:
    if path.startswith("/") or ".." in path.split("/") or "\0" in path:
        raise ValueError(
            f"expected a path inside the folder of prepare.input, got {path!r:.100}; name the "
            "file itself in `files`"
        )
    return path


def _delimiter(character: str) -> str:
    if character in '"\r\n ':
        raise ValueError(f'expected a delimiter such as , ; | or a tab ("\\t"), got {character!r}')
    return character


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


SEVERAL = (BeforeValidator(_listed), Field(min_length=1))  # a list, written as a text if of one
Column = Annotated[str, StringConstraints(min_length=1)]
Encoding = Annotated[str, AfterValidator(_encoding)]
DataPath = Annotated[str, StringConstraints(min_length=1), AfterValidator(_inside)]
Delimiter = Annotated[str, Field(min_length=1, max_length=1), AfterValidator(_delimiter)]
# a folder: a source's, or that of one's own files
Input = Annotated[str, StringConstraints(pattern=r"^data/(texts|raw/[A-Za-z0-9_][A-Za-z0-9_-]*)$")]
Folds = Annotated[StrictInt, Field(ge=2, le=100)]
Repeats = Annotated[StrictInt, Field(ge=1, le=100)]
Similarity = Annotated[float, Field(strict=True, ge=0.5, lt=1)]
BALANCED = ("folds", "holdout")  # splits that draw the held-out texts; others are told them


class Table(Section):
    """How files of labelled texts are read; files are named by their paths in `prepare.input`."""

    file: Annotated[list[DataPath], *SEVERAL] | None  # one, or a list; None: `members`
    format: Literal["csv", "jsonl", "parquet", "xlsx", "lines"]  # each may be gzipped
    delimiter: Delimiter  # of csv
    header: StrictBool  # of csv and xlsx; false: columns are named "1", "2", ...
    quoting: StrictBool  # of csv; false: a quote is a character like others
    text: Annotated[list[Column], *SEVERAL] | None  # one column, or a list of them
    label: Column | None
    unlabelled: list[str]  # labels that stand for none, "" for an empty cell: rows left out
    members: Annotated[dict[Column, DataPath], Field(min_length=2)] | None  # class to file
    positive: str | None  # of two classes, the one that precision and recall are of
    encoding: Encoding
    mojibake: Annotated[list[Encoding], AfterValidator(_pairs)]  # see repair.undo_mojibake
    html: StrictBool  # undo HTML entities
    slices: File | None  # a file beside it that names each row's slice

    @property
    def files(self) -> list[str]:
        """List the files; with format: lines at most one, a zip, or else the members are files."""
        return self.file or []

    @property
    def texts(self) -> list[str]:
        """List the columns of text."""
        return self.text or []

    @model_validator(mode="after")
    def _has_columns_or_members(self) -> Self:
        """Check that a table has a file and columns, and that files of lines have members."""
        columns = (bool(self.text), bool(self.label))
        if self.format == "lines":
            right = not any(columns) and self.members is not None and len(self.files) < 2
        else:
            right = all(columns) and self.members is None and len(self.files) > 0
        if not right:
            raise ValueError(
                "expected `file` and the columns `text` and `label`, or with format: lines "
                f"`members` in their place, got format: {self.format}, file: {self.file!r:.60}, "
                f"text: {self.text!r:.60}, label: {self.label!r:.60} and "
                f"{len(self.members or {})} members; leave the others empty"
            )
        return self


class Given(Section):
    """Which texts the publisher holds out: those of a file, or those with a value in a column."""

    file: DataPath | None = None  # in prepare.input, and read like the table
    column: Column | None = None
    value: str | None = None

    @model_validator(mode="after")
    def _is_a_file_or_a_column(self) -> Self:
        """Check that it is {file: ...} or {column: ..., value: ...}."""
        named = self.model_dump(exclude_none=True)
        if [*named] not in (["file"], ["column", "value"]):
            raise ValueError(
                "expected {file: test.csv} or {column: part, value: test}, got "
                f"{named!r:.100}; name a file, or a column and a value"
            )
        return self


class Split(Section):
    """How texts are split into training, validation and held-out texts."""

    split: Literal["folds", "holdout", "given", "file_order", "time", "none"]
    folds: Folds
    repeats: Repeats  # of `folds`, each with folds of its own
    valid: Fraction  # share of all texts; 0: the training texts are used
    test: Fraction | Count  # share or number of rows of `holdout`, `file_order` and `time`
    given: Given | None
    time: Column | None  # a column of dates or numbers; the newest texts are held out
    group: Column | None  # a column: texts that belong together, such as those of one sender
    rare: Literal["refuse", "drop", "pool"]  # classes with too few texts for the split
    seed: Seed

    @model_validator(mode="after")
    def _keys_fit_the_split(self) -> Self:
        """Check the keys that a split needs or does not allow."""
        for key in ("given", "time"):
            if self.split == key and getattr(self, key) is None:
                raise ValueError(f"expected a value of `{key}` with split: {key}, got none; set it")
        if self.group is not None and self.split not in BALANCED:
            raise ValueError(
                f"expected split: folds or holdout with `group`, got {self.split}; set one of "
                "them, or leave `group` empty"
            )
        return self

    @model_validator(mode="after")
    def _shares_leave_training_rows(self) -> Self:
        """Check that what is held out and what validates leave texts to train on."""
        if self.split in ("holdout", "file_order", "time") and self.test == 0:
            raise ValueError(f"expected test above 0 with split: {self.split}, got 0")
        counted = isinstance(self.test, int) and self.split != "folds"
        if not counted and self.valid + self.share(1) >= 1:
            share = "1 / folds" if self.split == "folds" else "test"
            raise ValueError(
                f"expected valid + {share} below 1, to leave texts to train on, got "
                f"{self.valid:g} + {self.share(1):g}; lower one of them"
            )
        return self

    def share(self, rows: int) -> float:
        """Give the share of the texts that a partition holds out, as far as it is known.

        Args:
            rows: that there are, of which `test` may be a number.
        """
        test = self.test if isinstance(self.test, float) else self.test / max(rows, 1)
        shares = {"folds": 1 / self.folds, "given": 0.0, "none": 0.0}
        return shares.get(self.split, test)


class Duplicates(Section):
    """What is done with texts that repeat others."""

    duplicates: Literal["keep", "exact", "normalised", "near"]
    similarity: Similarity  # of the 5-grams of near duplicates
    conflicts: Literal["keep", "majority", "drop"]  # texts with several labels
    labels: Literal["refuse", "merge", "keep"]  # alike but for case, white space and the like


class Prepare(Split, Duplicates):
    """The whole section."""

    input: Input
    table: Table
