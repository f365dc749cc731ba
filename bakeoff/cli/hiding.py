"""Errors of commands, without the passwords and tokens of addresses."""

from typing import Any

from typer import TyperException
from typer.core import TyperGroup

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.secrets import hide


class HidingGroup(TyperGroup):
    """Commands whose errors quote addresses as `secrets.hide` shows them.

    A mistyped option may have any address for its value, and any error may quote it.
    """

    def main(self, *args: Any, **options: Any) -> Any:
        """Run a command."""
        try:
            return super().main(*args, **options)
        except BakeoffError as error:
            raise BakeoffError(*map(hide, error.lines)) from None
        except TyperException as error:
            error.message = hide(error.message)
            raise
        except OSError as error:
            if error.filename:
                error.filename = hide(str(error.filename))
            raise
