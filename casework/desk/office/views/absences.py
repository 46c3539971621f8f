"""Absences and who stands in: one's own for everybody, those of others for who leads them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access.models import Substitution
from casework.cases import absences as actions
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.desk.office.absences_page import absences_context, absences_of
from casework.desk.office.office_forms import AbsenceForm
from casework.desk.requests import changes, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Who is absent and who stands in, with a form for another absence."""
    user = user_of(request)
    form = AbsenceForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter(by=user, now=timezone.now(), **form.cleaned_data)
        except InvalidData as error:
            for name, text in error.errors.items():
                form.add_error(name, text)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        else:
            text = _("%(deputy)s stands in for %(absent)s.")
            names = {"deputy": entered.deputy, "absent": entered.absent}
            messages.success(request, text % names)
            return redirect("desk:absences")
    context = absences_context(user, form, timezone.localdate())
    return render(request, "desk/absences.html", context, status=422 if form.errors else 200)


@changes("desk:absences")
def absence_end(request: HttpRequest, substitution: int) -> HttpResponse:
    """End a substitution before its last day."""
    user = user_of(request)
    found = get_object_or_404(absences_of(user), pk=substitution)
    try:
        ended: Substitution = actions.end(substitution=found, by=user, now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        text = _("%(deputy)s no longer stands in for %(absent)s.")
        messages.success(request, text % {"deputy": ended.deputy, "absent": ended.absent})
    return redirect("desk:absences")
