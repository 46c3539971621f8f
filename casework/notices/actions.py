"""Issuing letters. An issued letter is frozen: facts, text and PDF with their hashes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import Case, Deadline
from casework.decisions import checks, cosign
from casework.decisions.checks import Finding
from casework.decisions.citations import pin
from casework.decisions.findings import accept_all
from casework.decisions.models import Decision
from casework.notices.assembly import decision_facts, letter_facts
from casework.notices.freezing import draft_pdf, freeze
from casework.notices.letters import changed, items_field, letter_draft
from casework.notices.models import Notice
from casework.notices.rendering import Rendered
from casework.process.actions import finish_step, lock_step, may_work
from casework.process.bindings import binding_of, package_for
from casework.process.models import Step

DECIDED_BY_NOTICE = (Deadline.Kind.DECISION, Deadline.Kind.FICTION)


class Refused(Exception):
    """The notice would be unlawful; `findings` are the blockers that say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("; ".join(finding.question for finding in findings))


def preview(*, step: Step, by: User, now: datetime, entered: Mapping[str, Any]) -> bytes:
    """The PDF a step's letter would become, marked as a draft; nothing is kept.

    For a letter step `entered` is as in `issue`; for a decide step the saved draft is shown.
    Raises NotAllowed, InvalidData.
    """
    case, on = step.case, timezone.localdate(now)
    policy.require(by, policy.WORK, case)
    if step.kind == "decide":
        decision = Decision.objects.select_related("case", "step").filter(step=step).first()
        if decision is None:
            raise NotAllowed(_("There is no draft of this decision yet."))
        facts = decision_facts(decision, by=by, on=on, number=None)
    else:
        draft = changed(letter_draft(step, case, on), entered)
        facts = letter_facts(case, draft, by=by, on=on, number=None)
    return draft_pdf(facts)


@transaction.atomic
def issue_decision(
    *,
    decision: Decision,
    version: int,
    by: User,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    checklist: Sequence[str] = (),
    reasons: Mapping[str, str] | None = None,
    attachments: Sequence[Mapping[str, Any]] = (),
    ready: Rendered | None = None,
) -> Notice:
    """Issue the notice of a decision and complete its step.

    `reasons` say, by fingerprint, why a warning of the legal checks does not stand against it;
    `attachments` are enclosed (casework.notices.enclosed); `ready` is the letter rendered
    beforehand (see `freeze`).
    Raises Conflict when it was issued already or its draft changed since `version`, Refused with
    the blockers, NotAllowed, InvalidData, also for a warning without a reason. Nothing half done
    remains: one transaction.
    """
    case, step = lock_step(decision.step)
    may_work(by, case, step)
    decision = Decision.objects.select_related("changed_by").get(pk=decision.pk)
    decision.case, decision.step = case, step
    if decision.version != version:
        raise Conflict(
            _("The draft was changed in the meantime"),
            by=decision.changed_by,
            at=decision.changed_at,
        )
    if by.pk in cosign.excluded_from(case):  # § 20 VwVfG, § 16 SGB X, § 82 AO
        raise NotAllowed(_("You are excluded from this case for bias."))
    on = timezone.localdate(now)
    findings, answers = checks.run(decision, on=on), list(decision.finding_answers.all())
    if blocking := checks.blockers(findings, answers):
        raise Refused(blocking)
    accept_all(decision, checks.unanswered(findings, answers), reasons or {}, by, now)
    if missing := cosign.missing_for(decision):  # also where nobody ran the checks
        raise NotAllowed(missing)
    pinned = pin(decision, on)
    norms = "; ".join(norm.citation for norm in pinned)
    facts = decision_facts(
        decision, by=by, on=on, number=next_number(case), attachments=attachments
    )
    with acting(by=by, act="notice.issue", subject=step, case_id=case.pk, norm=norms):
        decision.status, decision.decided_by, decision.decided_at = "issued", by, now
        decision.save()
        notice = freeze(facts, case=case, step=step, by=by, now=now, decision=decision, ready=ready)
        case.outcome = decision.outcome
        case.deadlines.filter(kind__in=DECIDED_BY_NOTICE, done_at__isnull=True).update(done_at=now)
        finish_step(
            case=case,
            step=step,
            by=by,
            now=now,
            data=data or {},
            checklist=checklist,
            results={"outcome": decision.outcome},
        )
    return notice


@transaction.atomic
def issue_letter(
    *,
    step: Step,
    by: User,
    now: datetime,
    entered: Mapping[str, Any],
    data: Mapping[str, Any] | None = None,
    checklist: Sequence[str] = (),
    attachments: Sequence[Mapping[str, Any]] = (),
) -> Notice:
    """Issue the letter of a letter step and complete the step.

    `entered` holds `text`, `items` (keys) and `response_due` (see casework.notices.letters).
    Raises Conflict when it was issued already, InvalidData, NotAllowed.
    """
    case, step = lock_step(step)
    may_work(by, case, step)
    if step.kind != "letter":
        raise NotAllowed(_("This step has no letter."))
    on = timezone.localdate(now)
    draft = changed(letter_draft(step, case, on), entered)
    facts = letter_facts(
        case, draft, by=by, on=on, number=next_number(case), attachments=attachments
    )
    norms = "; ".join(basis["citation"] for basis in facts["legal_basis"])
    asked = items_field(binding_of(step, case), package_for(case))
    if asked:
        data = {**(data or {}), asked.key: [item.key for item in draft.items]}
    results: dict[str, Any] = {}
    with acting(by=by, act="notice.issue", subject=step, case_id=case.pk, norm=norms):
        notice = freeze(facts, case=case, step=step, by=by, now=now)
        if draft.response_due:
            results[f"{step.task}.due"] = draft.response_due.isoformat()
            _response_deadline(case, step, draft.subject, draft.response_due, draft.because)
        finish_step(
            case=case,
            step=step,
            by=by,
            now=now,
            data=data or {},
            checklist=checklist,
            results=results,
        )
    return notice


def _response_deadline(
    case: Case, step: Step, label: str, due: Any, because: Sequence[str]
) -> None:
    Deadline.objects.create(
        case=case,
        kind=Deadline.Kind.RESPONSE,
        label=label[:200],
        due_on=due,
        because=list(because),
        step=step.engine_id,
    )


def next_number(case: Case) -> str:
    """The next letter's number within the locked case."""
    return f"{case.file_number}/{case.notices.count() + 1}"
