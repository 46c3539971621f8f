"""A deletion run up to its confirmation: proposed by one person, confirmed by another."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import Authority, User
from casework.archive.access import kept_units
from casework.archive.family import family_of
from casework.archive.models import DeletionItem, DeletionRun, Hold
from casework.audit.log import acting
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case
from casework.cases.models.reach import reach_of

State, Item = DeletionRun.State, DeletionItem.State
OPEN = (Item.NEW, Item.WAITING)
MOST_CASES = 2000


def kept_cases(user: User) -> QuerySet[Case]:
    """Closed cases of the units whose files `user` keeps, with their retention."""
    cases = Case.objects.filter(unit__in=kept_units(user), status=Case.Status.CLOSED)
    barred = reach_of(user).barred
    return cases.exclude(pk__in=barred).exclude(origin__in=barred) if barred else cases


def due_cases(user: User, today: date) -> QuerySet[Case]:
    """Those whose retention is over, without hold and in no open run; the longest over first."""
    holds = Hold.objects.filter(case=OuterRef("pk"), lifted_at=None)
    holds = holds.filter(Q(until=None) | Q(until__gte=today))
    taken = DeletionItem.objects.filter(case_id=OuterRef("pk"), state__in=OPEN)
    due = kept_cases(user).filter(retention__ends_on__lt=today, restriction="")
    return due.filter(~Exists(holds), ~Exists(taken)).order_by("retention__ends_on", "pk")


def visible_runs(user: User) -> QuerySet[DeletionRun]:
    """Runs in which a case of a unit is that `user` keeps, and none they are excluded from."""
    items = DeletionItem.objects.filter(run=OuterRef("pk"), unit_id__in=kept_units(user))
    runs = DeletionRun.objects.filter(Exists(items), authority=user.authority_id)
    barred = reach_of(user).barred
    return runs.exclude(items__case_id__in=barred) if barred else runs


@transaction.atomic
def propose(
    *, chosen: Collection[int] | None, offered: str, by: User, now: datetime
) -> DeletionRun:
    """A run over the chosen due cases (ids), or over all that are due, and those they belong to.

    InvalidData without a word on the archive or when nothing is due, NotAllowed without the role.
    """
    if by.authority is None or not kept_units(by):
        raise NotAllowed(_("Deletion is for leads and administrators."))
    if not offered.strip():
        raise InvalidData({"offered": _("Please say how the archive was asked.")})
    due = due_cases(by, timezone.localdate(now))
    due = due if chosen is None else due.filter(pk__in=chosen)
    cases = _families(due[:MOST_CASES])
    if not cases:
        raise InvalidData({"case": _("None of these cases is due.")})
    authority = Authority.objects.select_for_update().get(pk=by.authority.pk)
    last = DeletionRun.objects.filter(authority=authority).aggregate(last=Max("number"))["last"]
    run = DeletionRun(
        authority=authority,
        number=(last or 0) + 1,
        offered=offered.strip(),
        made_by=by,
        made_at=now,
    )
    run.save()
    with acting(by=by, act="deletion.propose", subject=run):
        DeletionItem.objects.bulk_create(_items(run, cases))
    return run


@transaction.atomic
def confirm(*, run: DeletionRun, by: User, now: datetime) -> DeletionRun:
    """Have the run delete. Only by somebody else, who keeps every unit it touches.

    Conflict when it does not wait for this any more.
    """
    current = _locked(run)
    _require(by, current)
    if current.made_by_id == by.pk:
        raise NotAllowed(_("Whoever proposed the run cannot confirm it: four eyes."))
    if current.state != State.READY:
        raise Conflict(_("The run does not wait for a confirmation."))
    current.state, current.confirmed_by, current.confirmed_at = State.RUNNING, by, now
    with acting(by=by, act="deletion.confirm", subject=current):
        current.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    return current


@transaction.atomic
def stop(*, run: DeletionRun, by: User, now: datetime) -> DeletionRun:
    """Delete nothing more; what is deleted stays so. Conflict when the run has ended."""
    current = _locked(run)
    _require(by, current)
    if current.ended_at is not None:
        raise Conflict(_("The run has ended."))
    current.state, current.stopped_by, current.ended_at = State.STOPPED, by, now
    with acting(by=by, act="deletion.stop", subject=current):
        current.save(update_fields=["state", "stopped_by", "ended_at"])
        left = current.items.filter(state__in=OPEN)
        left.update(state=Item.SKIPPED, reason=_("The run was stopped."))
    return current


def why_not_confirm(user: User, run: DeletionRun) -> str:
    """Why `user` may not confirm the run; empty when they may."""
    if run.made_by_id == user.pk:
        return _("Whoever proposed the run cannot confirm it: four eyes.")
    return _not_theirs(user, run)


def shown_items(user: User, run: DeletionRun) -> QuerySet[DeletionItem]:
    """The cases of a run without those `user` must not act in."""
    barred = reach_of(user).barred
    return run.items.exclude(Q(case_id__in=barred) | Q(family__in=barred))


def _locked(run: DeletionRun) -> DeletionRun:
    return DeletionRun.objects.select_for_update().get(pk=run.pk)


def _require(by: User, run: DeletionRun) -> None:
    if reason := _not_theirs(by, run):
        raise NotAllowed(reason)


def _not_theirs(user: User, run: DeletionRun) -> str:
    """Why the run is not for `user`; empty where it is. Nobody deletes what they are biased in."""
    if run.items.exclude(unit_id__in=kept_units(user)).exists():
        return _("The run holds cases of units that are not yours.")
    if shown_items(user, run).count() < run.items.count():
        return _("The run holds a case you are excluded from for bias.")
    return ""


def _families(due: Iterable[Case]) -> list[tuple[int, Case]]:
    found: dict[int, tuple[int, Case]] = {}
    for case in due:
        if case.pk not in found:
            family = family_of(case)
            found |= {one.pk: (family[0].pk, one) for one in family}
    return list(found.values())


def _items(run: DeletionRun, cases: list[tuple[int, Case]]) -> Iterable[DeletionItem]:
    keys = [case.pk for _root, case in cases]
    rows = Case.objects.filter(pk__in=keys).values(
        "pk", "file_number", "unit_id", name=F("service__name"), until=F("retention__ends_on")
    )
    known = {row["pk"]: row for row in rows}
    longest = max(row["until"] for row in known.values() if row["until"])  # of what is due
    for position, (root, case) in enumerate(cases, start=1):
        row = known[case.pk]
        yield DeletionItem(
            run=run,
            case_id=case.pk,
            family=root,
            position=position,
            file_number=row["file_number"],
            service=row["name"],
            unit_id=row["unit_id"],
            kept_until=row["until"] or longest,
        )
