"""The quick look at a case beside the list, and setting a follow-up from there or from the case."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from casework.audit.log import read
from casework.cases import drafts, follow_ups
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.cases.seen import mark_seen
from casework.desk.inbox.look import look_context
from casework.desk.requests import case_of, changes, read_day, user_of


@require_GET
@vary_on_headers("HX-Request")
def look(request: HttpRequest, file_number: str) -> HttpResponse:
    """The case in short, as a page of its own or for the drawer beside the list.

    It is logged as reading, and read it is; but it does not count as having dealt with the news.
    """
    found, user = case_of(request, file_number), user_of(request)
    read(by=user, what="case.read", subject=found, case_id=found.pk, further={"part": "look"})
    mark_seen(case=found, by=user, now=timezone.now())
    return _look(request, found)


@changes("desk:case")
def follow_up(request: HttpRequest, file_number: str) -> HttpResponse:
    """Set the follow-up of a case; what does not fit is said with what was typed."""
    found = case_of(request, file_number)
    reason = request.POST.get("reason", "").replace("\x00", "")
    due_on = read_day(request.POST.get("due_on"))
    try:
        follow_ups.set_follow_up(
            case=found, due_on=due_on, reason=reason, by=user_of(request), now=timezone.now()
        )
    except InvalidData as error:
        return _look(request, found, status=422, errors=error.errors, typed=request.POST)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    drafts.forget(case=found, form="follow-up", by=user_of(request))
    messages.success(request, _("The follow-up is set."))
    return _back(request, found)


@changes("desk:case")
def follow_up_done(request: HttpRequest, file_number: str) -> HttpResponse:
    """The follow-up of a case is dealt with."""
    found = case_of(request, file_number)
    try:
        follow_ups.finish(case=found, by=user_of(request), now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        messages.success(request, _("The follow-up is done."))
    return _back(request, found)


def _back(request: HttpRequest, case: Case) -> HttpResponse:
    """Where the form was: in the drawer or on its page, else on the case."""
    return redirect("desk:look" if "look" in request.POST else "desk:case", case.file_number)


def _look(request: HttpRequest, case: Case, status: int = 200, **more: Any) -> HttpResponse:
    context = look_context(case, user_of(request), timezone.now()) | more
    beside = bool(request.htmx)  # type: ignore[attr-defined]
    context["heading"] = 2 if beside else 1  # a page of its own has a heading of its own
    part = "#look" if beside else ""
    return render(request, f"desk/look.html{part}", context, status=status)
