"""Commands whose arguments are texts, which may begin with a dash."""

import re
from collections import deque
from typing import Any

from typer.core import TyperCommand, TyperOption

OPTION = re.compile(r"--?[a-z][\w-]*(=.*)?", re.ASCII | re.DOTALL | re.IGNORECASE)


class TextCommand(TyperCommand):
    """Takes `- great`, `---` and `-1` for texts, since no option is spelled so.

    What could be a mistyped option, such as `--modle`, goes after `--` if it is a text.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the texts behind `--`, in their order, and the options with their values before."""
        options, texts, rest = [], [], deque(args)
        valued = self._options_with_values()
        while rest and rest[0] != "--":
            argument = rest.popleft()
            if not _is_option(argument, valued):
                texts.append(argument)
                continue
            options.append(argument)
            if argument in valued and rest:
                options.append(rest.popleft())
        return super().parse_args(ctx, [*options, "--", *texts, *[*rest][1:]])

    def _options_with_values(self) -> set[str]:
        named = [param for param in self.params if isinstance(param, TyperOption)]
        return {name for param in named if not param.is_flag for name in param.opts}


def _is_option(argument: str, valued: set[str]) -> bool:
    """Tell whether an argument is spelled as an option, or is one with its value: -ia/b.csv."""
    attached = argument[:2] in valued and not re.search(r"\s", argument)
    return attached or OPTION.fullmatch(argument) is not None
