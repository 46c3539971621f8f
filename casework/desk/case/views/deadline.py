"""Setting another date for a deadline of a case, and going back to the computed one."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.delivery.dates import follow_period
from casework.desk.case.attempt import Attempt
from casework.desk.case.case_deadlines import field_errors
from casework.desk.case.views.case import case_page
from casework.desk.requests import case_of, changes, user_of
from casework.process.overrides import override_deadline, restore_deadline


@changes("desk:case")
def override(request: HttpRequest, file_number: str, deadline: int) -> HttpResponse:
    """Let another date bind the case, with its ground and reason."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.deadlines, pk=deadline)
    found.case = case
    try:
        changed = override_deadline(
            deadline=found,
            due_on=_day(request.POST.get("due_on", "")),
            ground=request.POST.get("ground", ""),
            reason=request.POST.get("reason", "").replace("\x00", ""),
            by=user_of(request),
            now=timezone.now(),
            seen=_day(request.POST.get("seen", "")),
        )
    except InvalidData as error:
        errors = field_errors(found, error.errors)
        attempt = Attempt(request.POST, errors=errors, of_step=False)
        return case_page(request, case, attempt=attempt)
    except (Conflict, NotAllowed) as error:
        return _refused(request, case, error)
    follow_period(changed, timezone.now())
    text = _("“%(label)s” now ends on %(day)s.")
    day = date_format(changed.due_on, "SHORT_DATE_FORMAT")
    messages.success(request, text % {"label": changed.label, "day": day})
    return redirect("desk:case", file_number)


@changes("desk:case")
def restore(request: HttpRequest, file_number: str, deadline: int) -> HttpResponse:
    """Go back to the computed date."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.deadlines, pk=deadline)
    found.case = case
    try:
        seen = _day(request.POST.get("seen", ""))
        restore_deadline(deadline=found, by=user_of(request), now=timezone.now(), seen=seen)
    except (Conflict, NotAllowed) as error:
        return _refused(request, case, error)
    follow_period(found, timezone.now())
    messages.success(request, _("The computed date holds again."))
    return redirect("desk:case", file_number)


def _refused(request: HttpRequest, case: Case, error: Exception) -> HttpResponse:
    if isinstance(error, NotAllowed):
        raise PermissionDenied(str(error)) from error
    attempt = Attempt(request.POST, conflict=str(error), of_step=False)
    return case_page(request, case, attempt=attempt)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
