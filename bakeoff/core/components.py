"""Components that are found by name: kinds of models and encoders, heads, fitting methods."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from bakeoff.core.errors import BakeoffError


def component_names(package: str, module: str = "") -> list[str]:
    """List the components of a package: its modules, or its folders that hold `module`."""
    pattern = f"*/{module}.py" if module else "*.py"
    files = [file for path in import_module(package).__path__ for file in Path(path).glob(pattern)]
    return sorted({file.parent.name if module else file.stem for file in files} - {"__init__"})


def load_component(package: str, name: str, place: str, module: str = "") -> ModuleType:
    """Import a component; `place` is the key that names it, such as `models.glove.kind`.

    Raises:
        BakeoffError: there is no such component.
    """
    names = component_names(package, module)
    if name not in names:
        raise BakeoffError(f"params.yaml: {place}: expected one of {names}, got {name!r:.60}")
    return import_module(".".join(filter(None, (package, name, module))))
