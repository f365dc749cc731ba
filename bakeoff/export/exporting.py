"""Export a model: choose it, write it in every format that it can take, and its card."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bakeoff.core.errors import BakeoffError
from bakeoff.export.card.card import write_card
from bakeoff.export.card.facts import Written, read_facts
from bakeoff.export.choosing import choose
from bakeoff.export.encoders import copy_encoders
from bakeoff.export.folder import list_files, new_folder, write_description
from bakeoff.export.formats import FORMATS, Format, why_not, write_formats
from bakeoff.export.native import describe_model

EXPORTS = Path("export")  # a folder per model; Git ignores it


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes:
        model: its name in the leaderboard.
        folder: where it is.
        files: in the folder.
        left_out: why a format is not there, by its name.
    """

    model: str
    folder: str
    files: list[str]
    left_out: dict[str, str]


def export_model(
    model: str | None,
    out: Path | None,
    wanted: Format | Literal["all"],
    project: Path = Path(),
) -> Exported:
    """Write a model to a folder of its own.

    Args:
        model: its name in the leaderboard; None for the recommended one.
        out: the folder; None for export/<name> in the project.
        wanted: one format, or all that the model can take.
        project: with metrics/ and models/.

    Raises:
        BakeoffError: no such model; it cannot take the format; the folder holds something else.
    """
    chosen = choose(model, project)
    path = out or project / EXPORTS / chosen.name
    forms: list[Format] = [*FORMATS] if wanted == "all" else [wanted]
    left_out: dict[str, str] = {form: why for form in forms if (why := why_not(chosen, form))}
    forms = [form for form in forms if form not in left_out]
    if not forms:
        raise BakeoffError(
            f"--format {wanted}: {chosen.name} has no such form: {left_out[wanted]}; "
            "--format native writes it as it is"
        )
    with new_folder(path) as folder:
        differing = write_formats(chosen, folder, forms)
        encoders = copy_encoders(chosen, folder, project) if "native" in forms else {}
        written = Written(forms, left_out, differing, encoders)
        write_card(folder / "README.md", read_facts(chosen, written, project))
        write_description(folder, describe_model(chosen))
        files = list_files(folder)
    return Exported(chosen.name, str(path), files, left_out)
