"""Moves demo cases on as colleagues would have, through the same actions as the pages use."""

import random
from datetime import datetime, timedelta
from typing import Any

from casework.access.models import User
from casework.cases.actions import assign
from casework.cases.models import Case
from casework.decisions.actions import change_outcome, draft_for
from casework.demo.applications import Path
from casework.demo.town import Town
from casework.notices.actions import issue_decision, issue_letter
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
    for number in range(MOST_STEPS):
        step = _next_step(case, path)
        if step is None:
            return
        moment = _later(_start(case), 2 + number * 2, now)
        _complete(step, path, case.assignee, moment)


def _next_step(case: Case, path: Path) -> Step | None:
    open_steps = case.steps.filter(status=Step.Status.OPEN).select_related("case")
    return next((step for step in open_steps if step.task != path.until), None)


def _complete(step: Step, path: Path, by: User, now: datetime) -> None:
    binding = binding_of(step)
    chosen = {
        key: step.case.received_on.isoformat() if value == "received" else value
        for key, value in path.choices.get(step.task, {}).items()
    }
    data = {**_defaults(binding), **chosen}
    ticked = [item.key for item in binding.checklist]
    if step.kind == "decide":
        decision = draft_for(step=step, by=by, now=now)
        if (wanted := chosen.get("outcome")) and wanted != decision.outcome:
            decision = change_outcome(
                decision=decision, version=decision.version, outcome=wanted, by=by, now=now
            )
        issue_decision(
            decision=decision,
            version=decision.version,
            by=by,
            now=now,
            data=data,
            checklist=ticked,
        )
    elif step.kind == "letter":
        draft = letter_draft(step, step.case, now.date())
        missing = [item for item in draft.items if item.chosen] or draft.items[:1]
        items = [item.key for item in missing]
        entered = {"text": draft.text, "items": items, "response_due": draft.response_due}
        issue_letter(step=step, by=by, now=now, entered=entered, data=data, checklist=ticked)
    else:
        complete_step(step=step, by=by, now=now, data=data, checklist=ticked)


def _defaults(binding: Binding) -> dict[str, Any]:
    """What a person would leave as it is; required choices without default take the first."""
    return {
        field.key: field.default
        if field.default is not None
        else field.options[0].value
        if field.required and field.options
        else None
        for field in binding.fields
    }


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
