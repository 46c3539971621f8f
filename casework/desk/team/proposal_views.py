"""Proposals of who gets which case: made, changed, confirmed; and taking cases off one person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.access.models import User
from casework.cases import bulk
from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.desk.inbox.queue import for_rows
from casework.desk.requests import changes, read_id, user_of
from casework.desk.team.load import cases_in
from casework.desk.team.proposal import proposal_for
from casework.desk.team.rebalance import newest_of, rebalance_context
from casework.desk.team.rules import LOAD, RULES
from casework.desk.team.selection import BoardSelection
from casework.desk.team.views import chosen_cases, led_by, nothing_chosen, outcome


@changes("desk:team")
def team_propose(request: HttpRequest) -> HttpResponse:
    """Who could have the ticked cases, or all of the page, or some of one person's; changes
    nothing.
    """
    user, now = user_of(request), timezone.now()
    cases, rule = _cases(request, user), _rule(request)
    if not cases:
        return nothing_chosen(request, _("There is no case to propose somebody for."))
    source = read_id(request.POST.get("from"))
    only = {found for one in request.POST.getlist("among") if (found := read_id(one))}
    without = [source] if source else []
    context = {
        "proposal": proposal_for(cases, rule, user, now, without=without, only=only),
        "rules": [(name, words, name == rule) for name, words in RULES.items()],
        "rule": rule,
        "source": source,
        "among": only,
        "selection": BoardSelection.read(request.GET),
    }
    return render(request, "desk/team/proposal.html", context)


@changes("desk:team")
def team_distribute(request: HttpRequest) -> HttpResponse:
    """Give the cases of a proposal to their people, as it stands after somebody's changes."""
    user, chosen = user_of(request), chosen_cases(request)
    wanted = {pk: read_id(request.POST.get(f"to-{pk}")) for pk in chosen}
    people = User.objects.filter(authority=user.authority_id, is_active=True)
    found = people.in_bulk({to for to in wanted.values() if to})
    given = {
        pk: (found[to], chosen[pk]) for pk, to in wanted.items() if to is not None and to in found
    }
    if not given:
        return nothing_chosen(request, _("Nobody was chosen for any case."))
    try:
        act = bulk.distribute(chosen=given, rule=_rule(request), by=user, now=timezone.now())
    except InvalidData as error:
        return nothing_chosen(request, str(error))
    return outcome(request, act)


@require_GET
def team_rebalance(request: HttpRequest, person: int) -> HttpResponse:
    """How many cases of one person others could take over; the proposal comes next."""
    context = rebalance_context(person, user_of(request), timezone.now())
    if context is None:
        raise Http404
    rules = [(name, words, name == LOAD) for name, words in RULES.items()]
    return render(request, "desk/team/rebalance.html", {**context, "rules": rules})


def _cases(request: HttpRequest, user: User) -> list[Case]:
    """The ticked cases; else so many of one person's (`from`, `take`); else those of the page."""
    chosen, source = set(chosen_cases(request)), read_id(request.POST.get("from"))
    if not chosen and source:
        number = min(read_id(request.POST.get("take")) or 0, bulk.MOST)
        chosen = set(newest_of(source, user).values_list("pk", flat=True)[:number])
    elif not chosen:
        shown = (name.removeprefix("version-") for name in request.POST if "version-" in name)
        chosen = {found for one in shown if (found := read_id(one))}
    cases = cases_in(led_by(user), user).open().filter(pk__in=chosen)
    return list(for_rows(bulk.ordered(cases), user)[: bulk.MOST])


def _rule(request: HttpRequest) -> str:
    wanted = request.POST.get("rule", "")
    return wanted if wanted in RULES else LOAD
