"""Where a case stands in its process: what is done, what is open, what may come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from casework.bpmn import read_model
from casework.bpmn.graph import successors
from casework.process.models import Step
from casework.services.package_types import Package


@dataclass(frozen=True)
class Stage:
    """One line of the progress; `step` is missing for what has not been reached."""

    name: str
    state: Literal["done", "open", "ahead"]
    step: Step | None = None


def progress(package: Package, steps: Sequence[Step]) -> list[Stage]:
    """Steps in the order they opened, then what can still be reached from the open ones.

    What lies ahead is possible, not certain: the process branches.
    """
    shown = [step for step in steps if step.status != Step.Status.WITHDRAWN]
    reached = [
        Stage(step.name, "open" if step.status == Step.Status.OPEN else "done", step)
        for step in sorted(shown, key=lambda step: step.status == Step.Status.OPEN)
    ]
    open_tasks = tuple(step.task for step in shown if step.status == Step.Status.OPEN)
    known = {step.task for step in shown}
    labels = {one.task: one.label for one in package.steps}
    ahead = [
        Stage(labels[task], "ahead")
        for task in _tasks_after(package.process.xml, open_tasks)
        if task in labels and task not in known
    ]
    return reached + ahead


@lru_cache(maxsize=512)
def _tasks_after(xml: bytes, tasks: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of all nodes that can be reached from `tasks`, the nearest first."""
    model = read_model(xml)
    seen = dict.fromkeys(tasks)
    nearest = [task for task in tasks if task in model.nodes]
    while nearest:
        further = [found for node in nearest for found in successors(model, node)]
        nearest = [node for node in dict.fromkeys(further) if node not in seen]
        seen.update(dict.fromkeys(nearest))
    return tuple(node for node in seen if node not in tasks)
