"""The moulds of the large office: cases that went their way through the product itself.

One for each path of the demo's plans. What is copied later is what the intake, the process, the
letters and the mail wrote, so that every page can show a copy.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.cases.models import Case
from casework.cases.reading import read_waiting
from casework.demo import loading, mail
from casework.demo.applications import Delivery
from casework.demo.town import Town, read
from casework.demo.walk import walk
from casework.intake.actions import receive
from casework.services.models import Service

SETTLED = timedelta(days=150)  # old enough that the period for a remedy is over


@dataclass(frozen=True)
class Made:
    """A case to copy, and how often its path is taken compared with others of its kind."""

    case: Case
    weight: int


def planned(services: list[Service], now: datetime) -> list[tuple[Delivery, int]]:
    """One delivery for each path of each service's plan, with the path's weight."""
    found: dict[tuple[str, str], Delivery] = {}
    for delivery in loading.planned(services, now):
        found.setdefault((delivery.envelope["service"], delivery.path.name), delivery)
    weights = {
        (service.key, path["name"]): path["weight"]
        for service in services
        if any(key == service.key for key, _name in found)
        for path in read(f"{service.key}.json")["paths"]
    }
    return [
        (_settled(delivery, now) if delivery.path.until == "end" else delivery, weights[key])
        for key, delivery in sorted(found.items())
    ]


def make(
    plan: list[tuple[Delivery, int]], town: Town, now: datetime, done: Callable[[], object]
) -> list[Made]:
    """Open each case through the intake and bring it where its path ends; `done` after each."""
    made = list(_walked(plan, town, now, done))
    mail.send_out(now, waiting=0)
    while read_waiting():  # once here, instead of by the worker for each copy
        pass
    for one in made:
        one.case.refresh_from_db()
    return made


def _walked(
    plan: list[tuple[Delivery, int]], town: Town, now: datetime, done: Callable[[], object]
) -> Iterator[Made]:
    for delivery, weight in plan:
        arrived = delivery.submitted_at + timedelta(minutes=2)
        case = _receive(town, delivery.reference, delivery.body(), arrived)
        walk(case, delivery.path, town, now)
        if delivery.path.answer and (answer := loading.answer_of(case)):
            body = json.dumps(answer).encode()
            _receive(town, f"{delivery.reference}-answer", body, now - timedelta(hours=5))
        done()
        yield Made(case, weight)


def _receive(town: Town, reference: str, raw: bytes, now: datetime) -> Case:
    submission = receive(
        authority=town.authority,
        channel="api",
        sender=loading.SENDER,
        reference=reference,
        media_type="application/json",
        raw=raw,
        now=now,
    )
    if submission.case_id is None:
        raise RuntimeError(f"{reference} was set aside: {submission.problems}")
    return Case.objects.select_related("assignee", "authority", "service").get(
        pk=submission.case_id
    )


def _settled(delivery: Delivery, now: datetime) -> Delivery:
    """The same application so long ago, at the same hour of the day."""
    return replace(delivery, submitted_at=delivery.submitted_at - SETTLED)
