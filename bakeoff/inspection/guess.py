"""A finding, and how sure it is."""

from typing import Literal, NamedTuple

Sure = Literal["sure", "likely", "unclear"]


class Guess(NamedTuple):
    """What was found of one thing."""

    name: str
    value: str
    sure: Sure
    why: str

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.name}: {self.value} ({self.sure}: {self.why})"
