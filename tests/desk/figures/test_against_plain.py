"""Every figure against a second computation, over offices thrown by a seed."""

from dataclasses import asdict

import pytest
from django.utils import timezone

from casework.access.models import User
from casework.desk.figures import digital, durations, flow, results, waiting
from casework.desk.figures.choice import Choice, Scope
from casework.desk.figures.periods import period_of
from casework.process.models import Step
from tests.desk.figures.offices import TODAY, Throw, closed_case, second_service
from tests.desk.figures.plain import Plain
from tests.factories import Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("seed", "name", "key"), [(1, "lea", "12"), (2, "rolf", "2025-3"), (3, "rolf", "2025")]
)
def test_all_figures(office: Office, seed: int, name: str, key: str) -> None:
    services = [office.service, second_service(office)]
    Throw(office, seed, services).all(50)
    user: User = getattr(office, name)
    units = {office.unit.pk} | ({office.other_unit.pk} if name == "rolf" else set())
    period = period_of(key, TODAY)
    scope, plain = Scope(Choice("all", period), user), Plain(user, units, period)
    assert len(plain.closed) > 5

    months = [(m.received, m.decided, m.closed, m.open) for m in flow.months(scope)]
    assert months == plain.flow()
    by_service = durations.by_service(scope)
    assert {k: (v.count, v.half, v.most) for k, v in by_service.items()} == plain.days()
    by_step = durations.by_step(scope)
    assert {k: (v.count, v.half, v.most) for k, v in by_step.items()} == plain.step_days()
    assert waiting.requests(scope) == plain.requests()
    spent = waiting.spent(scope)
    assert {k: (v.applicant, v.other, v.ours) for k, v in spent.items()} == plain.waiting()
    assert results.outcomes(scope) == plain.outcomes()
    fates = {k: {a: n for a, n in asdict(v).items() if n} for k, v in results.fates(scope).items()}
    assert {k: v for k, v in fates.items() if v} == plain.fates()
    arrived = {k: tuple(asdict(v).values()) for k, v in digital.arrived(scope).items()}
    assert arrived == plain.digital()


def test_one_service_is_counted_alone(office: Office) -> None:
    services = [office.service, second_service(office)]
    Throw(office, 4, services).all(30)
    period = period_of("12", TODAY)
    every = Scope(Choice("all", period), office.rolf)
    alone = Scope(Choice("all", period, service=services[1].pk), office.rolf)
    assert results.outcomes(alone) == {services[1].pk: results.outcomes(every)[services[1].pk]}


def test_a_step_is_never_shorter_than_nothing(office: Office) -> None:
    now = timezone.now()
    for _ in range(5):
        case = closed_case(office, now)
        Step.objects.filter(case=case, kind="wait").update(opened_at=now)  # completed before
    scope = Scope(Choice("all", period_of("3", timezone.localdate())), office.lea)
    assert durations.by_step(scope)[office.service.pk, "unterlagen_abwarten"].half == 0
