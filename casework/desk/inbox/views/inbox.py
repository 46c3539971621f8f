"""The inbox: one list of everything across services, and taking the next case from it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from casework.access import roles
from casework.access.models import User
from casework.audit.log import read
from casework.cases import actions
from casework.desk.inbox import queue
from casework.desk.inbox.next_case import why_this_one
from casework.desk.inbox.page import rows_context, whole_context
from casework.desk.inbox.selection import Selection
from casework.desk.requests import changes, user_of
from casework.operations.replica import from_replica


@require_GET
@vary_on_headers("HX-Request")
@from_replica
def inbox(request: HttpRequest) -> HttpResponse:
    """The list in the view and under the filters of the address; rows alone for htmx.

    Whoever has nothing to do with cases is led to what they do have.
    """
    user = user_of(request)
    works = roles.has_role(user, roles.WORK, roles.LEAD)
    if not works and not roles.has_role(user, roles.AUDIT):
        return redirect(
            "desk:office" if roles.has_role(user, roles.ADMINISTER) else "desk:services"
        )
    selection = Selection.read(request.GET, default="needs" if works else "open")
    context = rows_context(selection, user, timezone.now())
    if selection.text:
        _log_search(user, selection, context["hits"])
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "desk/inbox.html#rows", context)
        response["HX-Push-Url"] = reverse("desk:inbox") + selection.address()
        return response
    context |= whole_context(selection, user, context["people"], context["units"])
    return render(request, "desk/inbox.html", context)


@changes("desk:inbox")
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent case nobody has and open it; two people never get the same one."""
    user, now = user_of(request), timezone.now()
    with transaction.atomic():
        free = queue.next_free(user, timezone.localdate(now))
        case = free.select_for_update(skip_locked=True, of=("self",)).first()
        if case is not None:
            why = why_this_one(case, user, timezone.localdate(now))
            actions.take(case=case, by=user, now=now)
    if case is None:
        messages.info(request, _("There is no case left that nobody has taken."))
        return redirect("desk:inbox")
    messages.info(request, why)
    return redirect("desk:case", case.file_number)


def _log_search(user: User, selection: Selection, hits: int) -> None:
    """That somebody searched, in which view and fields, and how many hits; never for whom.

    What was typed is the name of a person, who need not even have a case; a hash of a name can be
    guessed. What the search led to is in the log: each case that was opened.
    """
    fields = ["file_number", "applicant_name", "parties", "data"]
    further = {"view": selection.view, "fields": fields, "hits": hits}
    if user.authority:
        read(by=user, what="case.search", subject=user.authority, further=further)
