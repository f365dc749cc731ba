"""The one exception that a user is meant to read, and how a text of others is shown to one."""

JOINERS = "\u200c\u200d"  # not printable, but harmless: Persian words and joined emoji hold them


class BakeoffError(Exception):
    """Say in one line which thing is wrong, what was expected, what came and what to do next."""

    def __str__(self) -> str:
        """Give the line; what it quotes cannot steer a terminal."""
        return printable(super().__str__())


def printable(text: str) -> str:
    r"""Show what is no printable character as an escape, such as `\x1b` or `\u202e`.

    These are line ends, tabs and other control characters, what turns the direction of writing,
    halves of surrogate pairs, and most of what cannot be seen. The result is one line.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else ascii(c)[1:-1] for c in text)
