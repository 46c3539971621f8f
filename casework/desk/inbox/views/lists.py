"""What is done with a list as a whole: looking for news, exporting it, giving it a name."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from casework.audit.log import read
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import SavedView
from casework.desk.inbox import export, saved
from casework.desk.inbox.lists import asked_of, view_of
from casework.desk.inbox.narrowing import narrowed
from casework.desk.inbox.news import MOST, came_since
from casework.desk.inbox.order import order_of
from casework.desk.inbox.selection import Selection
from casework.desk.requests import changes, read_id, user_of


@require_GET
@never_cache
def news(request: HttpRequest) -> HttpResponse:
    """The line that says how much came into the list since it was shown; looks again by itself."""
    user, now = user_of(request), timezone.now()
    selection = Selection.read(request.GET, default="needs")
    since = _moment(request.GET.get("since", "")) or now
    context = {
        "selection": selection,
        "since": since,
        "news": came_since(selection, user, since, now),
        "most_news": MOST,
    }
    return render(request, "desk/inbox_news.html", context)


@require_GET
def list_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list as CSV, whole and not only its page; that it was carried off is in the log."""
    user, today = user_of(request), timezone.localdate()
    selection = Selection.read(request.GET, default="needs")
    cases = view_of(selection.view, user, today, asked_of(user, today))
    found = narrowed(cases, selection, user, today)
    filters = {key: value for key, value in selection.values().items() if key not in ("q", "after")}
    further = {**filters, "searched": bool(selection.text), "format": "csv"}
    if user.authority:
        read(by=user, what="case.export", subject=user.authority, further=further)
    ordered = order_of(selection.view, selection.sort).apply(found, None)
    lines = export.as_csv(ordered, user, today)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = _("cases-%(day)s.csv") % {"day": today.isoformat()}
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@changes("desk:inbox")
def view_save(request: HttpRequest) -> HttpResponse:
    """Give the list as it is shown a name."""
    selection = Selection.read(request.POST, default="needs")
    try:
        made = saved.save_view(
            selection=selection,
            name=request.POST.get("name", "").replace("\x00", ""),
            unit=read_id(request.POST.get("share")),
            by=user_of(request),
            now=timezone.now(),
        )
    except InvalidData as error:
        messages.error(request, error.errors["name"])
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": made.name})
    return redirect(reverse("desk:inbox") + selection.address(after=None))


@changes("desk:inbox")
def view_remove(request: HttpRequest, view: int) -> HttpResponse:
    """Remove a named list of one's own."""
    user = user_of(request)
    seen = SavedView.objects.filter(pk__in=[one.pk for one in saved.saved_views(user)])
    found = get_object_or_404(seen.select_related("owner"), pk=view)
    try:
        saved.remove_view(saved=found, by=user)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The view is removed; the cases are as they were."))
    return redirect("desk:inbox")


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
