"""What the service package binds to a step of a case: guidance, law, checklist, inputs."""

from casework.cases.models import Case
from casework.process.models import Step
from casework.services.catalogue import package_of
from casework.services.package import Package
from casework.services.package import Step as Binding


def package_for(case: Case) -> Package:
    """The service package this case runs on, in the version it started with."""
    return package_of(case.service_version_id)


def binding_of(step: Step, case: Case | None = None) -> Binding:
    """The binding of a step; pass the `case` where it is at hand, to save the query."""
    return package_for(case or step.case).step(step.task)
