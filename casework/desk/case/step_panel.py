"""The middle and the right of the case page: one step with its form, editor and law."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case
from casework.decisions import cosign, findings, remedy
from casework.decisions.models import Decision
from casework.desk.case.attempt import Attempt
from casework.desk.case.kept_forms import kept_form, step_form_name
from casework.desk.case.law_panel import Place, law_panel
from casework.desk.case.step_form import Entered, step_form
from casework.desk.case.visit import Visit
from casework.desk.decide.co_signing import co_signing
from casework.desk.decide.decision_editor import decision_editor
from casework.desk.decide.letter_editor import letter_editor
from casework.desk.decide.soundness import soundness
from casework.prepared import Given, ask, keep
from casework.process.models import Step
from casework.services.package import Step as Binding


def draft_of(step: Step) -> Decision | None:
    """What was written in an open step that decides, `step.case` at hand; one query, or none where
    there is nothing to decide. The answers to its findings and the remedy rules come along.
    """
    if step.kind != "decide" or step.status != Step.Status.OPEN:
        return None
    made = ask("decisions of a case", _decisions, case=step.case_id)
    keep(step.case, "decisions", made)
    draft = next((one for one in made if one.step_id == step.pk), None)
    if draft is not None:
        draft.case, draft.step = step.case, step
        findings.keep_answers(draft)
        remedy.keep_rules(draft, step.case.service)
    return draft


def _decisions() -> QuerySet[Decision]:
    made = Decision.objects.filter(case_id=Given("case")).select_related("changed_by", "target")
    return remedy.with_rules(findings.with_answers(made))


def step_panel(
    step: Step, binding: Binding, visit: Visit, draft: Decision | None
) -> dict[str, Any]:
    """The context of a step with what `draft_of` found for it; `step.case` is at hand."""
    reason, attempt = why_not_step(visit.user, step), visit.step_attempt
    kept = kept_form(step_form_name(step.pk), visit.drafts if reason is None else {})
    typed = attempt or kept.draft
    entered = Entered.read(typed.post, binding) if typed else None
    context: dict[str, Any] = {
        "binding": binding,
        "why_not_step": reason,
        "kept_step": kept,
        "form": step_form(step, binding, entered, attempt.errors if attempt else {}),
        "law": law_panel(binding.law, Place(step.case, step.task, visit.user, visit.today)),
    }
    if step.kind == "decide" and step.status == Step.Status.OPEN:
        context |= _deciding(step, visit, draft, editable=reason is None)
    if step.kind == "letter" and reason is None:
        context["letter"] = letter_editor(step, visit.today, typed)
    if attempt:
        problems = _problems(context["form"].problems, attempt)
        context |= {"problems": problems, "sent": _sent(binding, attempt)}
    return context


def _deciding(
    step: Step, visit: Visit, draft: Decision | None, *, editable: bool
) -> dict[str, Any]:
    """The editor of the draft and its co-signature; while it waits for one, only the latter.

    A lead who does not work on it sees what the checks say, to override what the law leaves open.
    """
    found: dict[str, Any] = {}
    if draft is not None:
        cosign.fetch_requests(draft)
        found["co_signing"] = co_signing(draft, visit.user, visit.today, asks=editable)
    if editable and not (draft and found["co_signing"].open):
        editor = decision_editor(step, visit.user, visit.now, visit.step_attempt, draft)
        found["editor"] = editor
        if draft is None:
            found["co_signing"] = co_signing(editor.decision, visit.user, visit.today)
    elif draft is not None and findings.why_not_override(visit.user, draft) is None:
        found["soundness"] = soundness(
            draft, visit.user, visit.today, working=False, attempt=visit.step_attempt
        )
    return found


def why_not_step(user: User, step: Step) -> str | None:
    """Why `user` may not complete this step now, or None."""
    case: Case = step.case
    if step.status == Step.Status.DONE:
        return _("This step is completed.")
    if step.status == Step.Status.WITHDRAWN:
        return _("This step is no longer needed.")
    if reason := policy.why_not(user, policy.WORK, case):
        return reason
    if step.role == "lead" and policy.why_not(user, policy.ASSIGN, case):
        return _("This step is for the team lead.")
    return None


def _problems(found: list[tuple[str, str]], attempt: Attempt) -> list[tuple[str, str]]:
    """(element id, message) of all that does not fit, in the order of the page."""
    shown = {message for _place, message in found}
    return found + [one for one in attempt.errors.items() if one[1] not in shown]


def _sent(binding: Binding, attempt: Attempt) -> list[tuple[str, str]]:
    """Texts a person typed into a step that is no longer open, to copy them from the page."""
    typed = [(field.label, attempt.post.get(f"f-{field.key}", "")) for field in binding.fields]
    typed += [(_("Letter"), attempt.post.get("text", ""))]
    typed += [(_("Operative part"), attempt.post.get("operative_part", ""))]
    typed += [(_("Reasons"), attempt.post.get("reasons", ""))]
    return [(label, value) for label, value in typed if value]
