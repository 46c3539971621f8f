"""The case page, and what is done to a case as a whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from casework.access.models import User
from casework.audit.log import read
from casework.cases import actions, drafts, policy
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.decisions.cosign import excluded_from
from casework.desk.case.attempt import Attempt
from casework.desk.case.case_page import case_context
from casework.desk.case.sensitive import is_open
from casework.desk.case.visit import Visit
from casework.desk.people import workers
from casework.desk.requests import case_of, changes, read_id, user_of
from casework.desk.story import story_of
from casework.notifying.showing import case_opened
from legal.shelf import remembering


@require_GET
def case(request: HttpRequest, file_number: str) -> HttpResponse:
    """One screen: record, the current step (or `?step=`), and its law."""
    found, user, now = case_of(request, file_number), user_of(request), timezone.now()
    actions.look_at(case=found, by=user, now=now)
    if not request.htmx:  # type: ignore[attr-defined]
        case_opened(user, found.pk, now)
    return case_page(request, found)


def case_page(
    request: HttpRequest, case: Case, *, attempt: Attempt | None = None, step_id: str = ""
) -> HttpResponse:
    """The case page as an answer: 200, 422 for a form that does not fit, 409 for a conflict.

    For htmx only the case itself, which replaces the one on the page.
    """
    user = user_of(request)
    visit = Visit(
        user,
        timezone.now(),
        step_id=step_id or request.GET.get("step", ""),
        attempt=attempt,
        drafts=drafts.kept(case, user),
        open_fields=is_open(request, case, timezone.now()),
    )
    with remembering():
        return _answer(request, case, attempt, case_context(case, visit))


def _answer(
    request: HttpRequest, case: Case, attempt: Attempt | None, context: dict[str, Any]
) -> HttpResponse:
    status = 200 if attempt is None else 409 if attempt.conflict else 422
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/case.html", context, status=status)
    response = render(request, "desk/case.html#case", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#case", "outerHTML"
    step = context["step"]
    url = reverse("desk:case", args=[case.file_number])
    # The address always names what the page shows, so that reloading it is harmless.
    response["HX-Replace-Url"] = f"{url}?step={step.pk}" if attempt and step else url
    return response


@changes("desk:case")
def take(request: HttpRequest, file_number: str) -> HttpResponse:
    """Make the case one's own."""
    found = case_of(request, file_number)
    try:
        actions.take(case=found, by=user_of(request), now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return redirect("desk:case", found.file_number)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def assign(request: HttpRequest, file_number: str) -> HttpResponse:
    """Give the case to the chosen colleague, or to nobody; GET shows who could get it."""
    found, to = case_of(request, file_number), None
    if request.method != "POST":
        return _assign_form(request, found)
    if request.POST.get("to"):
        chosen = read_id(request.POST["to"])
        to = get_object_or_404(User, pk=chosen or 0, authority=found.authority)
    try:
        actions.assign(
            case=found,
            to=to,
            by=user_of(request),
            now=timezone.now(),
            seen_version=read_id(request.POST.get("version")),
        )
    except Conflict as error:
        attempt = Attempt(request.POST, conflict=str(error), of_step=False)
        return case_page(request, found, attempt=attempt)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    name = str(to) if to else _("nobody")
    messages.success(request, _("The case is now with %(who)s.") % {"who": name})
    return redirect("desk:case", found.file_number)


def _assign_form(request: HttpRequest, case: Case) -> HttpResponse:
    """The form as a page, or for htmx as what the head of the case page opens."""
    barred = excluded_from(case)
    people = [one for one in workers([case.unit_id]) if one.pk not in barred]
    part = "#form" if request.htmx else ""  # type: ignore[attr-defined]
    reason = policy.why_not(user_of(request), policy.ASSIGN, case)
    context = {"case": case, "people": people, "why_not_assign": reason}
    return render(request, f"desk/case_assign.html{part}", context)


@changes("desk:case")
def note(request: HttpRequest, file_number: str) -> HttpResponse:
    """Write a note into the file."""
    found = case_of(request, file_number)
    try:
        actions.add_note(
            case=found,
            text=request.POST.get("note", "").replace("\x00", ""),
            by=user_of(request),
            now=timezone.now(),
        )
    except InvalidData as error:
        errors = {"note": error.errors["text"]}
        attempt = Attempt(request.POST, errors=errors, of_step=False)
        return case_page(request, found, attempt=attempt)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    drafts.forget(case=found, form="note", by=user_of(request))
    messages.success(request, _("The note is in the file."))
    return redirect("desk:case", found.file_number)


@require_GET
def history(request: HttpRequest, file_number: str) -> HttpResponse:
    """The story of a case in plain sentences, from the audit log."""
    found = case_of(request, file_number)
    read(by=user_of(request), what="case.history", subject=found, case_id=found.pk)
    return render(request, "desk/history.html", {"case": found, "story": story_of(found)})
