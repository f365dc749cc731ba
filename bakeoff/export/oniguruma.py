r"""Patterns of RE2 for Oniguruma, the engine of the package `tokenizers`.

What differs is written out: for RE2 `\w`, `\d`, `\s` and `\b` mean ASCII alone; `\pL` is `\p{L}`.
"""

import re
from itertools import accumulate

import regex  # type: ignore[import-untyped]
from tokenizers import Regex

from bakeoff.core.errors import BakeoffError
from bakeoff.core.tokens import Tokenizer

# All letters, marks and symbols; of ideographs and Hangul syllables a few stand for the others.
CHARACTERS = [
    *range(0x3420),
    *range(0x4DC0, 0x4E20),
    *range(0xA000, 0xAC20),
    *range(0xF900, 0x17020),
    *range(0x1AFF0, 0x20020),
    *range(0xE0000, 0xE0200),
]
MARK, LETTER = r"\p{Case_Ignorable}", r"\p{Cased}"  # what a word is for final sigma
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
    pieces = PIECE.findall(pattern)
    depths = [*accumulate(piece.startswith("(") - (piece == ")") for piece in pieces)]
    is_choice = any(piece == "|" and not depth for piece, depth in zip(pieces, depths, strict=True))
    if pieces[0] != "(" or is_choice:
        raise refuse(pattern, "it does not begin with its group, or is a choice of several")
    end = depths.index(0) + 1
    return "".join(pieces[:end]), "".join(pieces[end:])


def final_sigma(cut: Tokenizer) -> Regex:
    """Find a capital sigma that ends a word, as Unicode has it.

    Letters and marks that are tokens of their own end a word, too.
    """
    mark, letter = MARK, rf"{LETTER}&&\P{{Case_Ignorable}}"
    either = regex.compile(rf"[{MARK}{LETTER}]")
    apart = [c for c in map(chr, CHARACTERS) if either.match(c) and len(cut(f"a{c}a")) > 1]
    if apart:
        excluded = "".join(rf"\x{{{ord(character):X}}}" for character in apart)
        mark, letter = (f"{kind}&&[^{excluded}]" for kind in (mark, letter))
    return Regex(f"(?<=[{letter}][{mark}]*)Σ(?![{mark}]*[{letter}])")
