"""The letters of a case on its page: how each went out, what it set in motion, what came back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from casework.access.models import User
from casework.cases.models import Case, Deadline
from casework.decisions.origin import is_objection_case
from casework.delivery.models import Delivery, Objection
from casework.desk.case.case_tracks import Later, later_decisions, opens
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
        reachable = objection.track is not None and opens(user, objection.track)
        against[objection.notice_id].append(Contested(objection, reachable))
    parties = frozenset(party.pk for party in case.parties.all()) if against else frozenset()
    later = later_decisions(case, user)
    for pk, letter in found.items():
        letter.objections, letter.parties = against[pk], parties
        letter.later = later.get(letter.notice.number, [])
    return list(found.values())


def _ways() -> QuerySet[Delivery]:
    ways = Delivery.objects.filter(case_id=Given("case")).select_related("deadline")
    return with_attempts(ways.order_by("-pk"))
