"""The units of the authority: made, renamed, moved, closed; who can do what in each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.access.models import Unit
from casework.accounts.confirm import confirmed
from casework.cases import units as actions
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.desk.mail.mail_forms import MailForm
from casework.desk.office.unit_forms import MoveForm, NewUnitForm, UnitForm
from casework.desk.office.units_page import administered, tree, unit_context
from casework.desk.requests import changes, user_of


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The units of the authority as a tree."""
    return render(request, "desk/units.html", {"nodes": tree(user_of(request))})


@require_GET
def unit(request: HttpRequest, unit: int) -> HttpResponse:
    """One unit: who can do what in it, what it is called, where it hangs."""
    return _page(request, unit_of(request, unit), {})


@changes("desk:units")
@confirmed("people")
def unit_create(request: HttpRequest, unit: int) -> HttpResponse:
    """Make a new unit below this one."""
    parent, form = unit_of(request, unit), NewUnitForm(request.POST)

    def act() -> HttpResponse:
        made = actions.create(
            parent=parent, by=user_of(request), now=timezone.now(), **form.cleaned_data
        )
        return _done(request, made, _("The unit %(unit)s is created.") % {"unit": made})

    return _try(request, parent, {"new_form": form}, act)


@changes("desk:units")
@confirmed("people")
def unit_rename(request: HttpRequest, unit: int) -> HttpResponse:
    """Another name, address or opening hours."""
    found, form = unit_of(request, unit), UnitForm(request.POST)

    def act() -> HttpResponse:
        actions.rename(unit=found, by=user_of(request), now=timezone.now(), **form.cleaned_data)
        return _done(request, found, _("The change is saved."))

    return _try(request, found, {"unit_form": form}, act)


@changes("desk:units")
@confirmed("people")
def unit_move(request: HttpRequest, unit: int) -> HttpResponse:
    """Hang the unit with all below it under another one."""
    found = unit_of(request, unit)
    form = MoveForm(found, user_of(request), request.POST)

    def act() -> HttpResponse:
        parent = form.cleaned_data["parent"]
        actions.move(unit=found, parent=parent, by=user_of(request), now=timezone.now())
        text = _("%(unit)s now belongs to %(parent)s.") % {"unit": found, "parent": parent}
        return _done(request, found, text)

    return _try(request, found, {"move_form": form}, act)


@changes("desk:units")
@confirmed("people")
def unit_close(request: HttpRequest, unit: int) -> HttpResponse:
    """Close the unit; with `reopen`, open it again."""
    found, again = unit_of(request, unit), "reopen" in request.POST

    def act() -> HttpResponse:
        change = actions.reopen if again else actions.close
        change(unit=found, by=user_of(request), now=timezone.now())
        text = _("%(unit)s is open again.") if again else _("%(unit)s is closed.")
        return _done(request, found, text % {"unit": found})

    return _try(request, found, {}, act)


def unit_of(request: HttpRequest, pk: int) -> Unit:
    """A unit the person administers; Http404 for all others."""
    return get_object_or_404(administered(user_of(request)).select_related("parent"), pk=pk)


def _done(request: HttpRequest, unit: Unit, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("desk:unit", unit.pk)


def _try(
    request: HttpRequest, unit: Unit, forms: dict[str, MailForm], act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do `act` if the form is valid; otherwise the page with what does not fit."""
    form = next(iter(forms.values()), None)
    if form is not None and not form.is_valid():
        return _page(request, unit, forms, status=422)
    try:
        return act()
    except InvalidData as error:
        if form is not None:
            form.refuse(error)
        return _page(request, unit, forms, status=422)
    except Conflict as error:
        return _page(request, unit, {}, conflict=str(error), status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def _page(
    request: HttpRequest,
    unit: Unit,
    forms: dict[str, Any],
    *,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    context = unit_context(unit, user_of(request), forms)
    context["conflict"] = conflict
    return render(request, "desk/unit.html", context, status=status)
