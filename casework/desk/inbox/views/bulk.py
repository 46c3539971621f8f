"""Acts on the ticked cases of the list: assign, set a follow-up; what came of it; undoing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.access.models import User
from casework.cases import bulk, bulk_undo
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import BulkAct
from casework.desk.inbox.bulk_page import bulk_page
from casework.desk.inbox.selection import Selection
from casework.desk.people import colleagues_of
from casework.desk.requests import changes, read_day, read_id, user_of


@changes("desk:inbox")
def bulk_assign(request: HttpRequest) -> HttpResponse:
    """Give the ticked cases to the chosen person, to oneself or to nobody."""
    user = user_of(request)
    to = _recipient(user, request.POST.get("to", ""))
    chosen = {pk: read_id(request.POST.get(f"version-{pk}")) for pk in _chosen(request)}
    try:
        done = bulk.assign(chosen=chosen, to=to, by=user, now=timezone.now())
    except InvalidData as error:
        return _refused(request, error)
    return _result(done.pk, request.POST)


@changes("desk:inbox")
def bulk_follow_up(request: HttpRequest) -> HttpResponse:
    """Have the ticked cases looked at again on a day."""
    try:
        done = bulk.set_follow_ups(
            chosen=_chosen(request),
            due_on=read_day(request.POST.get("due_on")),
            reason=request.POST.get("reason", "").replace("\x00", ""),
            by=user_of(request),
            now=timezone.now(),
        )
    except InvalidData as error:
        return _refused(request, error)
    return _result(done.pk, request.POST)


@require_GET
def bulk_result(request: HttpRequest, act: int) -> HttpResponse:
    """What came of an act on many cases: done, or not and why."""
    user = user_of(request)
    back = Selection.read(request.GET, default="needs").address()
    context = {"page": bulk_page(_act(user, act), user, timezone.now()), "back": back}
    return render(request, "desk/bulk.html", context)


@changes("desk:inbox")
def bulk_undo_act(request: HttpRequest, act: int) -> HttpResponse:
    """Put everything back that nobody has changed since."""
    user = user_of(request)
    try:
        bulk_undo.undo(act=_act(user, act), by=user, now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return _result(act, request.GET)


def _result(act: int, query: QueryDict) -> HttpResponse:
    """To what came of an act, with the list it began in, so that one finds back to it."""
    address = Selection.read(query, default="needs").address()
    return redirect(reverse("desk:bulk", args=[act]) + address)


def _act(user: User, act: int) -> BulkAct:
    """An act of this person; nobody else's exists for them."""
    return get_object_or_404(BulkAct.objects.select_related("by"), pk=act, by=user)


def _chosen(request: HttpRequest) -> list[int]:
    return [found for one in request.POST.getlist("case") if (found := read_id(one))]


def _recipient(user: User, wanted: str) -> User | None:
    if wanted in ("me", "nobody"):
        return user if wanted == "me" else None
    people = {str(one.pk): one for one in colleagues_of(user)}
    if wanted not in people:
        raise Http404
    return people[wanted]


def _refused(request: HttpRequest, error: InvalidData) -> HttpResponse:
    """Back to the list as it was, with what was missing."""
    for text in error.errors.values():
        messages.error(request, _("Nothing was done: %(why)s") % {"why": text})
    address = Selection.read(request.POST, default="needs").address()
    return redirect(reverse("desk:inbox") + address)
