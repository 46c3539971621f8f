"""Letters that belong to no step: choosing the kind, writing, previewing, issuing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.confirm import confirmed
from casework.audit.log import read
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.desk.decide.free_letters import (
    forget,
    form_of,
    keep,
    kept,
    kind_choices,
    read_entered,
)
from casework.desk.decide.issuing import enclosed
from casework.desk.decide.readability import shown_reading
from casework.desk.requests import case_of, changes, user_of
from casework.desk.responses import pdf_response
from casework.notices.free_letters import FREE_KINDS, compose
from casework.notices.free_letters.issuing import (
    issue_free_letter,
    preview_free_letter,
    settle_answer,
)


@require_GET
def letter_new(request: HttpRequest, file_number: str) -> HttpResponse:
    """Which letter shall it be?"""
    case = _case(request, file_number)
    context = {"case": case, "kinds": kind_choices()}
    return render(request, "desk/free_letter_kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_write(request: HttpRequest, file_number: str, kind: str) -> HttpResponse:
    """The form of a letter; POST checks it and asks whether to issue it."""
    case = _case(request, file_number, kind)
    if request.method != "POST":
        return _form(request, case, kind)
    entered, on = read_entered(request.POST), timezone.localdate()
    try:
        keep(request, case, kind)
        draft = compose(case, kind, entered, on)
    except InvalidData as error:
        return _form(request, case, kind, entered, error)
    context = {"case": case, "kind": kind, "draft": draft, "seen": case.notices.count()}
    context["documents"] = case.documents.all()
    return render(request, "desk/free_letter_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_draft(request: HttpRequest, file_number: str, kind: str) -> HttpResponse:
    """The letter as a draft PDF: as typed (POST keeps it first), or as kept."""
    case, now = _case(request, file_number, kind), timezone.now()
    if request.method == "POST":
        keep(request, case, kind)
    entered = read_entered(kept(request, case, kind).post)
    try:
        pdf = preview_free_letter(
            case=case, kind=kind, entered=entered, by=user_of(request), now=now
        )
    except InvalidData as error:
        return _form(request, case, kind, entered, error)
    read(by=user_of(request), what="letter.preview", subject=case, case_id=case.pk)
    return pdf_response(pdf, f"{case.file_number}-Entwurf.pdf")


@changes("desk:case")
@confirmed("issue")
def letter_issue(request: HttpRequest, file_number: str, kind: str) -> HttpResponse:
    """Issue the letter as it was confirmed."""
    case = _case(request, file_number, kind)
    entered = read_entered(kept(request, case, kind).post)
    seen = request.POST.get("seen", "")
    try:
        notice = issue_free_letter(
            case=case,
            kind=kind,
            entered=entered,
            by=user_of(request),
            now=timezone.now(),
            attachments=enclosed(request, case),
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else -1,
        )
    except InvalidData as error:
        return _form(request, case, kind, entered, error)
    except Conflict as error:
        messages.warning(request, str(error))
        return redirect("desk:case", file_number)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    forget(request, case, kind)
    messages.success(request, _("“%(subject)s” is issued.") % {"subject": notice.subject})
    return redirect("desk:case", file_number)


@changes("desk:case")
def letter_readability(request: HttpRequest, file_number: str, kind: str) -> HttpResponse:
    """What is said of the typed text; nothing is kept."""
    case = _case(request, file_number, kind)
    reading = shown_reading({"text": read_entered(request.POST)["text"]})
    context = {"case": case, "reading": reading}
    return render(request, "desk/readability_page.html#reading", context)


@changes("desk:case")
def answer_settle(request: HttpRequest, file_number: str, deadline: int) -> HttpResponse:
    """The answer to a letter without a step is there, or no longer awaited."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.deadlines, pk=deadline)
    found.case = case
    try:
        settle_answer(deadline=found, by=user_of(request), now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return redirect("desk:case", file_number)


def _case(request: HttpRequest, file_number: str, kind: str = "") -> Case:
    """The case, if this person may write in it; Http404 for a kind that does not exist."""
    case = case_of(request, file_number)
    if kind and kind not in FREE_KINDS:
        raise Http404
    if reason := policy.why_not(user_of(request), policy.WORK, case):
        raise PermissionDenied(reason)
    return case


def _form(
    request: HttpRequest,
    case: Case,
    kind: str,
    entered: dict[str, object] | None = None,
    error: InvalidData | None = None,
) -> HttpResponse:
    errors, today = error.errors if error else {}, timezone.localdate()
    found = kept(request, case, kind)
    if entered is None and found.draft:
        entered = read_entered(found.post)
    form = form_of(case, kind, today, entered, errors)
    context = {"case": case, "form": form, "kept": found, "today": today}
    return render(request, "desk/free_letter.html", context, status=422 if error else 200)
