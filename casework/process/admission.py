"""Whether a service package can be run here: the engine's word on its model."""

from casework.bpmn import problems, read_model
from casework.bpmn.problems import Problem
from casework.services.package import Package


def model_problems(package: Package) -> list[Problem]:
    """What the engine says of the package's process model; errors mean it will not run."""
    return problems(read_model(package.process.xml), package.process.process_id)
