"""The letters of a case on its page: how each went out, what it set in motion, what came back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case, Deadline
from casework.cases.models.reach import reach_of
from casework.decisions.models import Decision
from casework.decisions.origin import is_objection_case
from casework.delivery.models import Delivery, Objection
from casework.desk.case.case_tracks import Later, later_decisions
from casework.desk.mail.mail_lists import with_attempts
from casework.desk.mail.mail_words import Standing, standing
from casework.notices.models import Notice
from casework.prepared import Given, ask, related


@dataclass(frozen=True)
class Contested:
    """An objection; `reachable` if the person can open the case that deals with it."""

    objection: Objection
    reachable: bool


@dataclass
class Letter:
    """A letter with its deliveries, the latest first, objections and later decisions on it."""

    notice: Notice
    deliveries: list[Delivery] = field(default_factory=list)
    objections: list[Contested] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    today: date = date.min
    on_objection: bool = False
    parties: frozenset[int] = frozenset()

    @property
    def delivery(self) -> Delivery | None:
        """The latest way it went."""
        return self.deliveries[0] if self.deliveries else None

    @property
    def standing(self) -> Standing | None:
        """Where the latest way stands."""
        return standing(self.deliveries[0], self.today) if self.deliveries else None

    @property
    def deadline(self) -> Deadline | None:
        """The remedy period, if one runs or ran."""
        return self.deliveries[0].deadline if self.deliveries else None

    @property
    def contestable(self) -> bool:
        """Whether a party can still object: to a decision, but not to one on an objection."""
        if self.notice.kind != Notice.Kind.DECISION or self.on_objection:
            return False
        made = [one.objection for one in self.objections]
        used = {one.party_id for one in made if one.state != Objection.State.WITHDRAWN}
        return not made or bool(self.parties - used)

    @property
    def reviewable(self) -> bool:
        """Whether a review of what it decides can be opened."""
        undone = any(one.undoes for one in self.later)
        return self.notice.kind == Notice.Kind.DECISION and not undone

    @property
    def period_because(self) -> list[str]:
        """Why the remedy period ends when it does, beyond what explains the notification."""
        told = self.deliveries[0].because if self.deliveries else []
        return [one for one in self.deadline.because if one not in told] if self.deadline else []


@dataclass(frozen=True)
class Related:
    """A case this one belongs to, or that belongs to it; `reachable` if the person can open it."""

    case: Case
    is_origin: bool
    reachable: bool

    @property
    def state(self) -> str:
        """How far it is: under way, or closed with what came out."""
        if self.case.status == Case.Status.OPEN:
            return _("under way")
        outcomes = {str(one.value): str(one.label) for one in Decision.Outcome}
        return ": ".join(filter(None, (_("closed"), outcomes.get(self.case.outcome, ""))))


def letters_of(case: Case, notices: Sequence[Notice], user: User, today: date) -> list[Letter]:
    """The letters of a case; a fixed number of queries, none where nothing was issued."""
    if not notices:
        return []
    decides = is_objection_case(case)
    found = {one.pk: Letter(one, today=today, on_objection=decides) for one in notices}
    for delivery in ask("ways of a case's letters", _ways, case=case.pk):
        delivery.case = case
        found[delivery.notice_id].deliveries.append(delivery)
    against: dict[int, list[Contested]] = defaultdict(list)
    for objection in related(case, "objections", "party", "track"):
        reachable = objection.track is not None and _opens(user, objection.track)
        against[objection.notice_id].append(Contested(objection, reachable))
    parties = frozenset(party.pk for party in case.parties.all()) if against else frozenset()
    later = later_decisions(case, user)
    for pk, letter in found.items():
        letter.objections, letter.parties = against[pk], parties
        letter.later = later.get(letter.notice.number, [])
    return list(found.values())


def related_cases(case: Case, user: User) -> list[Related]:
    """The case an objection or the like came from, and those that deal with this one; one query."""
    reach = reach_of(user)

    def theirs() -> QuerySet[Case]:
        of_it = Q(pk=Given("origin")) | Q(origin_id=Given("case"))
        found = Case.objects.filter(of_it, reach.not_barred()).select_related("service")
        return found.defer("data").order_by("pk")

    found = ask(("related cases", reach.barred), theirs, case=case.pk, origin=case.origin_id)
    return [Related(one, one.pk == case.origin_id, _opens(user, one)) for one in found]


def _ways() -> QuerySet[Delivery]:
    ways = Delivery.objects.filter(case_id=Given("case")).select_related("deadline")
    return with_attempts(ways.order_by("-pk"))


def _opens(user: User, case: Case) -> bool:
    return policy.why_not(user, policy.READ, case) is None
