"""Granting and withdrawing roles, after saying what follows from it; what one person can do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.access import roles
from casework.access.models import Unit, User
from casework.accounts.confirm import confirmed
from casework.cases import granting
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.desk.office.unit_forms import ROLES, GrantForm, ReasonForm
from casework.desk.office.units_page import person_context, unit_context
from casework.desk.office.views.units import unit_of
from casework.desk.requests import read_id, user_of

ACTS = {"grant": granting.grant, "withdraw": granting.withdraw}


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed("people")
def role_change(request: HttpRequest, unit: int, what: str) -> HttpResponse:
    """Say what follows from a role for a person, and on POST grant or withdraw it."""
    place = unit_of(request, unit)
    if what not in ACTS:
        raise Http404
    if what == "grant" and not (form := GrantForm(user_of(request), request.GET)).is_valid():
        context = unit_context(place, user_of(request), {"grant_form": form})
        return render(request, "desk/unit.html", context, status=422)
    person, role = _asked(request, place)
    if what == "grant" and (reason := granting.why_not_grant(user_of(request), person, place)):
        raise PermissionDenied(reason)
    if request.method == "POST":
        return _do(request, what, person, role, place)
    return _page(request, what, person, role, place)


@require_GET
def person_roles(request: HttpRequest, person: int) -> HttpResponse:
    """What one person can do and why."""
    people = User.objects.filter(authority=user_of(request).authority_id)
    found = get_object_or_404(people, pk=person)
    context = person_context(found, timezone.localdate())
    context["own"] = roles.unit_ids(user_of(request), roles.ADMINISTER)
    return render(request, "desk/person_roles.html", context)


def _asked(request: HttpRequest, unit: Unit) -> tuple[User, str]:
    """The person and role the address names; Http404 for others."""
    people = User.objects.filter(authority=unit.authority_id)
    person = get_object_or_404(people, pk=read_id(request.GET.get("person")) or 0)
    role = request.GET.get("role", "")
    if role not in ROLES:
        raise Http404
    return person, role


def _do(request: HttpRequest, what: str, person: User, role: str, unit: Unit) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, what, person, role, unit, form=form, status=422)
    by, now = user_of(request), timezone.now()
    try:
        ACTS[what](user=person, role=role, unit=unit, by=by, now=now, **form.cleaned_data)
    except (Conflict, InvalidData) as error:
        return _page(request, what, person, role, unit, conflict=str(error), status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    text = _("%(who)s now has the role %(role)s in %(unit)s.")
    if what == "withdraw":
        text = _("%(who)s no longer has the role %(role)s in %(unit)s.")
    messages.success(request, text % {"who": person, "role": ROLES[role][0], "unit": unit})
    return redirect("desk:unit", unit.pk)


def _page(
    request: HttpRequest,
    what: str,
    person: User,
    role: str,
    unit: Unit,
    *,
    form: ReasonForm | None = None,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    name, means = ROLES[role]
    below = roles.subtrees([unit.pk], unit.authority_id)[unit.pk]
    context = {
        "what": what,
        "person": person,
        "role": role,
        "name": name,
        "means": means,
        "unit": unit,
        "below": Unit.objects.filter(pk__in=below - {unit.pk}).order_by("name"),
        "form": form or ReasonForm(),
        "conflict": conflict,
    }
    return render(request, "desk/role_change.html", context, status=status)
