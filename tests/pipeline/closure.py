"""The project's modules that a module imports, its imports' imports included."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bakeoff", "stages")


@cache
def imported_modules(path: Path) -> set[str]:
    """Name the modules that a file imports anywhere, also inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def module_file(name: str) -> Path | None:
    """Find the file of one of the project's modules."""
    if name.split(".")[0] not in PACKAGES:
        return None
    path = Path(*name.split(".")).with_suffix(".py")
    return path if (ROOT / path).is_file() else None


@cache
def closure(path: Path) -> set[Path]:
    """Follow the imports of a file; give it and all files of the project that it reaches."""
    found, waiting = set(), [path]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        files = map(module_file, imported_modules(ROOT / current))
        waiting += [file for file in files if file is not None]
    return found
