"""Moves demo cases on as colleagues would have, through the same actions as the pages use."""

import random
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from casework.access.models import User
from casework.cases.actions import assign
from casework.cases.models import Case
from casework.decisions.models import CoSignature
from casework.demo.applications import Path
from casework.demo.decide import ask, decide, ready_draft
from casework.demo.town import Town
from casework.notices.actions import issue_letter
from casework.notices.letters import letter_draft
from casework.process.actions import complete_step
from casework.process.bindings import binding_of
from casework.process.models import Step
from casework.services.package import Step as Binding

MOST_STEPS = 20


def walk(case: Case, path: Path, town: Town, now: datetime) -> None:
    """Bring `case` to where `path` ends; a case that is there already is left alone."""
    dice = random.Random(case.file_number)  # noqa: S311 - which colleague, not a secret
    if path.assign and case.assignee is None:
        moment = _later(case.opened_at, 1, now)
        assign(case=case, to=_colleague(case, town, dice), by=_lead(case, town), now=moment)
        case.refresh_from_db()
    if case.assignee is None:
        return
    moment = _start(case)
    for number in range(MOST_STEPS):
        step = _next_step(case, path)
        if step is None:
            break
        usual = _start(case) + timedelta(days=2 + number * 2)
        moment = min(max(usual, moment, _answered(case)), now)
        _complete(step, path, case.assignee, moment, now)
    if path.ask:
        _ask(case, path, town, now)


def _ask(case: Case, path: Path, town: Town, now: datetime) -> None:
    """Have the draft of the last step wait for its co-signature, unless it does already."""
    step = case.steps.get(task=path.until, status=Step.Status.OPEN)
    if case.assignee is None or CoSignature.objects.filter(decision__step=step).exists():
        return
    outcome = str(path.choices.get(step.task, {}).get("outcome", ""))
    asked_at = max(step.opened_at, now - timedelta(days=1 + case.pk % 3))
    draft = ready_draft(step, outcome, by=case.assignee, now=asked_at)
    ask(draft, town.people[path.ask], by=case.assignee, now=asked_at)


def _answered(case: Case) -> datetime:
    """The day after an answer of the applicant is due: nobody decides before."""
    waited = case.deadlines.filter(kind="response", done_at__isnull=True).last()
    if waited is None:
        return _start(case)
    day = datetime.combine(waited.due_on + timedelta(days=1), time(9))
    return timezone.make_aware(day)


def _next_step(case: Case, path: Path) -> Step | None:
    open_steps = case.steps.filter(status=Step.Status.OPEN).select_related("case")
    return next((step for step in open_steps if step.task != path.until), None)


def _complete(step: Step, path: Path, by: User, now: datetime, latest: datetime) -> None:
    binding = binding_of(step)
    chosen = {
        key: step.case.received_on.isoformat() if value == "received" else value
        for key, value in path.choices.get(step.task, {}).items()
    }
    data = {**_defaults(binding, step.case), **chosen}
    ticked = [item.key for item in binding.checklist]
    if step.kind == "decide":
        decide(
            step,
            str(chosen.get("outcome", "")),
            by=by,
            now=now,
            latest=latest,
            data=data,
            checklist=ticked,
        )
    elif step.kind == "letter":
        draft = letter_draft(step, step.case, timezone.localdate(now))
        missing = [item for item in draft.items if item.chosen] or draft.items[:1]
        items = [item.key for item in missing]
        entered = {"text": draft.text, "items": items, "response_due": draft.response_due}
        issue_letter(step=step, by=by, now=now, entered=entered, data=data, checklist=ticked)
    else:
        complete_step(step=step, by=by, now=now, data=data, checklist=ticked)


def _defaults(binding: Binding, case: Case) -> dict[str, Any]:
    """What a person would leave as it is; required choices without default take the first."""
    found = {field.key: field.initial(case.data) for field in binding.fields}
    first = {f.key: f.options[0].value for f in binding.fields if f.required and f.options}
    return {key: first.get(key) if value is None else value for key, value in found.items()}


def _start(case: Case) -> datetime:
    submission = case.submissions.order_by("pk").first()
    return (submission.submitted_at if submission else None) or case.opened_at


def _later(moment: datetime, days: int, now: datetime) -> datetime:
    return min(moment + timedelta(days=days), now)


def _colleague(case: Case, town: Town, dice: random.Random) -> User:
    from casework.access import roles

    workers = [
        user for user in town.people.values() if case.unit_id in roles.unit_ids(user, roles.WORK)
    ]
    return dice.choice(workers)


def _lead(case: Case, town: Town) -> User:
    from casework.access import roles

    return next(
        user for user in town.people.values() if case.unit_id in roles.unit_ids(user, roles.LEAD)
    )
