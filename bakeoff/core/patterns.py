r"""Regular expressions that RE2 and Python read alike: RE2's syntax, compiled by `regex`.

RE2 cuts texts in the saved models, Python everywhere else. In RE2 `\d`, `\w`, `\s` and `\b` are of
ASCII, and `$` is the end of the text. `regex` would read them otherwise, so they are spelled out.
What only one of them knows, such as look-arounds, is refused.
"""

import re
from functools import cache
from typing import Any

import regex  # type: ignore[import-untyped]

WORD = "0-9A-Za-z_"
SETS = {  # RE2's, as parts of a [class]
    "d": "0-9",
    "D": r"\x00-/:-\U0010ffff",
    "s": r"\t\n\f\r ",
    "S": r"\x00-\x08\x0b\x0e-\x1f!-\U0010ffff",
    "w": WORD,
    "W": r"\x00-/:-@\[-\^`\{-\U0010ffff",
}
CATEGORY = 2  # letters of a general category, such as Nd; scripts have longer names
BOUNDARIES = {
    "b": f"(?:(?<![{WORD}])(?=[{WORD}])|(?<=[{WORD}])(?![{WORD}]))",
    "B": f"(?:(?<![{WORD}])(?![{WORD}])|(?<=[{WORD}])(?=[{WORD}]))",
}
ESCAPE = (
    r"\\(?:(?P<property>[pP](?:\{(?P<script>[A-Z][A-Za-z_]*)\}|[CLMNPSZ]))"
    r"|x\{(?P<code>0*(?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4})\}"
    r"|(?P<same>x[0-9A-Fa-f]{2}|[afnrtv!-/:-@\[-\^`{-~])"
    r"|(?P<set>[dDsSwW])|(?P<boundary>[bB])|.?)"
)
IN_CLASS = re.compile(ESCAPE, re.DOTALL)
PIECE = re.compile(  # is read as a whole; other characters are the same in both
    rf"(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>{ESCAPE})|(?P<end>\$)"
    r"|\(\?(?!:).?|[*+?}]\+|\{,|\{\d{4,}",
    re.DOTALL,
)


@cache
def compile_shared(pattern: str) -> Any:
    """Compile a pattern of RE2's syntax; the same text matches it in both engines.

    Raises:
        ValueError: it is no such pattern; the message says why.
    """
    try:
        return regex.compile(PIECE.sub(_translate, pattern), regex.VERSION0)
    except (regex.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _translate(piece: re.Match[str]) -> str:
    """Spell out a piece of a pattern for `regex`."""
    if piece["end"]:
        return r"\Z"
    if piece["class"] and "[:" not in piece["class"][1:]:
        return IN_CLASS.sub(lambda match: _escape(match, in_class=True), piece["class"])
    if piece["escape"]:
        return _escape(piece, in_class=False)
    raise _unknown(piece[0])


def _escape(match: re.Match[str], *, in_class: bool) -> str:
    """Spell out one escape."""
    if match["code"]:
        return f"\\U{int(match['code'], 16):08x}"
    if match["script"] and len(match["script"]) > CATEGORY:
        return f"\\{match['property'][0]}{{Script={match['script']}}}"
    if match["property"] or match["same"]:
        return match[0]
    if match["set"]:
        return SETS[match["set"]] if in_class else f"[{SETS[match['set']]}]"
    if match["boundary"] and not in_class:
        return BOUNDARIES[match["boundary"]]
    raise _unknown(match[0])


def _unknown(piece: str) -> ValueError:
    return ValueError(f"{piece!r:.20} is not of the syntax that RE2 and Python share")
