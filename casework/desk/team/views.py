"""The team board of a lead."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from casework.access import roles
from casework.cases import actions
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.models import Case
from casework.decisions.cosign_lists import waiting_in
from casework.desk.inbox.rows import row_of
from casework.desk.people import workers
from casework.desk.requests import changes, read_id, user_of
from casework.desk.team import board
from casework.operations.replica import from_replica


@require_GET
@from_replica
def team(request: HttpRequest) -> HttpResponse:
    """Unassigned cases and the load of each caseworker."""
    user, now = user_of(request), timezone.now()
    units, today = _led_units(request), timezone.localdate(now)
    context = {
        "loads": board.loads(user, units, today, now),
        "rows": [row_of(case, user, today) for case in board.unassigned(user, units)],
        "shown": board.UNASSIGNED_SHOWN,
        "to_sign": waiting_in(units, user)[: board.UNASSIGNED_SHOWN],
    }
    return render(request, "desk/team.html", context)


@changes("desk:team")
def team_assign(request: HttpRequest) -> HttpResponse:
    """Give the ticked cases to the chosen person; says which ones somebody else had changed."""
    user, units = user_of(request), _led_units(request)
    ids = [found for one in request.POST.getlist("case") if (found := read_id(one))]
    to = workers(units).filter(pk=read_id(request.POST.get("to")) or 0).first()
    if to is None or not ids:
        messages.error(request, _("Please tick at least one case and choose a person."))
        return redirect("desk:team")
    given, refused = 0, []
    for case in Case.objects.visible_to(user).filter(pk__in=ids, unit__in=units):
        try:
            actions.assign(
                case=case,
                to=to,
                by=user,
                now=timezone.now(),
                seen_version=read_id(request.POST.get(f"version-{case.pk}")),
            )
            given += 1
        except (Conflict, NotAllowed) as error:
            refused.append(f"{case.file_number}: {error}")
    if given:
        text = ngettext(
            "%(n)s case is now with %(who)s.", "%(n)s cases are now with %(who)s.", given
        )
        messages.success(request, text % {"n": given, "who": to})
    for reason in refused:
        messages.warning(request, reason)
    return redirect("desk:team")


def _led_units(request: HttpRequest) -> frozenset[int]:
    return roles.unit_ids(user_of(request), roles.LEAD)
