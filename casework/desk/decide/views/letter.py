"""Previewing and issuing: notices of decisions, document requests, hearings."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.accounts import confirm
from casework.audit.log import read
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.delivery.planning import plan
from casework.desk.case.attempt import Attempt
from casework.desk.case.views.step import again, tell_next
from casework.desk.decide import letter_drafts
from casework.desk.decide.decision_editor import decision_editor
from casework.desk.decide.issuing import issue_now, prepare
from casework.desk.requests import changes, step_of, user_of
from casework.desk.responses import pdf_response
from casework.notices import actions
from casework.notices.actions import Refused
from casework.process.models import Step


@require_http_methods(["GET", "POST"])
def letter_preview(request: HttpRequest, file_number: str, step: int) -> HttpResponse:
    """The letter as a draft PDF; POST first keeps what was typed, and shows it in a dialog."""
    found, user = step_of(request, file_number, step), user_of(request)
    try:
        if request.method == "POST":
            prepared = prepare(request, found, complete=False)
            if request.htmx:  # type: ignore[attr-defined]
                return _dialog(request, found, {"prepared": prepared, "confirm": False})
        entered = letter_drafts.kept(request, found) or letter_drafts.proposed(found)
        pdf = actions.preview(step=found, by=user, now=timezone.now(), entered=entered)
    except (InvalidData, Conflict, NotAllowed) as error:
        return refuse(request, found, error)
    read(by=user, what="letter.preview", subject=found, case_id=found.case_id)
    return pdf_response(pdf, f"{found.case.file_number}-Entwurf.pdf")


@changes("desk:case")
def issue(request: HttpRequest, file_number: str, step: int) -> HttpResponse:
    """Ask whether to issue the letter; with `confirmed`, issue it and go on."""
    found = step_of(request, file_number, step)
    try:
        if "confirmed" not in request.POST:
            prepared = prepare(request, found, complete=True)
            asked = confirm.first(request, "issue")  # what was typed is kept by now
            return asked or _dialog(request, found, {"prepared": prepared, "confirm": True})
        if asked := confirm.first(request, "issue"):
            return asked
        notice = issue_now(request, found)
        plan(notice=notice, now=timezone.now(), by=user_of(request))
    except (InvalidData, Conflict, NotAllowed, Refused) as error:
        return refuse(request, found, error)
    letter_drafts.forget(request, found)
    opened = list(found.case.steps.filter(status=Step.Status.OPEN))
    tell_next(
        request, found.case, opened, _("“%(subject)s” is issued.") % {"subject": notice.subject}
    )
    return redirect("desk:case", found.case.file_number)


def refuse(request: HttpRequest, step: Step, error: Exception) -> HttpResponse:
    """The answer to an error of an action: the page with what was sent, or 403 with the reason."""
    if isinstance(error, NotAllowed):
        raise PermissionDenied(str(error)) from error
    if isinstance(error, InvalidData):
        return again(request, step, Attempt(request.POST, errors=error.errors))
    if isinstance(error, Refused):
        errors = {f"finding-{one.code}": one.question for one in error.findings}
        title = _("The letter was not issued; the legal checks stop it.")
        return again(request, step, Attempt(request.POST, errors=errors, title=title))
    return again(request, step, Attempt(request.POST, conflict=str(error)))


def _dialog(request: HttpRequest, step: Step, context: dict[str, object]) -> HttpResponse:
    context |= {"case": step.case, "step": step}
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/issue.html", context)
    if step.kind == "decide":  # the page behind the dialog learns the version just saved
        context["editor"] = decision_editor(step, user_of(request), timezone.now(), None)
    response = render(request, "desk/issue.html#dialog", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#dialog", "innerHTML"
    return response
