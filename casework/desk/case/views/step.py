"""Completing a step."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import drafts
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.desk.case.attempt import Attempt
from casework.desk.case.kept_forms import step_form_name
from casework.desk.case.step_form import Entered
from casework.desk.case.views.case import case_page
from casework.desk.requests import changes, step_of, user_of
from casework.process.actions import complete_step
from casework.process.bindings import binding_of
from casework.process.models import Step


@changes("desk:case")
def step_complete(request: HttpRequest, file_number: str, step: int) -> HttpResponse:
    """Complete the step and show the next one; what does not fit comes back with the form."""
    found = step_of(request, file_number, step)
    if "tick-all" in request.POST:
        return tick_all(request, found)
    entered = Entered.read(request.POST, binding_of(found, found.case))
    try:
        opened = complete_step(
            step=found,
            by=user_of(request),
            now=timezone.now(),
            data=entered.data,
            checklist=entered.checklist,
        )
    except InvalidData as error:
        return again(request, found, Attempt(request.POST, errors=error.errors))
    except Conflict as error:
        return again(request, found, Attempt(request.POST, conflict=str(error)))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    drafts.forget(case=found.case, form=step_form_name(found.pk), by=user_of(request))
    tell_next(request, found.case, opened, _("“%(step)s” is completed.") % {"step": found.name})
    return redirect("desk:case", found.case.file_number)


def tick_all(request: HttpRequest, step: Step) -> HttpResponse:
    """The form as sent, with the whole checklist ticked; nothing is completed."""
    post: QueryDict = request.POST.copy()
    post.setlist("check", [item.key for item in binding_of(step, step.case).checklist])
    response = again(request, step, Attempt(post))
    response.status_code = 200
    return response


def again(request: HttpRequest, step: Step, attempt: Attempt) -> HttpResponse:
    """The case page with what was sent for `step` and why it was not done."""
    step.case.refresh_from_db()
    return case_page(request, step.case, attempt=attempt, step_id=str(step.pk))


def tell_next(request: HttpRequest, case: Case, opened: list[Step], done: str) -> None:
    """Say what was done and what comes next."""
    case.refresh_from_db(fields=["status"])
    if opened:
        names = ", ".join(step.name for step in opened)
        done += " " + _("Next: %(steps)s.") % {"steps": names}
    elif case.status == Case.Status.CLOSED:
        done += " " + _("The case is closed.")
    messages.success(request, done)
