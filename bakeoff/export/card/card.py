"""Write the model card."""

from pathlib import Path

from bakeoff.core.files import write_text
from bakeoff.export.card.facts import Facts
from bakeoff.export.card.front_matter import front_matter
from bakeoff.export.card.loading import write_loading
from bakeoff.export.card.origin import (
    write_costs,
    write_licences,
    write_limits,
    write_training,
)
from bakeoff.export.card.scores import write_comparison, write_scores
from bakeoff.export.card.summary import write_summary, write_use
from bakeoff.export.card.texts import write_data

SECTIONS = (
    front_matter,
    write_summary,
    write_use,
    write_loading,
    write_scores,
    write_comparison,
    write_limits,
    write_data,
    write_training,
    write_costs,
    write_licences,
)


def write_card(path: Path, facts: Facts) -> None:
    """Write the card as Markdown."""
    write_text(path, make_card(facts))


def make_card(facts: Facts) -> str:
    """Write all sections."""
    return "\n".join(filter(None, (section(facts) for section in SECTIONS)))
