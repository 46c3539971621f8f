"""People's accounts: list, make, change, help back in, deactivate."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from casework.access.models import User
from casework.accounts import people
from casework.accounts.confirm import confirmed
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.desk.requests import changes, user_of
from casework.desk.staff.forms import DetailsForm, PersonForm
from casework.desk.staff.page import MAX_SHOWN, people_of, person_page, roles_in_words

Act = Callable[..., Any]
ACTS: dict[str, tuple[Act, Promise]] = {
    "deactivate": (people.deactivate, _("The account of %(who)s is deactivated.")),
    "activate": (
        people.activate,
        _("The account of %(who)s is active again; make a one-time link now."),
    ),
    "reset-factor": (
        people.reset_factor,
        _("The second factor of %(who)s is removed; at the next sign-in a new one is set up."),
    ),
    "end-sessions": (people.end_sessions, _("%(who)s is signed out everywhere.")),
    "unblock": (people.unblock, _("%(who)s may try to sign in again.")),
}


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody of the authority, or those who left."""
    user, search = _administrator(request), request.GET.get("q", "")[:100].strip()
    gone = "gone" in request.GET
    found = list(people_of(user, search, gone))
    lines = [(person, roles_in_words(person.held)) for person in found]  # type: ignore[attr-defined]
    context = {"lines": lines, "search": search, "gone": gone, "many": len(found) == MAX_SHOWN}
    return render(request, "desk/staff/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed("people")
def person_new(request: HttpRequest) -> HttpResponse:
    """Make an account; the next page makes the link for the first sign-in."""
    user, form = _administrator(request), PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data.pop("username")
        try:
            made = people.create(
                username=username, details=form.cleaned_data, by=user, now=timezone.now()
            )
        except InvalidData as error:
            for name, text in error.errors.items():
                form.add_error(name, text)
        else:
            messages.success(request, _("The account of %(who)s is made.") % {"who": made})
            return redirect("desk:person", made.pk)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "desk/staff/person_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed("people")
@never_cache
def person(request: HttpRequest, person: int) -> HttpResponse:
    """One account; POST changes what is told of the person."""
    user, found = _administrator(request), _person(request, person)
    form = DetailsForm(request.POST or None, instance=User.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        _do(people.change, person=found, details=form.cleaned_data, by=user)
        messages.success(request, _("The details are kept."))
        return redirect("desk:person", found.pk)
    context = {"page": person_page(user, found), "form": form}
    return render(request, "desk/staff/person.html", context, status=422 if form.errors else 200)


@changes("desk:staff")
@confirmed("people")
@never_cache
def person_link(request: HttpRequest, person: int) -> HttpResponse:
    """Make a one-time link and show it, this once."""
    user, found = _administrator(request), _person(request, person)
    try:
        secret = _do(people.make_link, person=found, by=user)
    except Conflict as error:
        messages.warning(request, str(error))
        return redirect("desk:person", found.pk)
    path = reverse("account_start", args=(found.pk, secret))
    context = {"person": found, "link": request.build_absolute_uri(path)}
    return render(request, "desk/staff/person_link.html", context)


@changes("desk:staff")
@confirmed("people")
def person_act(request: HttpRequest, person: int, what: str) -> HttpResponse:
    """Deactivate, activate, reset the second factor, end sessions, lift a block."""
    user, found = _administrator(request), _person(request, person)
    if what not in ACTS:
        raise Http404
    act, text = ACTS[what]
    try:
        _do(act, person=found, by=user)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, str(text) % {"who": found})
    return redirect("desk:person", found.pk)


def _do(act: Act, **arguments: Any) -> Any:
    try:
        return act(**arguments, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def _person(request: HttpRequest, number: int) -> User:
    colleagues = User.objects.filter(authority=user_of(request).authority_id)
    return get_object_or_404(colleagues, pk=number)


def _administrator(request: HttpRequest) -> User:
    user = user_of(request)
    if reason := people.why_not(user, None):
        raise PermissionDenied(reason)
    return user
