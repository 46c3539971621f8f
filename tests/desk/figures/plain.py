"""The same figures once more, in plain Python over all rows: what the product is compared with."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median_low
from typing import Any

from django.utils import timezone

from casework.access.models import User
from casework.cases.models import Case, Exclusion, Party
from casework.decisions.models import Decision
from casework.delivery.models import Objection
from casework.desk.figures.periods import Period
from casework.intake.models import Submission
from casework.notices.models import Notice
from casework.process.models import Step

APPLICANT = ("unterlagen_abwarten", "aeusserung_abwarten")
WAITING = ("wait", "consult")
IDENTITY = ("family_name", "given_name", "birth_date", "street", "postal_code", "city", "email")


class Plain:
    """The cases of `units` that `user` is not excluded from, counted one by one."""

    def __init__(self, user: User, units: set[int], period: Period) -> None:
        self.period = period
        barred = {one.case_id for one in Exclusion.objects.filter(user=user)}
        self.barred = barred | {c.pk for c in Case.objects.all() if c.origin_id in barred}
        self.cases = {
            case.pk: case
            for case in Case.objects.all()
            if case.unit_id in units and case.pk not in self.barred
        }
        self.closed = [c for c in self.cases.values() if self.within(c.closed_at)]

    def within(self, at: datetime | date | None) -> bool:
        return at is not None and self.period.first <= day(at) <= self.period.last

    def flow(self) -> list[tuple[int, int, int, int]]:
        found = []
        for first in self.period.months():
            last = min(end_of_month(first), self.period.last)
            received = sum(first <= c.received_on <= last for c in self.cases.values())
            closed = sum(
                c.closed_at is not None and first <= day(c.closed_at) <= last
                for c in self.cases.values()
            )
            decided = sum(
                first <= day(d.decided_at) <= last
                for d in Decision.objects.all()
                if d.case_id in self.cases and d.decided_at
            )
            open_then = sum(
                c.received_on <= last and (c.closed_at is None or day(c.closed_at) > last)
                for c in self.cases.values()
            )
            found.append((received, decided, closed, open_then))
        return found

    def days(self) -> dict[int, tuple[int, int | None, int | None]]:
        took: dict[int, list[int]] = defaultdict(list)
        for case in self.closed:
            took[case.service_id].append((day(case.closed_at) - case.received_on).days)
        return {one: measured(taken, len(taken)) for one, taken in took.items()}

    def step_days(self) -> dict[tuple[int, str], tuple[int, int | None, int | None]]:
        took, cases = defaultdict(list), defaultdict(set)
        closed = {case.pk: case for case in self.closed}
        for step in Step.objects.filter(status="done"):
            if case := closed.get(step.case_id):
                key = (case.service_id, step.task)
                took[key].append((day(step.completed_at) - day(step.opened_at)).days)
                cases[key].add(case.pk)
        return {key: measured(taken, len(cases[key])) for key, taken in took.items()}

    def requests(self) -> dict[int, dict[int, int]]:
        sent = Counter(n.case_id for n in Notice.objects.filter(kind="document_request"))
        found: dict[int, Counter[int]] = defaultdict(Counter)
        for case in self.closed:
            found[case.service_id][sent[case.pk]] += 1
        return {service: dict(counted) for service, counted in found.items()}

    def waiting(self) -> dict[int, tuple[int, int, int]]:
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
        for case in self.closed:
            applicant, other, ours = self._split(case)
            found[case.service_id][0] += applicant
            found[case.service_id][1] += other
            found[case.service_id][2] += ours
        return {service: (one[0], one[1], one[2]) for service, one in found.items()}

    def _split(self, case: Case) -> tuple[int, int, int]:
        """Day by day, whose day it was."""
        counted = [0, 0, 0]
        current, last = case.received_on, day(case.closed_at)
        steps = list(Step.objects.filter(case=case))
        sent = [one.received_at for one in Submission.objects.filter(case=case)]
        while current < last:
            busy = any(s.kind not in WAITING and open_on(s, current) for s in steps)
            waits = [s for s in steps if s.kind in WAITING and waits_on(s, current, sent)]
            if busy or not waits:
                counted[2] += 1
            else:
                counted[0 if any(s.task in APPLICANT for s in waits) else 1] += 1
            current += timedelta(days=1)
        return counted[0], counted[1], counted[2]

    def outcomes(self) -> dict[int, dict[str, int]]:
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for case in self.closed:
            found[case.service_id][case.outcome] += 1
        return {service: dict(counted) for service, counted in found.items()}

    def fates(self) -> dict[int, dict[str, int]]:
        found: dict[int, Counter[str]] = defaultdict(Counter)
        words = {"grant": "granted", "partial": "partial", "refuse": "refused"}
        for one in Objection.objects.select_related("track"):
            if one.case_id not in self.cases or one.track_id in self.barred:
                continue
            mine = found[self.cases[one.case_id].service_id]
            mine["received"] += self.within(one.received_on)
            if self.within(one.ended_on):
                assert one.track is not None
                mine["given_up" if one.state == "withdrawn" else words[one.track.outcome]] += 1
        kinds = {"withdraw": "withdrawn", "revoke": "revoked", "correct": "corrected"}
        for later in Decision.objects.exclude(target=None).select_related("target"):
            assert later.target is not None
            if later.target.case_id in self.cases and later.case_id not in self.barred:
                service = self.cases[later.target.case_id].service_id
                found[service][kinds[later.outcome]] += self.within(later.decided_at)
        return {k: {a: n for a, n in v.items() if n} for k, v in found.items() if any(v.values())}

    def digital(self) -> dict[int, tuple[int, int, int, int]]:
        found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        sent = {one.case_id for one in Submission.objects.filter(status="accepted")}
        for case in self.cases.values():
            if not self.within(case.received_on):
                continue
            mine = found[case.service_id]
            mine[0] += 1
            if case.pk in sent and case.origin_id is None:
                mine[1] += 1
                mine[2] += filled(case.data)
                mine[3] += changed(case)
        return {service: (n[0], n[1], n[2], n[3]) for service, n in found.items()}


def day(at: datetime | date | None) -> date:
    assert at is not None
    return timezone.localdate(at) if isinstance(at, datetime) else at


def end_of_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def measured(taken: list[int], cases: int) -> tuple[int, int | None, int | None]:
    """How many, their lower median and what nine in ten did not exceed; not of few cases."""
    taken = sorted(taken)
    if cases < 5:
        return len(taken), None, None
    return len(taken), median_low(taken), taken[ceil(0.9 * len(taken) - 1e-9) - 1]


def open_on(step: Step, on: date) -> bool:
    """Whether a step was open on a day; one without an end counts until the case's."""
    return day(step.opened_at) <= on and (not step.completed_at or on < day(step.completed_at))


def waits_on(step: Step, on: date, sent: list[datetime]) -> bool:
    """Whether a step waited on a day; of the applicant until they `sent` something."""
    if step.status != "done":
        return False
    end = day(step.completed_at)
    if step.task in APPLICANT:
        end = min([end, *(day(at) for at in sent if at > step.opened_at)])
    return day(step.opened_at) <= on < end


def filled(value: Any) -> int:
    """The values at any depth that say something."""
    if isinstance(value, dict):
        return sum(map(filled, value.values()))
    if isinstance(value, list):
        return sum(map(filled, value))
    return int(value is not None and value is not False and value != "")


def changed(case: Case) -> int:
    party = Party.objects.filter(case=case).order_by("pk")[0]
    said = case.data["applicant"]
    return sum(
        bool(said.get(part)) and str(said[part]) != str(getattr(party, part) or "")
        for part in (*IDENTITY, "phone")
    )
