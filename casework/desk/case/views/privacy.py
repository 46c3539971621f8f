"""Data protection of one case: how long it is kept, holds, marks of Art. 16 and 18 GDPR."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.archive.access import kept_units
from casework.archive.holds import lift_hold, place_hold
from casework.archive.models import Retention
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.marks import enter_mark, lift_mark
from casework.cases.models import Case
from casework.desk.case.privacy_forms import MarkForm, SettleForm
from casework.desk.keeping.forms import HoldForm
from casework.desk.requests import case_of, changes, user_of


@require_GET
def privacy(request: HttpRequest, file_number: str) -> HttpResponse:
    """Retention, holds and marks of the case."""
    return _page(request, case_of(request, file_number))


@changes("desk:case-privacy")
def mark(request: HttpRequest, file_number: str) -> HttpResponse:
    """Enter a mark; a restriction takes effect at once."""
    case = case_of(request, file_number)
    form = MarkForm(case, request.POST)

    def act() -> None:
        enter_mark(case=case, by=user_of(request), now=timezone.now(), **form.cleaned_data)

    return _try(request, case, form, act, _("The mark is entered."))


@changes("desk:case-privacy")
def mark_lift(request: HttpRequest, file_number: str, mark: int) -> HttpResponse:
    """Settle a mark."""
    case, form = case_of(request, file_number), SettleForm(request.POST)
    found = get_object_or_404(case.marks, pk=mark)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        lift_mark(mark=found, reason=reason, by=user_of(request), now=timezone.now())

    return _try(request, case, form, act, _("The mark is settled."))


@changes("desk:case-privacy")
def hold(request: HttpRequest, file_number: str) -> HttpResponse:
    """Keep the case from deletion."""
    case, form = case_of(request, file_number), HoldForm(request.POST)

    def act() -> None:
        place_hold(case=case, by=user_of(request), now=timezone.now(), **form.cleaned_data)

    return _try(request, case, form, act, _("The case is held."))


@changes("desk:case-privacy")
def hold_lift(request: HttpRequest, file_number: str, hold: int) -> HttpResponse:
    """Lift a hold."""
    case, form = case_of(request, file_number), forms.Form(request.POST)
    found = get_object_or_404(case.holds, pk=hold)

    def act() -> None:
        lift_hold(hold=found, by=user_of(request), now=timezone.now())

    return _try(request, case, form, act, _("The hold is lifted."))


def _try(
    request: HttpRequest, case: Case, form: forms.Form, act: Callable[[], None], done: str
) -> HttpResponse:
    """Do it and go back to the page: 422 for what does not fit, 409 for what was done before."""
    if not form.is_valid():
        return _page(request, case, form, status=422)
    try:
        act()
    except InvalidData as error:
        for name, text in error.errors.items():
            form.add_error(name, text)
        return _page(request, case, form, status=422)
    except Conflict as error:
        messages.error(request, str(error))
        return _page(request, case, status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, done)
    return redirect("desk:case-privacy", case.file_number)


def _page(
    request: HttpRequest, case: Case, sent: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    marks = case.marks.select_related("party", "entered_by", "lifted_by")
    holds = case.holds.select_related("placed_by", "lifted_by")
    context = {
        "case": case,
        "retention": Retention.objects.filter(case=case).first(),
        "marks": marks,
        "holds": holds,
        "form": sent,
        "mark_form": sent if isinstance(sent, MarkForm) else MarkForm(case),
        "hold_form": sent if isinstance(sent, HoldForm) else HoldForm(),
        "settle_form": SettleForm(auto_id=False),
        "may_mark": policy.why_not(user, policy.MARK, case) is None,
        "may_hold": case.unit_id in kept_units(user),
    }
    return render(request, "desk/case_privacy.html", context, status=status)
