"""The one exception that a user is meant to read."""


class BakeoffError(Exception):
    """Say in one line which thing is wrong, what was expected, what came and what to do next."""
