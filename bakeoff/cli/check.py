"""`bakeoff check`: all errors of params.yaml."""


def check() -> None:
    """Check all of params.yaml, and whether its sections agree; `make repro` does so first.

    Example: `bakeoff check`
    """
    from bakeoff.check import check_files

    check_files()
