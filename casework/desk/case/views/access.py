"""Who gets into a case and who is kept out of it: sharing, questions, exclusion for bias."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.cases import exclusion as bias
from casework.cases import sharing
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.desk.case.access_forms import (
    AnswerForm,
    ChangeShareForm,
    ExcludeForm,
    LiftForm,
    ShareForm,
)
from casework.desk.case.access_page import Forms, access_context
from casework.desk.case.attempt import Attempt
from casework.desk.case.views.case import case_page
from casework.desk.mail.mail_forms import MailForm
from casework.desk.requests import case_of, changes, user_of


@require_GET
def access(request: HttpRequest, file_number: str) -> HttpResponse:
    """Who gets into the case and why."""
    return _page(request, case_of(request, file_number))


@changes("desk:case-access")
def share(request: HttpRequest, file_number: str) -> HttpResponse:
    """Share the case with a unit or person until a day."""
    case, now = case_of(request, file_number), timezone.now()
    form = ShareForm(case, timezone.localdate(now), request.POST)

    def act() -> HttpResponse:
        values = {key: value for key, value in form.cleaned_data.items() if key != "to"}
        made = sharing.share(case=case, to=form.recipient, by=user_of(request), now=now, **values)
        text = _("The case is shared with %(who)s.") % {"who": made.recipient}
        return _done(request, case, text)

    return _try(request, case, form, act, Forms(share=form))


@changes("desk:case-access")
def share_change(request: HttpRequest, file_number: str, share: int) -> HttpResponse:
    """Another day or level for what is shared."""
    case, user = case_of(request, file_number), user_of(request)
    found = get_object_or_404(case.shares, pk=share)
    form = ChangeShareForm(found, data=request.POST)

    def act() -> HttpResponse:
        sharing.change(share=found, by=user, now=timezone.now(), **form.cleaned_data)
        return _done(request, case, _("The change is saved."))

    return _try(request, case, form, act, Forms(change=form, of=found.pk))


@changes("desk:case-access")
def share_end(request: HttpRequest, file_number: str, share: int) -> HttpResponse:
    """End what is shared at once."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.shares.select_related("unit", "user"), pk=share)

    def act() -> HttpResponse:
        sharing.end(share=found, by=user_of(request), now=timezone.now())
        text = _("%(who)s can no longer open the case.") % {"who": found.recipient}
        return _done(request, case, text)

    return _try(request, case, None, act, Forms())


@changes("desk:case")
def share_answer(request: HttpRequest, file_number: str, share: int) -> HttpResponse:
    """Answer a question; question and answer go into the file."""
    case, form = case_of(request, file_number), AnswerForm(request.POST)
    found = get_object_or_404(case.shares, pk=share)
    if not form.is_valid():
        errors = {f"answer-{share}": " ".join(map(str, form.errors["answer"]))}
        return case_page(request, case, attempt=Attempt(request.POST, errors, of_step=False))
    text = form.cleaned_data["answer"]
    try:
        sharing.answer(share=found, text=text, by=user_of(request), now=timezone.now())
    except Conflict as error:
        attempt = Attempt(request.POST, conflict=str(error), of_step=False)
        return case_page(request, case, attempt=attempt)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("Your answer is in the file."))
    return redirect("desk:case", file_number)


@changes("desk:case-access")
def exclude(request: HttpRequest, file_number: str) -> HttpResponse:
    """Keep oneself or, as the lead, somebody out of the case for bias."""
    case, user = case_of(request, file_number), user_of(request)
    form = ExcludeForm(case, user, request.POST)

    def act() -> HttpResponse:
        values = {"reason": form.cleaned_data["reason"], "norm": form.cleaned_data["norm"]}
        bias.exclude(case=case, user=form.person, by=user, now=timezone.now(), **values)
        if form.person.pk == user.pk:
            messages.success(request, _handed_on(case))
            return redirect("desk:inbox")
        text = _("%(who)s is excluded from the case.") % {"who": form.person}
        return _done(request, case, text)

    return _try(request, case, form, act, Forms(exclude=form))


@changes("desk:case-access")
def exclusion_lift(request: HttpRequest, file_number: str, exclusion: int) -> HttpResponse:
    """Let somebody act in the case again."""
    case, form = case_of(request, file_number), LiftForm(request.POST)
    found = get_object_or_404(case.exclusions.select_related("user"), pk=exclusion)

    def act() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        bias.lift(exclusion=found, by=user_of(request), now=timezone.now(), reason=reason)
        text = _("%(who)s may act in the case again.") % {"who": found.user}
        return _done(request, case, text)

    return _try(request, case, form, act, Forms(lift=form, of=found.pk))


def _handed_on(case: Case) -> str:
    """All that somebody learns who reported their bias: that others deal with it now."""
    told = ", ".join(map(str, bias.leads_told(case)))
    if told:
        text = _("You handed the case %(number)s on; told to give it away: %(who)s.")
        return text % {"number": case.file_number, "who": told}
    return _("You handed the case %(number)s on.") % {"number": case.file_number}


def _done(request: HttpRequest, case: Case, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("desk:case-access", case.file_number)


def _try(
    request: HttpRequest,
    case: Case,
    form: MailForm | None,
    act: Callable[[], HttpResponse],
    forms: Forms,
) -> HttpResponse:
    """Do `act` if the form is valid; otherwise the page with what does not fit."""
    if form is not None and not form.is_valid():
        return _page(request, case, forms, status=422)
    try:
        return act()
    except InvalidData as error:
        if form is not None:
            form.refuse(error)
        return _page(request, case, forms, status=422)
    except Conflict as error:
        return _page(request, case, forms, conflict=str(error), status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


def _page(
    request: HttpRequest,
    case: Case,
    forms: Forms | None = None,
    *,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    context = access_context(case, user_of(request), timezone.localdate(), forms or Forms())
    context["conflict"] = conflict
    return render(request, "desk/case_access.html", context, status=status)
