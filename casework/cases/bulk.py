"""One act on many cases: each is checked and done by itself, the outcome is kept, and undone."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import actions, follow_ups
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import BulkAct, BulkItem, Case

MOST = 100
Kind, State = BulkAct.Kind, BulkItem.State


def assign(
    *, chosen: Mapping[int, int | None], to: User | None, by: User, now: datetime
) -> BulkAct:
    """Give the chosen cases to `to`, or to nobody; for oneself they are taken.

    `chosen` are ids with the version that was on the page (None: not known). Raises InvalidData
    when `by` sees none of them or they are too many.
    """

    def one(case: Case) -> None:
        _give(case, to, chosen[case.pk], by, now)

    given = {"to": to.pk if to else None, "name": str(to) if to else ""}
    return _on_each(Kind.ASSIGN, chosen, given, one, by, now)


def distribute(
    *, chosen: Mapping[int, tuple[User, int | None]], rule: str, by: User, now: datetime
) -> BulkAct:
    """Give each of the chosen cases to its own person, as a proposal said or somebody changed it.

    `chosen` are ids with the person and the version that was on the page; `rule` is the one the
    proposal followed. The act remembers who got the last case of each unit, for whose turn comes
    next. Raises InvalidData as `assign` does.
    """
    last: dict[str, int] = {}

    def one(case: Case) -> None:
        to, seen = chosen[case.pk]
        _give(case, to, seen, by, now)
        last[str(case.unit_id)] = to.pk

    done = _on_each(Kind.DISTRIBUTE, chosen, {"rule": rule}, one, by, now)
    done.given["last"] = last
    done.save(update_fields=["given"])
    return done


def set_follow_ups(
    *, chosen: Collection[int], due_on: date | None, reason: str, by: User, now: datetime
) -> BulkAct:
    """Set a follow-up for the chosen cases. Raises InvalidData, also for a day in the past."""
    errors = follow_ups.errors_of(due_on, reason, timezone.localdate(now))
    if errors or due_on is None:
        raise InvalidData(errors)

    def one(case: Case) -> None:
        follow_ups.set_follow_up(case=case, due_on=due_on, reason=reason, by=by, now=now)

    given = {"due_on": due_on.isoformat(), "reason": reason.strip()[:200]}
    return _on_each(Kind.FOLLOW_UP, chosen, given, one, by, now)


def _give(case: Case, to: User | None, seen: int | None, by: User, now: datetime) -> None:
    if to is None or to.pk != by.pk:
        actions.assign(case=case, to=to, by=by, now=now, seen_version=seen)
    elif seen not in (None, case.version):
        raise Conflict(_("The case was changed in the meantime."))
    else:
        actions.take(case=case, by=by, now=now)


def ordered(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The order in which cases are done and shown: the most urgent first."""
    return cases.order_by(F("next_on").asc(nulls_last=True), "pk")


def _on_each(
    kind: str,
    chosen: Collection[int],
    given: dict[str, Any],
    act: Callable[[Case], None],
    by: User,
    now: datetime,
) -> BulkAct:
    visible = Case.objects.visible_to(by).filter(pk__in=chosen).defer("data")
    cases = list(ordered(visible.select_related("assignee", "service", "unit", "authority")))
    if not cases:
        raise InvalidData({"case": _("Please tick at least one case.")})
    if len(cases) > MOST:
        raise InvalidData({"case": _("At most %(most)s cases at once.") % {"most": MOST}})
    done = BulkAct.objects.create(kind=kind, by=by, at=now, given=given)
    for case in cases:
        _one(done, case, act)
    return done


def _one(done: BulkAct, case: Case, act: Callable[[Case], None]) -> None:
    """Act on one case; what is refused leaves the others as they are."""
    before = _standing(case)
    state, reason = State.DONE, ""
    with transaction.atomic():
        try:
            with transaction.atomic():
                act(case)
        except (NotAllowed, Conflict, InvalidData) as error:
            state, reason = State.REFUSED, str(error)[:300]
        version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
        BulkItem.objects.create(
            act=done, case=case, state=state, reason=reason, before=before, version=version
        )


def _standing(case: Case) -> dict[str, Any]:
    """What an act on many may change, as it stands before."""
    follow_up = follow_ups.running(case)
    since = case.attention_since
    return {
        "assignee": case.assignee_id,
        "attention": case.attention,
        "attention_since": since.isoformat() if since else None,
        "follow_up": [follow_up.due_on.isoformat(), follow_up.reason] if follow_up else None,
    }
