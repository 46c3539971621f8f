"""Where a case stands in its process: what is done, what is open, what may come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from casework.process.models import Step
from casework.services.package_types import Package


@dataclass(frozen=True)
class Stage:
    """One line of the progress; `step` is missing for what has not been reached."""

    name: str
    state: Literal["done", "open", "ahead"]
    step: Step | None = None
    at: datetime | None = None


def progress(package: Package, steps: Sequence[Step]) -> list[Stage]:
    """Steps in the order they opened, then those of the model never reached, in its order.

    What lies ahead is possible, not certain: the process branches.
    """
    reached = [
        Stage(
            step.name,
            "open" if step.status == Step.Status.OPEN else "done",
            step,
            step.completed_at,
        )
        for step in steps
        if step.status != Step.Status.WITHDRAWN
    ]
    if not any(stage.state == "open" for stage in reached):
        return reached
    known = {step.task for step in steps}
    ahead = [Stage(one.label, "ahead") for one in package.steps if one.task not in known]
    return reached + ahead
