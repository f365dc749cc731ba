"""`python -m bakeoff` is the command `bakeoff`."""

from bakeoff.cli.main import main

if __name__ == "__main__":
    main()
