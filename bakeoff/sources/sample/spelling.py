"""New words from syllables, and misspelt words from old ones."""

from bakeoff.sources.sample.draws import Draws

# Repetition makes a letter more frequent.
_ONSETS = (
    "b b c d d f g h j k l l m m n n p p r r s s t t v w z br ch cr dr fl gr pl sh sk st th tr"
)
_NUCLEI = "a a a e e e i i i o o u u ai ea ee oo ou"
_CODAS = "      b ck d g l ll m n n nd nk p r rn s sh st t t x"
_DIGITS = {"a": "4", "b": "8", "e": "3", "i": "1", "l": "1", "o": "0", "s": "5", "t": "7"}


def new_word(draws: Draws, syllables: int) -> str:
    """Return a pronounceable word without a meaning."""
    onsets, nuclei, codas = _ONSETS.split(" "), _NUCLEI.split(" "), _CODAS.split(" ")
    open_part = "".join(draws.pick(onsets) + draws.pick(nuclei) for _ in range(syllables))
    return open_part + draws.pick(codas)


def new_words(draws: Draws, count: int, *, taken: set[str]) -> tuple[str, ...]:
    """Return new words of two or three syllables that are not in `taken`, and add them to it."""
    words: list[str] = []
    while len(words) < count:
        word = new_word(draws, 2 + draws.chance(0.4))
        if word not in taken:
            taken.add(word)
            words.append(word)
    return tuple(words)


def misspell(word: str, draws: Draws) -> str:
    """Return the word with one or two slips: a letter dropped, doubled, swapped, or a digit."""
    slipped = word
    for _ in range(1 + draws.chance(0.15)):
        slipped = _slip(slipped, draws)
    return slipped if slipped != word else word + word[-1]


def _slip(word: str, draws: Draws) -> str:
    """Make one slip after the first letter."""
    at = 1 + draws.below(max(len(word) - 1, 1))
    kind = draws.below(4)
    if at >= len(word) or (kind == 0 and len(word) < 4):
        return word + word[-1]
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    letters = [i for i in range(1, len(word)) if word[i] in _DIGITS]
    if not letters:
        return word[:at] + word[at] + word[at:]
    at = draws.pick(letters)
    return word[:at] + _DIGITS[word[at]] + word[at + 1 :]
