"""The styles of the sample language: how a text looks, whatever it is about."""

from dataclasses import dataclass
from typing import Literal

from bakeoff.sources.sample import phrases
from bakeoff.sources.sample.phrases import Phrase

Style = Literal["chatty", "advert"]


@dataclass(frozen=True)
class Manner:
    """How the texts of a style look.

    Attributes:
        filler: phrases that fill the text.
        length: median number of tokens.
        spread: standard deviation of the length's logarithm.
        stops: what may stand between two phrases.
        shouted: share of words in capitals.
    """

    filler: tuple[Phrase, ...]
    length: float
    spread: float
    stops: tuple[str, ...]
    shouted: float


MANNERS: dict[Style, Manner] = {
    "chatty": Manner(phrases.CHATTY, 11.0, 0.55, ("", "", "", ".", ",", "...", "?"), 0.01),
    "advert": Manner(phrases.ADVERT, 25.0, 0.25, ("", "", ".", ",", "!", "!"), 0.06),
}

# Share of adverts in spam and in ham: the only trait of style that depends on the class.
ADVERT_SHARE = {True: 0.8, False: 0.035}
