"""Noting a conversation; a call-back or meeting: its page, done, moved, as a calendar file."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.audit.log import read
from casework.cases import appointments, drafts, policy
from casework.cases.calendar import calendar_file
from casework.cases.contacts import add_contact
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Appointment, Case
from casework.desk.case.appointment_forms import DoneForm, MoveForm
from casework.desk.case.attempt import Attempt
from casework.desk.case.contact_form import agreed_of, errors_by_field, talk_of
from casework.desk.case.remarks import agreements, latest_remarks
from casework.desk.case.views.case import case_page
from casework.desk.requests import case_of, changes, user_of

REMARKS_SHOWN = 5


@changes("desk:case")
def contact(request: HttpRequest, file_number: str) -> HttpResponse:
    """Note a conversation, with the call-back or meeting that was agreed in it."""
    found, user = case_of(request, file_number), user_of(request)
    try:
        talk, agreed = talk_of(found, request.POST), agreed_of(request.POST)
        add_contact(case=found, talk=talk, agreed=agreed, by=user, now=timezone.now())
    except InvalidData as error:
        errors = errors_by_field(error.errors)
        return case_page(request, found, attempt=Attempt(request.POST, errors, of_step=False))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    drafts.forget(case=found, form="contact", by=user)
    messages.success(request, _("The conversation is in the file."))
    return redirect("desk:case", found.file_number)


@require_GET
def appointment(request: HttpRequest, file_number: str, appointment: int) -> HttpResponse:
    """Who is to be called or met, about what, and what came of it; looking is logged as reading."""
    case, user = case_of(request, file_number), user_of(request)
    found = _found(case, appointment)
    further = {"part": "appointment"}
    read(by=user, what="case.read", subject=case, case_id=case.pk, further=further)
    return _page(request, case, found)


@changes("desk:case")
def appointment_done(request: HttpRequest, file_number: str, appointment: int) -> HttpResponse:
    """It is dealt with."""
    case, form = case_of(request, file_number), DoneForm(request.POST)
    found = _found(case, appointment)

    def act() -> None:
        appointments.finish(
            appointment=found,
            text=form.cleaned_data["text"],
            reached=form.cleaned_data["reached"] == "yes",
            seen=form.cleaned_data["seen"],
            by=user_of(request),
            now=timezone.now(),
        )

    return _try(request, case, found, form, act, _("It is noted in the file."))


@changes("desk:case")
def appointment_move(request: HttpRequest, file_number: str, appointment: int) -> HttpResponse:
    """It is moved to another day."""
    case, form = case_of(request, file_number), MoveForm(request.POST, auto_id="move-%s")
    found = _found(case, appointment)

    def act() -> None:
        appointments.move(
            appointment=found,
            to=form.agreed(),
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["seen"],
            by=user_of(request),
            now=timezone.now(),
        )

    return _try(request, case, found, form, act, _("It is moved."))


@require_GET
def appointment_calendar(request: HttpRequest, file_number: str, appointment: int) -> HttpResponse:
    """The appointment for one's own calendar; of the case it says the file number alone."""
    case = case_of(request, file_number)
    found = _found(case, appointment)
    content = calendar_file(
        found,
        summary=f"{found.get_kind_display()} {case.file_number}",
        url=request.build_absolute_uri(reverse("desk:case", args=[case.file_number])),
        zone=timezone.get_default_timezone(),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.kind}-{found.pk}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _found(case: Case, pk: int) -> Appointment:
    rows = case.appointments.select_related("contact__party", "contact__written_by", "done_by")
    found: Appointment = get_object_or_404(rows, pk=pk)
    found.case = case
    return found


def _try(
    request: HttpRequest,
    case: Case,
    found: Appointment,
    form: forms.Form,
    act: Callable[[], None],
    done: str,
) -> HttpResponse:
    """Do it and go back: 422 for what does not fit, 409 when somebody was quicker."""
    if not form.is_valid():
        return _page(request, case, found, form, status=422)
    try:
        act()
    except InvalidData as error:
        for name, text in error.errors.items():
            form.add_error(name, text)
        return _page(request, case, found, form, status=422)
    except Conflict as error:
        messages.warning(request, str(error))
        return _page(request, case, _found(case, found.pk), status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, done)
    if "list" in request.POST:  # where they go down the list, call by call
        return redirect("desk:call-backs")
    return redirect("desk:case", case.file_number)


def _page(
    request: HttpRequest,
    case: Case,
    found: Appointment,
    sent: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    seen, today = {"seen": found.moves}, timezone.localdate()
    moved = {"due_on": max(found.due_on, today), "from_time": found.from_time}
    context: dict[str, Any] = {
        "case": case,
        "agreement": agreements([found], today)[0],
        "remarks": latest_remarks(case, REMARKS_SHOWN),
        "why_not": policy.why_not(user_of(request), policy.CALL_BACK, case),
        "form": sent,
        "from_list": "list" in (request.POST or request.GET),
        "done_form": sent if isinstance(sent, DoneForm) else DoneForm(initial=seen),
        "move_form": sent
        if isinstance(sent, MoveForm)
        else MoveForm(initial=seen | moved | {"to_time": found.to_time}, auto_id="move-%s"),
    }
    return render(request, "desk/appointment.html", context, status=status)
