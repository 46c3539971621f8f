"""Offices thrown by a seed: cases with steps, letters, decisions and objections, as rows."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone

from casework.access.models import Unit, User
from casework.cases.models import Case, Exclusion, Party
from casework.decisions.models import Decision
from casework.delivery.models import Objection
from casework.intake.models import Submission
from casework.notices.models import Notice
from casework.process.models import Step
from casework.services.models import Service, ServiceVersion
from tests.factories import Office, sample

TODAY = date(2026, 3, 31)
M = TypeVar("M", bound=Model)
TASKS = (
    ("antrag_pruefen", "check"), ("unterlagen_abwarten", "wait"), ("aeusserung_abwarten", "wait"),
    ("fachamt_beteiligen", "consult"), ("unterlagen_anfordern", "letter"),
)  # fmt: skip


def second_service(office: Office) -> Service:
    """Another service with the same package; its unit is the other one."""
    first = office.service
    assert first.current is not None
    made = Service.objects.create(
        authority=office.authority, unit=office.other_unit, key="second", name="Zweite Leistung",
        regime=first.regime, file_number_prefix="ZWE",
    )  # fmt: skip
    made.current = ServiceVersion.objects.create(
        service=made, version="1", sha256="0", bundle=first.current.bundle,
        installed_at=first.current.installed_at,
    )  # fmt: skip
    made.save()
    return made


def closed_case(office: Office, at: datetime, person: User | None = None) -> Case:
    """A case granted at `at`, received ten days before; two of them the applicant had."""
    case = _case(office.service, office.unit, (at - timedelta(days=10)).date(), at, "grant")
    _submission(case, "first", at - timedelta(days=10))
    _step(
        case,
        "unterlagen_abwarten",
        "wait",
        at - timedelta(days=5),
        at - timedelta(days=3),
        office.ada,
    )
    _decision(case, "grant", at, person or office.ada)
    return case


@dataclass
class Throw:
    """Throws one office; the same seed throws the same."""

    office: Office
    seed: int
    services: Sequence[Service]

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311 - invented cases, not secrets

    def all(self, count: int) -> None:
        """So many cases in two units, and two from which Lea is excluded."""
        cases = [self.one() for _ in range(count)]
        for case in self.dice.sample(cases, 2):
            _made(Exclusion(
                case=case, user=self.office.lea, norm="§ 20 VwVfG", reason="x",
                entered_by=self.office.lea, entered_at=self.moment(TODAY),
            ))  # fmt: skip
        for case in self.dice.sample(cases, count // 3):
            self.objection(case)

    def one(self) -> Case:
        dice = self.dice
        received = TODAY - timedelta(days=dice.randrange(520))
        ended = received + timedelta(days=dice.randrange(70))
        is_closed = ended <= TODAY and dice.random() < 0.8
        closed_at = self.moment(ended) if is_closed else None
        outcome = dice.choice(["grant", "grant", "partial", "refuse", "withdraw", ""])
        units = [self.office.unit, self.office.unit, self.office.other_unit]
        case = _case(
            dice.choice(self.services), dice.choice(units), received, closed_at,
            outcome if is_closed else "",
        )  # fmt: skip
        last = min(ended, TODAY)
        self.particulars(case)
        if dice.random() < 0.7:
            _submission(case, "first", self.moment(received))
        for _ in range(dice.randrange(6)):
            self.step(case, received, last)
        for number in range(dice.choice([0, 0, 0, 1, 2])):
            _notice(case, "document_request", f"request-{number}", self.moment(last))
        if outcome and dice.random() < 0.9:
            _decision(case, outcome, self.moment(last), self.office.ada)
        return case

    def particulars(self, case: Case) -> None:
        """The applicant as the application says, or corrected."""
        case.data["applicant"]["email"] = self.dice.choice(["", "a@b.example"])
        case.data["applicant"]["ticked"] = self.dice.random() < 0.5
        case.data["list"] = [{"n": 3, "nothing": None}, "", "x"]
        Case.objects.filter(pk=case.pk).update(data=case.data)
        said = case.data["applicant"]
        city = self.dice.choice([said["city"], "Anderswo"])
        parts = {k: v for k, v in said.items() if k not in ("ticked", "city", "birth_date")}
        known = {k: v for k, v in parts.items() if hasattr(Party, k)}
        born = date.fromisoformat(said["birth_date"]) if self.dice.random() < 0.8 else None
        _made(Party(case=case, role="applicant", city=city, birth_date=born, **known))

    def step(self, case: Case, first: date, last: date) -> None:
        task, kind = self.dice.choice(TASKS)
        opened = first + timedelta(days=self.dice.randrange((last - first).days + 1))
        done = opened + timedelta(days=self.dice.randrange((last - opened).days + 1))
        begin, end = sorted((self.moment(opened), self.moment(done)))
        step = _step(case, task, kind, begin, end, self.office.ada)
        if self.dice.random() < 0.2:
            Step.objects.filter(pk=step.pk).update(
                status="withdrawn", completed_at=None, completed_by=None
            )
        if kind == "wait" and self.dice.random() < 0.4:
            answered = opened + (done - opened) * self.dice.random()
            _submission(case, f"answer-{step.pk}", self.moment(answered))

    def objection(self, case: Case) -> None:
        dice = self.dice
        received = case.received_on + timedelta(days=dice.randrange(60))
        ended = received + timedelta(days=dice.randrange(30))
        state = dice.choice(["kept", "settled", "settled", "withdrawn"])
        over = state in ("settled", "withdrawn")
        outcome = dice.choice(["grant", "partial", "refuse"]) if state == "settled" else ""
        track = _case(self.services[-1], self.office.unit, received, self.moment(ended), outcome)
        Case.objects.filter(pk=track.pk).update(origin=case)
        if dice.random() < 0.3:
            _submission(track, "answer", self.moment(ended))  # which makes it no application
        notice = _notice(case, "decision", "objected", self.moment(received))
        _made(Objection(
            case=case, notice=notice, party=case.parties.all()[0], received_on=received,
            form="written", text="Ich widerspreche.", timing="no_period", state=state, track=track,
            ended_on=ended if over else None, ended_because="x" if over else "",
            entered_by=self.office.ada, entered_at=self.moment(received),
        ))  # fmt: skip
        earlier = Decision.objects.filter(case=case).first()
        if earlier and dice.random() < 0.5:
            what = dice.choice(["withdraw", "revoke", "correct"])
            _decision(track, what, self.moment(ended), self.office.ada, earlier)

    def moment(self, day: date) -> datetime:
        """Some time of the day by the clock of the office, also close to midnight."""
        hour = time(self.dice.choice([0, 9, 12, 23]), self.dice.randrange(60))
        local = datetime.combine(day, hour)
        return timezone.make_aware(local)


_numbers = iter(range(1, 10**9))


def _made(row: M) -> M:
    """Written without the entry in the log that each would make: this is about the figures."""
    return type(row)._default_manager.bulk_create([row])[0]


def _case(
    service: Service, unit: Unit, received: date, closed_at: datetime | None, outcome: str
) -> Case:
    assert service.current is not None
    return _made(Case(
        authority=service.authority, unit=unit, service=service, service_version=service.current,
        file_number=f"T-{next(_numbers)}", applicant_name="Someone", data=sample(),
        status="closed" if closed_at else "open", received_on=received,
        opened_at=datetime.combine(received, time(6), UTC), closed_at=closed_at, outcome=outcome,
    ))  # fmt: skip


def _submission(case: Case, reference: str, at: datetime) -> None:
    _made(Submission(
        authority=case.authority, channel="api", sender="Portal", size=2, sha256="0", raw=b"{}",
        reference=f"{case.file_number}-{reference}", media_type="application/json", received_at=at,
        status="accepted", case=case,
    ))  # fmt: skip


def _step(case: Case, task: str, kind: str, opened: datetime, done: datetime, by: User) -> Step:
    return _made(Step(
        case=case, engine_id=str(next(_numbers)), task=task, name=task, kind=kind, status="done",
        opened_at=opened, completed_at=done, completed_by=by,
    ))  # fmt: skip


def _notice(case: Case, kind: str, number: str, at: datetime, **more: Any) -> Notice:
    return _made(Notice(
        case=case, kind=kind, number=number, subject="x", facts={}, facts_sha256="0", html="x",
        text="x", pdf=b"x", pdf_sha256="0", issued_at=at, **more,
    ))  # fmt: skip


def _decision(
    case: Case, outcome: str, at: datetime, by: User, target: Decision | None = None
) -> Decision:
    step = _step(case, "entscheiden", "decide", at, at, by)
    return _made(Decision(
        case=case, step=step, status="issued", outcome=outcome, changed_by=by, changed_at=at,
        decided_by=by, decided_at=at, target=target,
    ))  # fmt: skip
