"""Requests for documents in a batch: each case asks for what it lacks, in the same words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import Case
from casework.notices.actions import issue_letter, preview
from casework.notices.batches.readiness import defaults_of, left_to_enter
from casework.notices.letters import changed, items_field, letter_draft, letter_kind
from casework.notices.models import BatchItem, Notice
from casework.process.actions import may_work
from casework.process.bindings import binding_of, package_for
from casework.process.models import Step


def check(item: BatchItem, now: datetime) -> None:
    """Find the step of the case that asks for documents and see that its letter can go out.

    Sets `step` and `version` of the item. Raises Conflict when the case was changed since it was
    chosen or asks for nothing now, NotAllowed, InvalidData when the letter cannot be issued so.
    """
    case, by = item.case, item.batch.made_by
    policy.require(by, policy.WORK, case)
    _unchanged(case, item)
    step = _asking_step(case, by)
    changed(letter_draft(step, case, timezone.localdate(now)), _entered(item, step, now))
    item.step, item.version = step, case.version


def issue(item: BatchItem, now: datetime) -> Notice:
    """Issue the letter of a checked item. Raises Conflict when the case was changed meanwhile,
    NotAllowed, InvalidData.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=item.case_id)
    _unchanged(case, item)
    step = _step_of(item)
    return issue_letter(
        step=step,
        by=item.batch.made_by,
        now=now,
        entered=_entered(item, step, now),
        data=defaults_of(binding_of(step, step.case)),
    )


def preview_of(item: BatchItem, by: User, now: datetime) -> bytes:
    """The letter of a checked item as a draft PDF. Raises NotAllowed, InvalidData."""
    step = _step_of(item)
    return preview(step=step, by=by, now=now, entered=_entered(item, step, now))


def _unchanged(case: Case, item: BatchItem) -> None:
    if item.version is not None and case.version != item.version:
        raise Conflict(_("The case was changed in the meantime."))


def _asking_step(case: Case, by: User) -> Step:
    package = package_for(case)
    for step in case.steps.filter(status=Step.Status.OPEN, kind="letter"):
        step.case = case
        binding = binding_of(step, case)
        if letter_kind(package, binding.letter) != Notice.Kind.DOCUMENT_REQUEST:
            continue
        may_work(by, case, step)
        asked = items_field(binding, package)  # filled in from what is missing
        fields = tuple(field for field in binding.fields if field != asked)
        if reason := left_to_enter(replace(binding, fields=fields)):
            raise NotAllowed(reason)
        return step
    raise Conflict(_("No step of this case asks for documents now."))


def _step_of(item: BatchItem) -> Step:
    if item.step_id is None:
        raise ValueError("a checked item has its step")
    steps = Step.objects.select_related("case__authority", "case__service", "case__process")
    return steps.get(pk=item.step_id)


def _entered(item: BatchItem, step: Step, now: datetime) -> Mapping[str, Any]:
    """What a person would enter: what is missing, by the day proposed, in the common words."""
    draft = letter_draft(step, step.case, timezone.localdate(now))
    due: date | None = draft.response_due
    return {
        "items": [one.key for one in draft.items if one.chosen],
        "text": item.batch.text or draft.text,
        "response_due": due.isoformat() if due else "",
    }
