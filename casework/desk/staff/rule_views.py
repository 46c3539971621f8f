"""How the authority's people sign in, and which claim of the identity provider gives which role."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access import roles
from casework.access.models import User
from casework.accounts import settling
from casework.accounts.confirm import confirmed
from casework.accounts.models import ClaimRole
from casework.accounts.provider.config import providers
from casework.accounts.rules import rules_of
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.desk.requests import changes, user_of
from casework.desk.staff.forms import ClaimForm, RulesForm


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed("people")
def sign_in_rules(request: HttpRequest) -> HttpResponse:
    """The rules with their form, and the table of claims."""
    user = user_of(request)
    form = RulesForm(request.POST or None, instance=rules_of(user.authority_id))
    if request.method == "POST" and form.is_valid():
        try:
            settling.change_rules(values=form.cleaned_data, by=user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        messages.success(request, _("The rules are kept; they hold from the next sign-in on."))
        return redirect("desk:sign-in-rules")
    return _page(request, user, form, ClaimForm(user))


@changes("desk:sign-in-rules")
@confirmed("people")
def claim_enter(request: HttpRequest) -> HttpResponse:
    """Enter which claim gives which role."""
    user = user_of(request)
    form = ClaimForm(user, request.POST)
    if form.is_valid():
        try:
            settling.enter_claim(**form.cleaned_data, by=user, now=timezone.now())
        except InvalidData as error:
            for name, text in error.errors.items():
                form.add_error(name, text)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        else:
            messages.success(request, _("Entered; it holds from the next sign-in on."))
            return redirect("desk:sign-in-rules")
    return _page(request, user, RulesForm(instance=rules_of(user.authority_id)), form)


@changes("desk:sign-in-rules")
@confirmed("people")
def claim_end(request: HttpRequest, claim: int) -> HttpResponse:
    """End a row of the table with yesterday."""
    user = user_of(request)
    rows = ClaimRole.objects.filter(unit__in=roles.unit_ids(user, roles.ADMINISTER))
    found, yesterday = get_object_or_404(rows, pk=claim), timezone.localdate() - timedelta(days=1)
    try:
        settling.end_claim(claim=found, last=yesterday, by=user, now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Ended; the role goes with the next sign-in."))
    return redirect("desk:sign-in-rules")


def _page(request: HttpRequest, user: User, form: RulesForm, claim: ClaimForm) -> HttpResponse:
    slug = user.authority.slug if user.authority else ""
    rows = ClaimRole.objects.filter(authority=user.authority_id).select_related("unit")
    context = {
        "form": form,
        "why_not": settling.why_not_rules(user) or "",
        "claim_form": claim,
        "rows": rows,
        "today": timezone.localdate(),
        "administered": roles.unit_ids(user, roles.ADMINISTER),
        "providers": [one for one in providers().values() if one.authority == slug],
    }
    errors = form.errors or claim.errors
    return render(request, "desk/staff/rules.html", context, status=422 if errors else 200)
