"""What became of the decisions of a case, and which decision a track deals with.

The notices stay frozen; all of this is read from the later decisions that deal with them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case, Deadline
from casework.cases.models.reach import Reach, reach_of
from casework.decisions.fiction import came_about
from casework.decisions.models import Decision
from casework.decisions.origin import OBJECTION_SERVICES, REVIEW_SERVICES, notice_number
from casework.decisions.texts import paragraphs
from casework.notices.models import Notice
from casework.prepared import Given, ask
from casework.process.models import Step
from casework.services.package import Package

HEAVY = ("notice__pdf", "notice__html", "notice__text", "notice__facts")


@dataclass(frozen=True)
class Later:
    """A later decision on an earlier one: `words` say what it did, `text` is what it ordered.

    `undoes` says whether the earlier one no longer holds (or not all of it), `linked` whether its
    case is another one that the person can open.
    """

    words: str
    number: str
    case: Case
    text: list[str]
    undoes: bool
    is_own: bool
    linked: bool


@dataclass(frozen=True)
class Subject:
    """The decision a track deals with; `reachable` if the person can open its case."""

    notice: Notice
    origin: Case
    outcome: str
    text: list[str]
    reachable: bool


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


def later_decisions(case: Case, user: User) -> dict[str, list[Later]]:
    """By the number of the notice, what later decisions did with it, oldest first; one query.

    Without those of cases that `user` is excluded from.
    """
    reach = reach_of(user)
    question = "later decisions", reach.barred
    found: dict[str, list[Later]] = defaultdict(list)
    for decision in ask(question, partial(_issued_on, reach), case=case.pk):
        if words := _words(decision):
            found[_number(decision)].append(_later(decision, words, case, user))
    return found


def _issued_on(reach: Reach) -> QuerySet[Decision]:
    """The issued decisions on those of the given case, the oldest first."""
    # Two lists put together: over an OR of two joins PostgreSQL would read all decisions there are.
    of_tracks = Decision.objects.filter(case__origin_id=Given("case")).order_by().values("pk")
    of_targets = Decision.objects.filter(target__case_id=Given("case")).order_by().values("pk")
    issued = Decision.objects.filter(
        reach.not_barred("case__"),
        pk__in=of_tracks.union(of_targets),
        status=Decision.Status.ISSUED,
    )
    parts = ("case__service", "notice", "target__notice")
    heavy = (*HEAVY, *(f"target__{one}" for one in HEAVY))
    return issued.select_related(*parts).defer(*heavy).order_by("decided_at")


def related_cases(case: Case, user: User) -> list[Related]:
    """The case an objection or the like came from, and those that deal with this one; one query."""
    reach = reach_of(user)

    def theirs() -> QuerySet[Case]:
        of_it = Q(pk=Given("origin")) | Q(origin_id=Given("case"))
        found = Case.objects.filter(of_it, reach.not_barred()).select_related("service")
        return found.defer("data").order_by("pk")

    found = ask(("related cases", reach.barred), theirs, case=case.pk, origin=case.origin_id)
    return [Related(one, one.pk == case.origin_id, opens(user, one)) for one in found]


def subject_of(notice: Notice | None, related: Iterable[Related]) -> Subject | None:
    """The decision this track deals with, in the given `notice`; None for other cases."""
    origin = next((one for one in related if one.is_origin), None)
    if notice is None or notice.decision is None or origin is None:
        return None
    return Subject(
        notice=notice,
        origin=origin.case,
        outcome=notice.decision.get_outcome_display(),
        text=paragraphs(notice.decision.operative_part),
        reachable=origin.reachable,
    )


def certificate_url(case: Case, package: Package, on: date) -> str:
    """Where the fiction that came about in this case is certified; "" where none did.

    That is an open step of the case that may certify, else a review of its own.
    """
    periods: list[Deadline] = list(case.deadlines.all())
    if case.outcome == Decision.Outcome.CERTIFY or not any(came_about(p, on) for p in periods):
        return ""
    page = reverse("desk:case", args=[case.file_number])
    for step in case.steps.all():
        may = step.status == Step.Status.OPEN and "certify" in package.step(step.task).outcomes
        if may:
            return f"{page}?step={step.pk}"
    return reverse("desk:review", args=[case.file_number]) + "?purpose=certify"


def _later(decision: Decision, words: str, case: Case, user: User) -> Later:
    is_own = decision.case_id == case.pk
    return Later(
        words=words,
        number=decision.notice.number,
        case=decision.case,
        text=paragraphs(decision.operative_part),
        undoes=decision.outcome in (Decision.Outcome.WITHDRAW, Decision.Outcome.REVOKE),
        is_own=is_own,
        linked=not is_own and policy.why_not(user, policy.READ, decision.case) is None,
    )


def _number(decision: Decision) -> str:
    """The notice a later decision is about: its target's, else the one its case was opened for."""
    return decision.target.notice.number if decision.target else notice_number(decision.case)


def _words(decision: Decision) -> str:
    """What a later decision did, with its day; "" where it says nothing about the earlier one."""
    kind = decision.case.service.key
    texts = {
        Decision.Outcome.WITHDRAW: _("Withdrawn on %(day)s"),
        Decision.Outcome.REVOKE: _("Revoked on %(day)s"),
        Decision.Outcome.CORRECT: _("Corrected on %(day)s"),
    }
    if kind in OBJECTION_SERVICES:
        texts |= {
            Decision.Outcome.GRANT: _("Set aside on an objection on %(day)s"),
            Decision.Outcome.PARTIAL: _("Changed in part on an objection on %(day)s"),
            Decision.Outcome.REFUSE: _("Upheld on an objection on %(day)s"),
        }
    elif kind in REVIEW_SERVICES:
        texts[Decision.Outcome.REFUSE] = _("Reviewed and upheld on %(day)s")
    if decision.outcome not in texts or decision.decided_at is None:
        return ""
    day: dict[str, Any] = {
        "day": date_format(timezone.localdate(decision.decided_at), "SHORT_DATE_FORMAT")
    }
    return texts[Decision.Outcome(decision.outcome)] % day


def opens(user: User, case: Case) -> bool:
    """Whether `user` can open the case."""
    return policy.why_not(user, policy.READ, case) is None
