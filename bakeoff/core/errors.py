"""The exception whose text users read, and how to print other people's text safely."""

JOINERS = "\u200c\u200d"  # not printable, but harmless: Persian words and joined emoji hold them


class BakeoffError(Exception):
    """One line: which thing is wrong, what was expected, what was found and what to do next."""

    def __str__(self) -> str:
        """Give the line; what it quotes cannot steer a terminal."""
        return printable(super().__str__())


def printable(text: str) -> str:
    r"""Show unprintable characters as escapes, such as `\x1b` or `\u202e`.

    These are line ends, tabs and other control characters, bidirectional controls, lone surrogates
    and most invisible characters. The result is one line.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else ascii(c)[1:-1] for c in text)
