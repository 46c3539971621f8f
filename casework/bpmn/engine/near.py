"""Looks two steps ahead, no further.

SpiffWorkflow builds the tasks to come in advance, without end where nothing but a choice would end
the row: on a circle without a gateway ("wait for a message, file it, wait again") it never returns.
Marked as likely instead of certain, what comes is built two steps at a time.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState


class Near:
    """To be put in front of a class of SpiffWorkflow's specifications."""

    outputs: list[Any]

    def _predict_hook(self, my_task: Any) -> None:
        maybe = my_task.has_state(TaskState.MAYBE)
        my_task._sync_children(self.outputs, TaskState.MAYBE if maybe else TaskState.LIKELY)


def near(cls: type[Any]) -> type[Any]:
    """The class, looking ahead only so far."""
    return type(cls.__name__, (Near, cls), {})
