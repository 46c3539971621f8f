"""Keeps the rows of a case's steps in line with the engine's open tasks, and the case with both."""

from datetime import date, datetime

from django.utils import timezone

from casework.bpmn import engine
from casework.bpmn.engine import OpenTask, State
from casework.cases.models import Case, Deadline
from casework.process.bindings import package_for
from casework.process.dates import add_period
from casework.process.models import Step
from casework.services.package import Package
from casework.services.package import Step as Binding

WAITING_KINDS = ("wait", "consult")


def follow(case: Case, state: State, now: datetime, since: date | None = None) -> list[Step]:
    """Create rows for newly open tasks, withdraw those the process left; return the new ones.

    Periods of the new steps run from the day `since`: by default today, for the first steps of a
    case the day of receipt. An awaited message is a step as well: completing it notes that it came.
    """
    package = package_for(case)
    tasks = {task.id: task for task in engine.open_tasks(state) if _is_step(task, package)}
    known = {step.engine_id: step for step in case.steps.filter(status=Step.Status.OPEN)}
    _withdraw(case, [step for engine_id, step in known.items() if engine_id not in tasks], now)
    new = []
    for engine_id, task in tasks.items():
        if engine_id not in known:
            binding = package.step(task.bpmn_id)
            new.append(
                Step.objects.create(
                    case=case,
                    engine_id=engine_id,
                    task=task.bpmn_id,
                    name=_name(task, binding, package),
                    kind=binding.kind,
                    role=binding.role,
                    opened_at=now,
                    due_on=_due(case, state, binding, since or timezone.localdate(now)),
                )
            )
    return new


def _is_step(task: OpenTask, package: Package) -> bool:
    """Timers are the worker's; an event on the edge of a task is a step if the package says so."""
    return task.kind != "timer" and (not task.attached_to or package.binds(task.bpmn_id))


def _withdraw(case: Case, steps: list[Step], now: datetime) -> None:
    """The process went on without these steps; the dates set for awaited answers are done."""
    package = package_for(case)
    for step in steps:
        step.status = Step.Status.WITHDRAWN
        step.save(update_fields=["status"])
        if letter := package.step(step.task).due_from:
            sent = case.steps.filter(task=letter).values("engine_id")
            case.deadlines.filter(
                kind=Deadline.Kind.RESPONSE, step__in=sent, done_at__isnull=True
            ).update(done_at=now)


def _name(task: OpenTask, binding: Binding, package: Package) -> str:
    """What the step is called; one of several instances also names its member of the list."""
    name = binding.label or task.name or task.bpmn_id
    if isinstance(task.item, str):
        fields = (field for step in package.steps for field in step.fields)
        words = {o.value: o.label for f in fields if f.type == "multichoice" for o in f.options}
        name = f"{name}: {words.get(task.item, task.item)}"
    return name[:200]


def _due(case: Case, state: State, binding: Binding, today: date) -> date | None:
    """When a step is due: by the answer date a letter set (`due_from`), else by its own period."""
    if binding.due_from and (stated := state.data.get(f"{binding.due_from}.due")):
        return date.fromisoformat(stated)
    if binding.period and binding.kind != "letter":
        return add_period(today, binding.period.period, case.authority, case.service.regime).due
    return None


def refresh(case: Case) -> None:
    """Bring what lists show into line: whom the case waits for, and its nearest date.

    The caller saves the case's other fields; these are saved here.
    """
    steps = list(case.steps.filter(status=Step.Status.OPEN))
    package = package_for(case)
    waits = {
        package.step(step.task).waits_for or "authority"
        for step in steps
        if step.kind in WAITING_KINDS
    }
    busy = any(step.kind not in WAITING_KINDS for step in steps)
    case.waiting_for = (
        "" if busy or not waits else ("applicant" if "applicant" in waits else "authority")
    )
    dates = [step.due_on for step in steps if step.due_on]
    dates += (
        Deadline.objects.filter(case=case, done_at__isnull=True)
        .exclude(kind=Deadline.Kind.REMEDY)
        .values_list("due_on", flat=True)
    )
    case.due_on = min(dates, default=None) if case.status == Case.Status.OPEN else None
    case.save(update_fields=["waiting_for", "due_on"])
