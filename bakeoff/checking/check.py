"""Check all of params.yaml and whether its sections agree; `make repro` does so first.

No stage depends on this package: a stage checks the keys that it reads. Here sections are compared:
a model, for example, must read what another entry writes. All errors are found, but for those that
only follow from another: what names a section that cannot be read is not held against it.
"""

from typing import Any

from bakeoff.checking.columns import check_columns
from bakeoff.checking.components import check_components, check_fits, check_runtime
from bakeoff.checking.findings import Findings
from bakeoff.checking.inputs import check_inputs
from bakeoff.checking.references import check_draws, check_groups, check_metric, check_names
from bakeoff.checking.sections import Known, read_sections
from bakeoff.core.components import component_names
from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import LOCK, PARAMS
from bakeoff.core.task import FITTING
from bakeoff.dvc.lockfile import check_lock


def find_errors(params: dict[str, Any]) -> list[str]:
    """List the errors of params.yaml in the order of the file, a line each."""
    return _find(params)[1].in_order(params)


def _find(params: dict[str, Any]) -> tuple[Known, Findings]:
    """Give what is right in params.yaml, and the errors."""
    findings, ways = Findings(), component_names(FITTING, "fitting")
    known = read_sections(params, ways, findings)
    components = check_components(known, ways, findings)
    check_fits(known, components, findings)
    check_runtime(known, findings)
    check_names(known, components, findings)
    check_inputs(known, components, findings)
    check_groups(known, components, findings)
    check_metric(known, findings)
    check_draws(known, components, findings)
    return known, findings


def check_files() -> None:
    """Say what is wrong with dvc.lock, params.yaml or the columns that it names, if anything is."""
    check_lock(LOCK)
    params = read_yaml(PARAMS)
    known, findings = _find(params)
    check_columns(known, findings)
    _refuse(findings.in_order(params))


def _refuse(errors: list[str]) -> None:
    if errors:
        raise BakeoffError(*errors)
