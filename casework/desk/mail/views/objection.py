"""Objections: entered after the person saw whether they came in time; withdrawn with a reason."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.delivery.actions.objections import enter_objection, withdraw
from casework.delivery.actions.received import Received, measure
from casework.delivery.models import Objection
from casework.delivery.timing import Judged
from casework.desk.mail.objection_forms import ObjectionForm, WithdrawForm
from casework.desk.requests import case_of, user_of
from casework.notices.models import Notice


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, file_number: str, notice: int) -> HttpResponse:
    """Enter an objection against a notice; without `save` only measure whether it is in time."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.notices.defer("pdf", "html", "text"), pk=notice)
    found.case = case
    _require(request, case)
    if request.method != "POST":
        initial = {"received_on": timezone.localdate(), "party": case.parties.first()}
        return _page(request, found, ObjectionForm(case.parties.all(), initial=initial))
    form = ObjectionForm(case.parties.all(), request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    received = _received(form.cleaned_data)
    judged = measure(found, received)
    if "save" not in request.POST:
        return _page(request, found, form, judged)
    try:
        entered = enter_objection(
            notice=found, received=received, by=user_of(request), now=timezone.now()
        )
    except InvalidData as error:
        form.refuse(error)
        return _page(request, found, form, judged, status=422)
    except Conflict as error:
        return _page(request, found, form, judged, conflict=str(error), status=409)
    _tell(request, entered)
    return redirect("desk:case", file_number)


@require_http_methods(["GET", "HEAD", "POST"])
def objection_withdraw(request: HttpRequest, file_number: str, objection: int) -> HttpResponse:
    """Note that an objection was withdrawn."""
    case = case_of(request, file_number)
    found = get_object_or_404(
        case.objections.select_related("notice", "party").defer(
            "notice__pdf", "notice__html", "notice__text", "notice__facts"
        ),
        pk=objection,
    )
    _require(request, case)
    form = WithdrawForm(request.POST or None, initial={"ended_on": timezone.localdate()})
    status, conflict = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                withdraw(
                    objection=found,
                    on=form.cleaned_data["ended_on"],
                    reason=form.cleaned_data["reason"],
                    by=user_of(request),
                    now=timezone.now(),
                )
                messages.success(request, _("The withdrawal is noted."))
                return redirect("desk:case", file_number)
            except InvalidData as error:
                form.refuse(error)
            except Conflict as error:
                status, conflict = 409, str(error)
    context = {"case": case, "objection": found, "form": form, "conflict": conflict}
    return render(request, "desk/objection_withdraw.html", context, status=status)


def _received(data: dict[str, Any]) -> Received:
    filename, content = data["scan"]
    fields = {name: value for name, value in data.items() if name != "scan"}
    return Received(filename=filename, content=content, **fields)


def _tell(request: HttpRequest, entered: Objection) -> None:
    if entered.track:
        text = _("The objection is entered; the case %(number)s deals with it.")
        messages.success(request, text % {"number": entered.track.file_number})
    else:
        text = _("The objection is entered and kept here. %(why)s Please tell the administrator.")
        messages.warning(request, text % {"why": entered.trouble})


def _require(request: HttpRequest, case: Case) -> None:
    try:
        policy.require(user_of(request), policy.MAIL, case)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def _page(
    request: HttpRequest,
    notice: Notice,
    form: ObjectionForm,
    judged: Judged | None = None,
    *,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    late = judged is not None and judged.timing == Objection.Timing.LATE
    late = late or bool(form.data.get("reinstatement"))
    context = {
        "case": notice.case,
        "notice": notice,
        "form": form,
        "judged": judged,
        "timing": Objection.Timing(judged.timing) if judged else None,
        "fields": [field for field in form if field.name not in ObjectionForm.LATE],
        "late_fields": [form[name] for name in ObjectionForm.LATE] if late else [],
        "conflict": conflict,
    }
    return render(request, "desk/objection.html", context, status=status)
