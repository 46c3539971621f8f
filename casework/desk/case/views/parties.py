"""Who takes part in a case: entering a representative, correcting what is entered of somebody."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases import parties, policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Party
from casework.desk.case.party_forms import CorrectForm, PartyForm, RepresentativeForm
from casework.desk.case.party_lines import changes_of
from casework.desk.requests import case_of, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def representative(request: HttpRequest, file_number: str) -> HttpResponse:
    """Enter who acts for the applicant."""
    case = _case(request, file_number)
    if request.method != "POST":
        return _page(request, case, RepresentativeForm())
    form, user, now = RepresentativeForm(request.POST), user_of(request), timezone.now()
    if not form.is_valid():
        return _page(request, case, form, status=422)
    try:
        made = parties.add_representative(case=case, values=form.values, by=user, now=now)
    except InvalidData as error:
        form.refuse(error)
        return _page(request, case, form, status=422)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("%(who)s is entered as representative.") % {"who": made.name})
    return redirect("desk:case", file_number)


@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, file_number: str, party: int) -> HttpResponse:
    """Correct what is entered of a party; shows what it said before."""
    case = _case(request, file_number)
    found = get_object_or_404(case.parties, pk=party)
    seen = found.changes.count()
    if request.method != "POST":
        return _page(request, case, CorrectForm(case, found, seen), found)
    form = CorrectForm(case, found, seen, request.POST)
    if not form.is_valid():
        return _page(request, case, form, found, status=422)
    try:
        _correct(request, found, form)
    except InvalidData as error:
        form.refuse(error)
        return _page(request, case, form, found, status=422)
    except Conflict as error:
        form.add_error(None, str(error))
        return _page(request, case, form, found, status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The correction is entered; letters from now on use it."))
    return redirect("desk:case", file_number)


def _correct(request: HttpRequest, party: Party, form: CorrectForm) -> None:
    parties.correct_party(
        party=party,
        values=form.values,
        reason=form.cleaned_data["reason"],
        by=user_of(request),
        now=timezone.now(),
        seen=form.cleaned_data["seen"] or 0,
        mark=form.mark,
    )


def _case(request: HttpRequest, file_number: str) -> Case:
    """The case, if this person may change who takes part."""
    case = case_of(request, file_number)
    if reason := policy.why_not(user_of(request), policy.PARTIES, case):
        raise PermissionDenied(reason)
    return case


def _page(
    request: HttpRequest,
    case: Case,
    form: PartyForm,
    party: Party | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "party": party,
        "changes": changes_of(party) if party else [],
        "issued": case.notices.exists(),
    }
    return render(request, "desk/party.html", context, status=status)
