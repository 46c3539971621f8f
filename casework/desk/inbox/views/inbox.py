"""The inbox: one list of everything across services, and taking the next case from it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from casework.access import roles
from casework.access.models import User
from casework.audit.log import read
from casework.cases import actions
from casework.decisions.cosign_lists import to_sign
from casework.desk.inbox import queue
from casework.desk.inbox.rows import row_of
from casework.desk.inbox.selection import VIEWS, Selection
from casework.desk.people import colleagues_of
from casework.desk.requests import changes, user_of
from casework.services.models import Service


@require_GET
@vary_on_headers("HX-Request")
def inbox(request: HttpRequest) -> HttpResponse:
    """The list in the view and under the filters of the address; rows alone for htmx.

    Whoever has nothing to do with cases is led to what they do have.
    """
    user, today = user_of(request), timezone.localdate()
    works = roles.has_role(user, roles.WORK, roles.LEAD)
    if not works and not roles.has_role(user, roles.AUDIT):
        return redirect(
            "desk:intake" if roles.has_role(user, roles.ADMINISTER) else "desk:services"
        )
    selection = Selection.read(request.GET, default="needs" if works else "open")
    asked = to_sign(user, today)
    page = queue.page_of(selection, user, today, asked)
    counts = queue.counts(selection, user, today, asked)
    counts["revived"] *= works
    if selection.text:
        _log_search(user, selection, counts[selection.view])
    again = counts["revived"] and selection.is_first_of("needs")
    first = queue.revived(selection, user)[: queue.REVIVED_SHOWN] if again else []
    rows = [
        row_of(case, user, today, asked.get(case.pk), page.co_signatures.get(case.pk))
        for case in (*first, *page.cases)
    ]
    context = {
        "selection": selection,
        "views": _views(selection, counts),
        "rows": rows,
        "deciding": sum(row.deciding for row in rows),
        "more": selection.address(after=page.after) if page.after else "",
        "first": selection.address(after=None) if selection.after else "",
        "count_limit": queue.COUNT_LIMIT,
        "works": works,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/inbox.html#rows", context)
    units = roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT)
    context["services"] = Service.objects.filter(unit__in=units)
    context["people"] = colleagues_of(user)
    return render(request, "desk/inbox.html", context)


@changes("desk:inbox")
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the most urgent case nobody has and open it; two people never get the same one."""
    user, now = user_of(request), timezone.now()
    with transaction.atomic():
        free = queue.next_free(user, timezone.localdate(now))
        case = free.select_for_update(skip_locked=True, of=("self",)).first()
        if case is not None:
            actions.take(case=case, by=user, now=now)
    if case is None:
        messages.info(request, _("There is no case left that nobody has taken."))
        return redirect("desk:inbox")
    return redirect("desk:case", case.file_number)


def _log_search(user: User, selection: Selection, hits: int) -> None:
    """That somebody searched, in which view and fields, and how many hits; never for whom.

    What was typed is the name of a person, who need not even have a case; a hash of a name can be
    guessed. What the search led to is in the log: each case that was opened.
    """
    further = {"view": selection.view, "fields": ["file_number", "applicant_name"], "hits": hits}
    if user.authority:
        read(by=user, what="case.search", subject=user.authority, further=further)


def _views(selection: Selection, counts: dict[str, int]) -> list[dict[str, object]]:
    labels = {
        "needs": _("Needs me"),
        "waiting": _("Waiting"),
        "open": _("All open"),
        "closed": _("Closed"),
    }
    return [
        {
            "label": labels[view],
            "url": selection.address(view=view, after=None),
            "count": counts[view] + (counts["revived"] if view == "needs" else 0),
            "current": view == selection.view,
        }
        for view in VIEWS
    ]
