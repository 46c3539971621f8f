"""Everything the case page shows, gathered with a fixed number of queries."""

from typing import Any

from django.db.models import Q, QuerySet

from casework.cases import follow_ups, policy
from casework.cases.models import Case, Deadline
from casework.decisions.checks.letters import with_answer_day
from casework.decisions.citations import texts_of
from casework.decisions.origin import notice_number
from casework.desk.case.access_page import share_lines
from casework.desk.case.case_deadlines import case_deadlines
from casework.desk.case.case_links import linked_cases
from casework.desk.case.case_mail import letters_of
from casework.desk.case.case_tracks import certificate_url, related_cases, subject_of
from casework.desk.case.kept_forms import kept_form
from casework.desk.case.page_law import look_up
from casework.desk.case.party_lines import party_lines
from casework.desk.case.progress import progress
from casework.desk.case.remarks import hint_to_call, remarks_context
from casework.desk.case.sensitive import covered, has_sensitive
from casework.desk.case.step_panel import draft_of, step_panel
from casework.desk.case.visit import Visit
from casework.notices.models import Notice
from casework.prepared import Given, ask, keep, related, related_together
from casework.process.bindings import package_for
from casework.process.models import Step
from casework.services.labels import sections
from casework.services.package import Package

ACTS = (
    policy.WORK,
    policy.TAKE,
    policy.ASSIGN,
    policy.FOLLOW_UP,
    policy.COMMENT,
    policy.CALL_BACK,
    policy.MAIL,
    policy.PARTIES,
    policy.LINK,
    policy.REVIEW,
)


def case_context(case: Case, visit: Visit) -> dict[str, Any]:
    """The context of the case page: head, record, and the step asked for or the first open one."""
    _fetch(case)
    package, steps = package_for(case), list(case.steps.all())
    step = _chosen(steps, visit.step_id)
    why_not = {act: policy.why_not(visit.user, act, case) for act in ACTS}
    context = {
        "case": case,
        "today": visit.today,
        "progress": progress(package, steps),
        "step": step,
        "why_not": why_not,
        "in_place_of": policy.in_place_of(visit.user, case),
        "linked": linked_cases(case, visit.user),
        "parties": party_lines(case, visit.today),
        "shares": share_lines(case, visit.user, visit.today),
        "attempt": visit.attempt,
        **_kept(visit),
        "deadlines": case_deadlines(case, package, steps, visit.user, visit.attempt),
        **_record(case, package, visit),
    }
    if step is not None:
        step.case = case
        binding = package.step(step.task)
        draft = draft_of(step)
        texts = [one.text for one in context["remarks"]]
        look_up(case, binding, [*texts, *(texts_of(draft) if draft else ())])
        context |= step_panel(step, binding, visit, draft)
    return context


def _kept(visit: Visit) -> dict[str, Any]:
    """What the person typed into the small forms of the page and did not send yet."""
    follow_up = kept_form("follow-up", visit.drafts)
    return {
        "kept_note": kept_form("note", visit.drafts),
        "kept_contact": kept_form("contact", visit.drafts),
        "kept_follow_up": follow_up,
        "typed": follow_up.post,
    }


def _fetch(case: Case) -> None:
    """Fetch what several parts of the page and the legal checks look at, once."""
    related(case, "steps", "completed_by")
    related(case, "deadlines", "overridden_by")
    related_together(case, "documents", "parties")


def _record(case: Case, package: Package, visit: Visit) -> dict[str, Any]:
    documents = list(case.documents.all())
    present = tuple(document.kind for document in documents)
    missing = package.missing_documents(case.data, present)
    shown = sections(package, case.data)
    notices, subject = _letters(case)
    related_to = related_cases(case, visit.user)
    contact = kept_form("contact", visit.drafts).post
    remarks = remarks_context(case, visit.today, visit.attempt, contact)
    return {
        "sections": shown if visit.open_fields else covered(shown),
        "covered": not visit.open_fields and has_sensitive(shown),
        "documents": documents,
        "missing": [document.title for document in missing],
        "letters": letters_of(case, notices, visit.user, visit.today),
        "related": related_to,
        "mail_waits": _mail_waits(case),
        "subject": subject_of(subject, related_to),
        "certificate_url": certificate_url(case, package, visit.today),
        "follow_up": follow_ups.running(case),
        "better_call": hint_to_call(notices, remarks["contacts"], case),
        **remarks,
    }


def _mail_waits(case: Case) -> bool:
    """Whether a returned letter or an objection waits, also in a closed case; no query."""
    return any(
        one.kind == Deadline.Kind.MAIL and one.done_at is None for one in case.deadlines.all()
    )


def _chosen(steps: list[Step], step_id: str) -> Step | None:
    """The step asked for, else the first open one, else (closed case) none."""
    by_id = {str(step.pk): step for step in steps}
    if step_id in by_id:
        return by_id[step_id]
    return next((step for step in steps if step.status == Step.Status.OPEN), None)


def _letters(case: Case) -> tuple[list[Notice], Notice | None]:
    """The issued letters of a case, and the one whose decision it deals with; one query."""
    number = notice_number(case) if case.origin_id else ""
    given = {"case": case.pk, "origin": case.origin_id, "number": number}
    found = ask("letters of a case", _notices, **given)
    own = [one for one in found if one.case_id == case.pk]
    keep(case, "notices", own)
    return own, next((one for one in found if one.case_id != case.pk), None)


def _notices() -> QuerySet[Notice]:
    """Letters without their bytes."""
    subject = Q(case_id=Given("origin"), number=Given("number"), decision__isnull=False)
    found = Notice.objects.filter(Q(case_id=Given("case")) | subject)
    letter = ("number", "subject", "kind", "issued_at", "issued_by", "case_id", "step_id")
    decision = ("decision__outcome", "decision__operative_part")
    shown: QuerySet[Notice] = with_answer_day(found.select_related("issued_by", "decision"))
    return shown.only(*letter, *decision)
