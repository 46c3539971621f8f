"""Forgets what a workflow no longer needs, so that its saved form does not grow with every step.

SpiffWorkflow keeps every task that ever ran. A case that goes back for documents twenty times would
carry twenty rounds in its state, each step would take longer, and after a thousand steps the engine
would no longer see its own open tasks. What happened is in the audit log, not here.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin
from SpiffWorkflow.util.task import TaskState


def forget(workflow: Any) -> None:
    """Removes finished tasks, and the subprocesses below them, that nothing open depends on."""
    for part in [workflow, *workflow.subprocesses.values()]:
        _forget_tasks(part)
    waiting_for = {task_id for part in _parts(workflow) for task_id in part.tasks}
    for task_id in [found for found in workflow.subprocesses if found not in waiting_for]:
        del workflow.subprocesses[task_id]


def _parts(workflow: Any) -> list[Any]:
    """The workflow and those subprocesses whose task is still there, at any depth."""
    found = [workflow]
    for part in found:
        found += [workflow.subprocesses[key] for key in part.tasks if key in workflow.subprocesses]
    return found


def _forget_tasks(workflow: Any) -> None:
    kept = _needed(workflow)
    for task_id in [found for found in workflow.tasks if found not in kept]:
        task = workflow.tasks[task_id]
        for child in task.children:
            child._parent = task._parent
        siblings = workflow.tasks[task._parent]._children
        place = siblings.index(task_id)
        siblings[place : place + 1] = task._children
        del workflow.tasks[task_id]
    if workflow.last_task is not None and workflow.last_task.id not in kept:
        workflow.last_task = workflow.task_tree


def _needed(workflow: Any) -> set[Any]:
    """The ids of the tasks that stay: the root, what is open, and the tasks right around that.

    A join looks at the parents of what arrives; a repeated task at its instances; the join behind
    boundary events at the split before them and at the split's children.
    """
    kept = {workflow.task_tree.id}
    for task in workflow.tasks.values():
        if task.has_state(TaskState.NOT_FINISHED_MASK):
            kept |= {task.id, *task._children}
            if task.parent is not None:
                kept.add(task.parent.id)
            if isinstance(task.task_spec, BoundaryEventJoin):
                split = task.find_ancestor(task.task_spec.split_task)
                kept |= {split.id, *split._children}
    return kept
