"""The exception whose text users read, and how to print other people's text safely."""

JOINERS = "\u200c\u200d"  # not printable, but harmless: Persian words and joined emoji hold them


class BakeoffError(Exception):
    """One line: which thing is wrong, what was expected, what was found and what to do next.

    Of several errors that were found together each has a line.
    """

    @property
    def lines(self) -> list[str]:
        """Give the lines; what they quote cannot steer a terminal."""
        return [printable(str(line)) for line in self.args or [""]]

    def __str__(self) -> str:
        """Give the first line, and the number of the others."""
        first, *others = self.lines
        return f"{first} (and {len(others)} more)" if others else first


def printable(text: str) -> str:
    r"""Show unprintable characters as escapes, such as `\x1b` or `\u202e`.

    These are line ends, tabs and other control characters, bidirectional controls, lone surrogates
    and most invisible characters. The result is one line.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else ascii(c)[1:-1] for c in text)
