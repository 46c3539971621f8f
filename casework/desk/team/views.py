"""The team board of a lead: who carries what, and assigning from its lists."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.access import roles
from casework.access.models import User
from casework.cases import bulk, bulk_undo
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import BulkAct, BulkItem, Case
from casework.desk.people import workers
from casework.desk.requests import changes, read_id, user_of
from casework.desk.team.page import board_context
from casework.desk.team.result import result_of
from casework.desk.team.selection import BoardSelection
from casework.operations.replica import from_replica


@require_GET
@from_replica
def team(request: HttpRequest) -> HttpResponse:
    """What presses, who carries what, and the list to assign from; `?act=` says what came of it."""
    done = read_id(request.GET.get("act"))
    act = BulkAct.objects.filter(pk=done, by=user_of(request)).first() if done else None
    return board(request, act)


def board(request: HttpRequest, act: BulkAct | None = None, status: int = 200) -> HttpResponse:
    """The board as an answer, with what came of an act."""
    user, now = user_of(request), timezone.now()
    context = board_context(user, BoardSelection.read(request.GET), now)
    context["result"] = result_of(act, user, now) if act else None
    return render(request, "desk/team/board.html", context, status=status)


def outcome(request: HttpRequest, act: BulkAct) -> HttpResponse:
    """Back to the board; 409 with what happened where cases were no longer as they were shown."""
    if act.items.filter(state=BulkItem.State.REFUSED).exists():
        return board(request, act, status=409)
    address = BoardSelection.read(request.GET).address()
    return redirect(f"{reverse('desk:team')}{address}{'&' if address != '?' else ''}act={act.pk}")


@changes("desk:team")
def team_assign(request: HttpRequest) -> HttpResponse:
    """Give the ticked cases to the chosen person; says which ones somebody else had changed."""
    user, chosen = user_of(request), chosen_cases(request)
    to = workers(led_by(user)).filter(pk=read_id(request.POST.get("to")) or 0).first()
    if to is None or not chosen:
        return nothing_chosen(request, _("Please tick at least one case and choose a person."))
    try:
        act = bulk.assign(chosen=chosen, to=to, by=user, now=timezone.now())
    except InvalidData as error:
        return nothing_chosen(request, str(error))
    return outcome(request, act)


@changes("desk:team")
def team_undo(request: HttpRequest, act: int) -> HttpResponse:
    """Put back what an act of this person assigned and nobody has changed since."""
    user = user_of(request)
    found = get_object_or_404(BulkAct, pk=act, by=user)
    try:
        found = bulk_undo.undo(act=found, by=user, now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
        return board(request, found, status=409)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return outcome(request, found)


def nothing_chosen(request: HttpRequest, why: str) -> HttpResponse:
    """The board again, with what was missing."""
    messages.error(request, why)
    return board(request, status=422)


def chosen_cases(request: HttpRequest) -> dict[int, int | None]:
    """The ticked cases of the units this person leads, with the version that was on the page."""
    user = user_of(request)
    ids = [found for one in request.POST.getlist("case") if (found := read_id(one))]
    there = Case.objects.visible_to(user).filter(pk__in=ids, unit__in=led_by(user))
    return {
        pk: read_id(request.POST.get(f"version-{pk}")) for pk in there.values_list("pk", flat=True)
    }


def led_by(user: User) -> frozenset[int]:
    """The units `user` leads, those below included."""
    return roles.unit_ids(user, roles.LEAD)
