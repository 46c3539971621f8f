"""Everything the case page shows, gathered with a fixed number of queries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case
from casework.desk.attempt import Attempt
from casework.desk.decision_editor import decision_editor
from casework.desk.law_panel import law_panel
from casework.desk.letter_editor import letter_editor
from casework.desk.people import workers
from casework.desk.progress import progress
from casework.desk.step_form import Entered, step_form
from casework.desk.urgency import urgency
from casework.notices.models import Notice
from casework.process.bindings import package_for
from casework.process.models import Step
from casework.services.labels import sections
from casework.services.package import Package
from casework.services.package import Step as Binding


def case_context(
    case: Case,
    user: User,
    now: datetime,
    *,
    step_id: str = "",
    attempt: Attempt | None = None,
    letters: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The context of the case page for `user`, with the step `step_id` or the first open one.

    `letters` are the drafts of letters the person keeps, by the id of their step.
    """
    today = timezone.localdate(now)
    package = package_for(case)
    steps = list(case.steps.select_related("completed_by"))
    step = _chosen(steps, step_id)
    may = {act: policy.why_not(user, act, case) for act in ("work", "take", "assign", "comment")}
    context: dict[str, Any] = {
        "case": case,
        "today": today,
        "package": package,
        "progress": progress(package, steps),
        "step": step,
        "urgency": urgency(case.due_on, today) if case.status == Case.Status.OPEN else None,
        "deadlines": list(case.deadlines.filter(done_at__isnull=True)),
        "sections": sections(package, case.data),
        "documents": list(case.documents.all()),
        "missing": _missing(package, case),
        "parties": list(case.parties.all()),
        "notices": list(_notices(case)),
        "notes": list(case.notes.select_related("written_by")),
        "why_not": may,
        "people": list(workers([case.unit_id])) if may["assign"] is None else [],
        "attempt": attempt,
    }
    if step is not None:
        binding, kept = package.step(step.task), (letters or {}).get(str(step.pk))
        context |= _step_context(case, step, binding, user, now, attempt, kept)
    return context


def _step_context(
    case: Case,
    step: Step,
    binding: Binding,
    user: User,
    now: datetime,
    attempt: Attempt | None,
    kept: Mapping[str, Any] | None,
) -> dict[str, Any]:
    step.case = case
    attempt = attempt if attempt and attempt.of_step else None
    today = timezone.localdate(now)
    reason = why_not_step(user, case, step)
    entered = Entered.read(attempt.post, binding) if attempt else None
    context: dict[str, Any] = {
        "binding": binding,
        "why_not_step": reason,
        "form": step_form(step, binding, entered, attempt.errors if attempt else {}),
        "law": law_panel(binding.law, today),
    }
    if step.kind == "decide" and reason is None:
        context["editor"] = decision_editor(step, user, now, attempt)
    if step.kind == "letter" and reason is None:
        context["letter"] = letter_editor(step, case, today, attempt, kept)
    if attempt:
        context |= {"problems": _problems(context, attempt), "sent": _sent(binding, attempt)}
    return context


def _problems(context: dict[str, Any], attempt: Attempt) -> list[tuple[str, str]]:
    """(element id, message) of all that does not fit, in the order of the page."""
    found: list[tuple[str, str]] = context["form"].problems
    shown = {message for _place, message in found}
    rest = [one for one in attempt.errors.items() if one[1] not in shown and one[0] != "note"]
    return found + rest


def _sent(binding: Binding, attempt: Attempt) -> list[tuple[str, str]]:
    """Texts a person typed into a step that is no longer open, to copy them from the page."""
    typed = [(field.label, attempt.post.get(f"f-{field.key}", "")) for field in binding.fields]
    typed += [(_("Letter"), attempt.post.get("text", ""))]
    typed += [(_("Operative part"), attempt.post.get("operative_part", ""))]
    typed += [(_("Reasons"), attempt.post.get("reasons", ""))]
    return [(label, value) for label, value in typed if value]


def why_not_step(user: User, case: Case, step: Step) -> str | None:
    """Why `user` may not complete this step now, or None."""
    if step.status == Step.Status.DONE:
        return _("This step is completed.")
    if reason := policy.why_not(user, policy.WORK, case):
        return reason
    if step.role == "lead" and policy.why_not(user, policy.ASSIGN, case):
        return _("This step is for the team lead.")
    return None


def _chosen(steps: list[Step], step_id: str) -> Step | None:
    """The step asked for, else the first open one, else (closed case) none."""
    by_id = {str(step.pk): step for step in steps}
    if step_id in by_id:
        return by_id[step_id]
    return next((step for step in steps if step.status == Step.Status.OPEN), None)


def _missing(package: Package, case: Case) -> list[str]:
    present = tuple(document.kind for document in case.documents.all())
    return [document.title for document in package.missing_documents(case.data, present)]


def _notices(case: Case) -> Any:
    return (
        Notice.objects.filter(case=case)
        .select_related("issued_by")
        .only("number", "subject", "kind", "issued_at", "issued_by", "case_id")
    )
