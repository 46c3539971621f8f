"""Delivers the demo's applications over HTTP and has colleagues work on them."""

import contextlib
import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from casework.cases.models import Case
from casework.demo.applications import Delivery, deliveries, document
from casework.demo.town import FIXTURES, Town
from casework.demo.walk import walk
from casework.intake.models import SenderToken, Submission
from casework.intake.tokens import create_token
from casework.process.bindings import package_for
from casework.process.models import Step
from casework.services.catalogue import package_of
from casework.services.models import Service

SENDER = "Serviceportal Lindenfurt"
MISFITS = (
    b'{"service": "resident-parking", "data": {"applicant": {"family_name": "Abgebro',
    b'{"service": "fishing-licence", "data": {}}',
    b'{"service": "resident-parking", "data": {"applicant": {"family_name": "Test"}}}',
)


class Misfit(RuntimeError):
    """A delivery that was not accepted."""


def planned(services: Iterable[Service], now: datetime) -> list[Delivery]:
    """Every delivery of the demo, oldest first."""
    found = [
        delivery
        for service in services
        if service.current_id and (FIXTURES / f"{service.key}.json").exists()
        for delivery in deliveries(package_of(service.current_id), now)
    ]
    return sorted(found, key=lambda delivery: delivery.submitted_at)


def load(
    plan: list[Delivery], town: Town, port: int, now: datetime, done: Callable[[], object]
) -> None:
    """Deliver what is not there yet and bring each case to its place; `done` after each one."""
    delivered = dict(
        Submission.objects.filter(sender=SENDER, case__isnull=False).values_list(
            "reference", "case"
        )
    )
    token = _token(town)
    for delivery in plan:
        case_id = delivered.get(delivery.reference) or _deliver(delivery, token, port)
        case = Case.objects.select_related("assignee", "authority", "service").get(pk=case_id)
        walk(case, delivery.path, town, now)
        if delivery.path.answer:
            _answer(case, delivery, token, port)
        done()


def deliver_misfits(town: Town, port: int) -> None:
    """A few deliveries that cannot become cases, for the administrator to look at."""
    token = _token(town)
    for number, body in enumerate(MISFITS, start=1):
        with contextlib.suppress(Misfit):
            _post(body, f"demo-misfit-{number}", token, port)


def is_loaded(services: Iterable[Service]) -> bool:
    """Whether this plan was loaded to its end into this database before."""
    marker = _marker()
    return (
        marker.exists()
        and marker.read_text() == _digest(services)
        and Submission.objects.filter(sender=SENDER).exists()
    )


def mark_loaded(services: Iterable[Service]) -> None:
    """Remember that the plan was loaded to its end."""
    _marker().write_text(_digest(services))


def _marker() -> Path:
    return Path(settings.DATA_DIR) / "demo.loaded"


def _digest(services: Iterable[Service]) -> str:
    total = hashlib.sha256()
    for path in sorted(FIXTURES.glob("*.json")):
        total.update(path.read_bytes())
    for service in services:
        total.update(str(service.current.sha256 if service.current else "").encode())
    return total.hexdigest()


def _token(town: Town) -> str:
    now = timezone.now()
    SenderToken.objects.filter(name=SENDER, revoked_at__isnull=True).update(revoked_at=now)
    return create_token(authority=town.authority, name=SENDER, now=now)


def _deliver(delivery: Delivery, token: str, port: int) -> int:
    _post(delivery.body(), delivery.reference, token, port)
    submission = Submission.objects.get(sender=SENDER, reference=delivery.reference)
    if submission.case_id is None:
        raise RuntimeError(f"{delivery.reference} was set aside: {submission.problems}")
    # The cases are of the last months, delivered today: their first steps opened back then.
    opened = delivery.submitted_at + timedelta(minutes=2)
    Step.objects.filter(case=submission.case_id).update(opened_at=opened)
    return submission.case_id


def answer_of(case: Case) -> dict[str, Any] | None:
    """What the applicant hands in later: the documents that were missing; None for nothing."""
    package = package_for(case)
    present = tuple(case.documents.values_list("kind", flat=True))
    missing = [doc.key for doc in package.missing_documents(case.data, present)]
    if not missing:
        return None
    return {"case": case.file_number, "documents": [document(package, key) for key in missing]}


def _answer(case: Case, delivery: Delivery, token: str, port: int) -> None:
    if body := answer_of(case):
        _post(json.dumps(body).encode(), f"{delivery.reference}-answer", token, port)


def _post(body: bytes, reference: str, token: str, port: int) -> None:
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"http://127.0.0.1:{port}/api/submissions",
        data=body,
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": reference,
        },
    )
    try:
        urllib.request.urlopen(request, timeout=60).close()  # noqa: S310 - our own server
    except urllib.error.HTTPError as error:
        raise Misfit(f"{reference}: {error.code} {error.read()[:500]!r}") from error
