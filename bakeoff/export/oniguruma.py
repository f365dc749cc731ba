r"""Patterns of RE2 for Oniguruma, the engine of the package `tokenizers`.

What differs is written out: in RE2 `\w`, `\d`, `\s` and `\b` mean ASCII alone, and `\pL` is `\p{L}`.
"""

import re
from collections.abc import Iterator

import regex  # type: ignore[import-untyped]
from tokenizers import Regex

from bakeoff.core.errors import BakeoffError
from bakeoff.core.tokens import Tokenizer

# planes with letters, marks and symbols; surrogates are no characters
CHARACTERS = [*range(0xD800), *range(0xE000, 0x32000), *range(0xE0000, 0xE0200)]
PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|.", re.DOTALL)


def compile_for(pattern: str) -> Regex:
    """Compile a pattern of RE2, which may hold the `\\K` of Oniguruma.

    Raises:
        BakeoffError: Oniguruma cannot read it.
    """
    braced = re.sub(
        r"\\(?:([pP])([A-Z])|(.))",
        lambda found: rf"\{found[1]}{{{found[2]}}}" if found[1] else found[0],
        pattern,
        flags=re.DOTALL,
    )
    try:
        return Regex(f"(?WDSP:{braced})")
    except Exception as error:  # of no class of its own
        raise refuse(pattern, str(error)) from None


def refuse(pattern: str, why: str) -> BakeoffError:
    """Say that a pattern cannot become part of tokenizer.json."""
    return BakeoffError(
        f"params.yaml: text: expected patterns that tokenizer.json can hold, got {pattern!r:.99}: "
        f"{why}; change it, or leave ONNX out: --format savedmodel"
    )


def split_group(pattern: str) -> tuple[str, str]:
    """Split a pattern into its group, which it begins with, and what follows.

    Raises:
        BakeoffError: it is of another form.
    """
    pieces, depth = PIECE.findall(pattern), 0
    for place, piece in enumerate(pieces):
        depth += piece.startswith("(") - (piece == ")")
        if not depth:
            break
    group, rest = "".join(pieces[: place + 1]), "".join(pieces[place + 1 :])
    if pieces[0] != "(" or depth or "|" in _outside(rest):
        raise refuse(pattern, "it does not begin with its group, or is one of several choices")
    return group, rest


def _outside(pattern: str) -> Iterator[str]:
    """Give the pieces of a pattern that are in no parentheses."""
    depth = 0
    for piece in PIECE.findall(pattern):
        depth += piece.startswith("(") - (piece == ")")
        if not depth:
            yield piece


def final_sigma(cut: Tokenizer) -> Regex:
    """Find a capital sigma that ends a word, as Unicode has it.

    Letters and marks that are tokens of their own end a word, too.
    """
    letter, mark = (_within_words(name, cut) for name in ("Cased", "Case_Ignorable"))
    return Regex(f"(?<={letter}{mark}*)Σ(?!{mark}*{letter})")


def _within_words(name: str, cut: Tokenizer) -> str:
    """Write the class of characters with a property that are part of the word they stand in."""
    having = regex.compile(rf"\p{{{name}}}")
    apart = [c for c in map(chr, CHARACTERS) if having.match(c) and len(cut(f"a{c}a")) > 1]
    excluded = "".join(rf"\x{{{ord(c):X}}}" for c in apart)
    return rf"[\p{{{name}}}&&[^{excluded}]]" if apart else rf"\p{{{name}}}"
