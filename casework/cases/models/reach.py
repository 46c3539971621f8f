"""Which cases somebody reaches, and on what ground; `visible_to` and `why_not` rest on it."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from casework.access import roles
from casework.access.models import Substitution, User
from casework.access.substitution import in_force
from casework.cases.models.exclusion import Exclusion
from casework.cases.models.share import Share
from casework.prepared import Known, OneOf, ask


@dataclass(frozen=True)
class Reach:
    """What one person reaches on one day.

    `units`: those in which they work, lead or audit. `absent`: the people they stand in for.
    `shared`: cases shared with them or a unit of theirs, each with its levels. `barred`: cases
    they must not act in; those go before everything else, with the cases that belong to them.
    """

    units: frozenset[int] = frozenset()
    absent: frozenset[int] = frozenset()
    shared: Mapping[int, frozenset[str]] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()

    @cached_property
    def key(self) -> Hashable:
        """All that is reached, to find again what was made for it."""
        return self.units, self.absent, tuple(sorted(self.shared.items())), self.barred

    def condition(self) -> Q:
        """The cases reached, as a condition; ids, not subqueries, so that each arm has an index."""
        reached = _one_of("unit_id", "units", self.units) if self.units else Q(pk__in=[])
        if self.shared:
            reached |= _one_of("pk", "shared", self.shared)
        if self.absent:
            reached |= _one_of("assignee_id", "absent", self.absent)
        return reached & self.not_barred()

    @property
    def form(self) -> Hashable:
        """All that the wording of `condition` depends on; what fills it is `given`."""
        return bool(self.units), bool(self.shared), bool(self.absent), self.barred

    @property
    def given(self) -> Mapping[str, object]:
        """What `prepared.ask` fills into the wording of `condition`."""
        parts = {"units": self.units, "shared": self.shared, "absent": self.absent}
        return {name: sorted(ids) for name, ids in parts.items()}

    def holds(self, case: int, unit: int, assignee: int | None, origin: int | None) -> bool:
        """The same asked of one case, by its id and those of its unit, assignee and origin."""
        if case in self.barred or origin in self.barred:
            return False
        return unit in self.units or case in self.shared or assignee in self.absent

    def not_barred(self, case: str = "") -> Q:
        """That the person is not excluded from a case; `case` is the way to it, as "case__".

        For rows that are reached by another way than the case, and go with it all the same.
        """
        if not self.barred:
            return Q()
        return ~Q(**{f"{case}pk__in": self.barred}) & ~Q(**{f"{case}origin__in": self.barred})


def _one_of(column: str, name: str, ids: Iterable[int]) -> Q:
    return Q(OneOf(F(column), Known(name, sorted(ids))))


def reach_of(user: User, on: date | None = None) -> Reach:
    """What `user` reaches on the day `on`, today by default.

    Visibility is about now, so this is the one place that asks for today by itself. One query for
    the first call with this user object, besides those of the roles; none after.
    """
    on = on or timezone.localdate()
    known: tuple[date, Reach] | None = user.__dict__.get("_case_reach")
    if known is None or known[0] != on:
        known = user.__dict__["_case_reach"] = (on, _read(user, on))
    return known[1]


def known_of(user: User) -> dict[str, object]:
    """What `prepared.ask` fills into conditions on `user` and their roles, see `Known`."""
    works_in = roles.unit_ids(user, roles.WORK, roles.LEAD)
    units = works_in | roles.unit_ids(user, roles.AUDIT)
    return {
        "user": user.pk,
        "authority": user.authority_id,
        "works_in": sorted(works_in),
        "units": sorted(units),
    }


def known_reach(user: User) -> Reach | None:
    """What `reach_of` has read for this user object and today; None when it was not asked yet."""
    known: tuple[date, Reach] | None = user.__dict__.get("_case_reach")
    return known[1] if known and known[0] == timezone.localdate() else None


def forget_reach(user: User) -> None:
    """Have the next question read anew: before something is done, and after it was changed."""
    roles.forget(user)
    user.__dict__.pop("_case_reach", None)


def barred_from(case: int, origin: int | None) -> frozenset[int]:
    """Ids of the people who must not act in the case, for its own sake or that of its origin."""
    cases = [pk for pk in (case, origin) if pk is not None]
    running = Exclusion.objects.filter(case__in=cases, lifted_at__isnull=True)
    return frozenset(running.values_list("user", flat=True))


def running_shares(user: User, on: date) -> Q:
    """The condition of shares that open a case to `user` on the day `on`."""
    works_in = roles.unit_ids(user, roles.WORK, roles.LEAD)
    return Q(
        Q(user=Known("user", user.pk)) | _one_of("unit_id", "works_in", works_in),
        case__authority=Known("authority", user.authority_id),
        ended_at__isnull=True,
        until__gte=on,
    )


def reached(user: User, case: str, on: date | None = None) -> Q:
    """The condition of `visible_to` for rows with a key to a case; `case` is the way, as "case__".

    Nothing but the roles is read beforehand: for a few rows, on pages that ask for no cases. Lists
    of cases want the ids of `reach_of`.
    """
    on = on or timezone.localdate()
    if not user.is_authenticated or not user.is_active or user.authority_id is None:
        return Q(pk__in=[])
    units = roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT)
    shares = _shares(user, on).filter(case=OuterRef(f"{case}pk"))
    found = _one_of(f"{case}unit_id", "units", units) | Q(Exists(shares))
    if roles.has_role(user, roles.WORK, roles.LEAD):
        found |= Q(Exists(_absences(user, on).filter(absent=OuterRef(f"{case}assignee"))))
    return found & not_excluded(user, case)


def not_excluded(user: User, case: str) -> Q:
    """That `user` is not excluded from the case of a row, nor from the one it belongs to."""
    excluded = _exclusions(user).filter(
        Q(case=OuterRef(f"{case}pk")) | Q(case=OuterRef(f"{case}origin"))
    )
    return ~Q(Exists(excluded))


def _shares(user: User, on: date) -> QuerySet[Share]:
    return Share.objects.filter(running_shares(user, on)).order_by()


def _absences(user: User, on: date) -> QuerySet[Substitution]:
    return in_force(on).filter(
        deputy=Known("user", user.pk),
        absent__is_active=True,
        absent__authority=Known("authority", user.authority_id),
    )


def _exclusions(user: User) -> QuerySet[Exclusion]:
    return Exclusion.objects.filter(user=Known("user", user.pk), lifted_at__isnull=True)


def _beyond_units(user: User, on: date) -> QuerySet[User, Any]:
    """What is shared with `user`, for whom they stand in, which cases they are excluded from."""
    shares, absent, barred = _shares(user, on), _absences(user, on), _exclusions(user)
    return User.objects.filter(pk=Known("user", user.pk)).values_list(
        ArraySubquery(shares.values(one=JSONObject(case="case_id", level="level"))),
        ArraySubquery(absent.order_by().values("absent")),
        ArraySubquery(barred.values("case")),
    )


def _read(user: User, on: date) -> Reach:
    if not user.is_authenticated or not user.is_active or user.authority_id is None:
        return Reach()
    given = known_of(user)
    ((shared, stands_in_for, excluded),) = ask(
        ("reach", on), lambda: _beyond_units(user, on), **given
    )
    if not roles.has_role(user, roles.WORK, roles.LEAD):
        stands_in_for = []  # whoever audits or administers gets no case to work on by an absence
    levels: dict[int, set[str]] = {}
    for one in shared:
        levels.setdefault(one["case"], set()).add(one["level"])
    return Reach(
        units=roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT),
        absent=frozenset(stands_in_for),
        shared={case: frozenset(held) for case, held in levels.items()},
        barred=frozenset(excluded),
    )
