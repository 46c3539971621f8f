"""Where a case stands in its process: what is done, what is open, what may come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from casework.bpmn import read_model
from casework.bpmn.graph import successors
from casework.process.models import Step
from casework.services.package import Package

AHEAD_SHOWN = 3


@dataclass(frozen=True)
class Progress:
    """Steps done in the order of their completion, open steps, and names of what may come.

    What lies ahead is possible, not certain: the process branches. The nearest come first.
    """

    done: list[Step]
    open: list[Step]
    ahead: list[str]

    @property
    def nearest(self) -> list[str]:
        """The few next steps that the page has room for."""
        return self.ahead[:AHEAD_SHOWN]

    @property
    def further(self) -> list[str]:
        """The possible steps after the nearest."""
        return self.ahead[AHEAD_SHOWN:]


def progress(package: Package, steps: Sequence[Step]) -> Progress:
    """The progress of a case with these steps."""
    done = [step for step in steps if step.status == Step.Status.DONE]
    opened = [step for step in steps if step.status == Step.Status.OPEN]
    known = {step.task for step in (*done, *opened)}
    labels = {one.task: one.label for one in package.steps}
    after = _tasks_after(package.process.xml, tuple(step.task for step in opened))
    return Progress(
        done=sorted(done, key=lambda step: (step.completed_at, step.pk)),
        open=opened,
        ahead=[labels[task] for task in after if task in labels and task not in known],
    )


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
