"""Which cases each view of the inbox holds, as one condition of the database each."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull

from casework.access import roles
from casework.access.models import User
from casework.cases import sharing
from casework.cases.models import Case, CaseQuerySet, Share
from casework.cases.models.reach import reach_of
from casework.decisions.cosign_lists import ToSign, open_requests, to_sign
from casework.desk.inbox.urgency import SOON_DAYS
from casework.prepared import Known, OneOf

# What calls for somebody even while the case waits for somebody else.
CALLING = (
    Case.Attention.ANSWER,
    Case.Attention.RETURNED_MAIL,
    Case.Attention.OBJECTION,
    Case.Attention.HANDED_ON,
)


@dataclass(frozen=True)
class Asked:
    """What this person was asked for, by the id of the case: signatures and opinions; with the
    latter what was shared with them and they have not looked at.

    Ids, not subqueries: each arm of an OR then has an index.
    """

    to_sign: dict[int, ToSign] = field(default_factory=dict)
    to_answer: dict[int, Share] = field(default_factory=dict)

    @property
    def cases(self) -> Collection[int]:
        return self.to_sign.keys() | self.to_answer.keys()


def standing(user: User, today: date) -> Hashable:
    """All that the lists of this inbox read of a person: who they are and what they reach."""
    held = (roles.unit_ids(user, role) for role in (roles.WORK, roles.LEAD, roles.AUDIT))
    return user.pk, user.authority_id, today, *held, reach_of(user, today).key


def asked_of(user: User, today: date) -> Asked:
    """What `user` is asked for on this day; a query where something is shared with them."""
    answers: dict[int, Share] = {}
    if reach_of(user, today).shared:
        answers = {one.case_id: one for one in sharing.calling(user, today)}
    return Asked(to_sign(user, today), answers)


def view_of(view: str, user: User, today: date, asked: Asked | None = None) -> CaseQuerySet:
    """All cases `user` sees in a view of the inbox, with those something is `asked` of them for."""
    visible = Case.objects.visible_to(user)
    if view == "closed":
        return visible.filter(status=Case.Status.CLOSED)
    if view == "open":
        return visible.open()
    if view == "waiting":
        return visible.open().filter(_waits() | Q(follow_up_on__gt=today))
    own = visible.open().filter(own_cases(user, today)).filter(_calls(today))
    return own | called(asked) if asked and asked.cases else own


def called(asked: Asked) -> CaseQuerySet:
    """The open cases somebody is asked about; being asked is what makes them visible."""
    return Case.objects.open().filter(OneOf(F("pk"), Known("asked", sorted(asked.cases))))


def own_cases(user: User, today: date) -> Q:
    """Cases of `user`, of the people they stand in for, or of nobody in their units."""
    reach = reach_of(user, today)
    units = OneOf(F("unit_id"), Known("units", sorted(reach.units)))
    hands = Q(assignee=Known("user", user.pk)) | Q(units, assignee__isnull=True)
    if not reach.absent:
        return hands
    return hands | Q(OneOf(F("assignee_id"), Known("absent", sorted(reach.absent))))


def _waits() -> Q:
    # Asked case by case: the requests of the whole office are many, the cases in question few. A
    # value, for PostgreSQL would collect all of them beforehand for an EXISTS or IN.
    requested = open_requests().filter(decision__case=OuterRef("pk")).order_by()
    return ~Q(waiting_for="") | Q(IsNull(Subquery(requested.values("pk")[:1]), False))


def _calls(today: date) -> Q:
    """A case calls for somebody unless it waits for others or rests until its follow-up.

    News, a missed date, a follow-up or a call-back that is due call whatever it waits for; while it
    rests, a date that is near calls too.
    """
    rests = Q(follow_up_on__gt=today)
    near = Q(due_on__lte=today + timedelta(days=SOON_DAYS)) & Q(waiting_for="")
    news = Q(attention__in=CALLING) | Q(call_back_on__lte=today)
    return ~(_waits() | rests) | news | Q(due_on__lt=today) | Q(follow_up_on__lte=today) | near
