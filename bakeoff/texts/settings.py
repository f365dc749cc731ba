"""The section `prepare`: which texts are read, and how they are repaired and split."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, StrictBool, StringConstraints, model_validator

from bakeoff.core.settings import File, Fraction, Name, Section, Seed


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


Column = Annotated[str, StringConstraints(min_length=1)]
Encoding = Annotated[str, AfterValidator(_encoding)]


class Table(Section):
    """How a file of labelled texts is read."""

    text: Column
    label: Column
    positive: str | None  # of two classes, the one that precision and recall are of
    encoding: Encoding
    mojibake: Annotated[list[Encoding], AfterValidator(_pairs)]  # see repair.undo_mojibake
    html: StrictBool  # undo HTML entities
    slices: File | None  # a file beside it that names each row's slice
    group: Column | None  # rows that belong together, such as those of one sender


class Split(Section):
    """How texts are split into train, valid and test."""

    split: Literal["stratified", "group", "file_order", "none"]
    valid: Fraction  # share of all rows; 0: the training rows are used
    test: Fraction
    seed: Seed

    @model_validator(mode="after")
    def _leave_training_rows(self) -> Self:
        """Check that the two shares leave rows to train on."""
        if self.valid + self.test >= 1:
            raise ValueError("expected valid + test below 1, to leave rows to train on")
        return self


class Prepare(Split):
    """The whole section."""

    source: Name
    table: Table
    duplicates: Literal["keep", "exact", "normalised"]
