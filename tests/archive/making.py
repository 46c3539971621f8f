"""Closed cases whose time is over, with everything that belongs to a case."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from casework.archive.models import DeletionRun
from casework.archive.proposing import confirm, propose
from casework.archive.retaining import compute
from casework.archive.running import work_on
from casework.cases.models import Case
from casework.delivery.models import Delivery
from tests.delivery.making import make_delivery, post
from tests.factories import NOW, Office, make_case

LATER = datetime(2031, 3, 3, 9, 30, tzinfo=UTC)  # parking cases are kept three years
OFFERED = "Angeboten am 3.2.2031, vom Stadtarchiv nicht übernommen."


def close(case: Case, at: datetime = NOW) -> Case:
    """The case closed, as it stands afterwards."""
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=at, assignee=None)
    return Case.objects.get(pk=case.pk)


def make_old_case(office: Office, reference: str = "", **changes: object) -> Case:
    """A closed case without letters, its retention computed and over at LATER."""
    case = close(make_case(office, reference, **changes))
    compute(case, LATER)
    return case


def make_old_file(office: Office, reference: str = "") -> Case:
    """The same with a posted and notified letter in it."""
    delivery = make_delivery(office, reference)
    post(office, delivery)
    delivered(delivery)
    case = close(delivery.case)
    compute(case, LATER)
    return case


def delivered(delivery: Delivery, final_on: str = "2026-04-10") -> None:
    """The letter arrived, its remedy period ran out."""
    Delivery.objects.filter(pk=delivery.pk).update(
        state="delivered", notified_on="2026-03-07", final_on=final_on
    )


def proposed(office: Office, now: datetime = LATER) -> DeletionRun:
    """A run over all due cases, proposed by Lea and looked through."""
    run = propose(chosen=None, offered=OFFERED, by=office.lea, now=now)
    work_on(run.pk, clock=lambda: now)
    run.refresh_from_db()
    return run


def confirmed(office: Office, now: datetime = LATER) -> DeletionRun:
    """The same, confirmed by the administrator; nothing is deleted yet."""
    return confirm(run=proposed(office, now), by=office.adm, now=now)


def carried_out(office: Office, now: datetime = LATER) -> DeletionRun:
    """The same, and the worker did it."""
    run = confirmed(office, now)
    work_on(run.pk, clock=lambda: now)
    run.refresh_from_db()
    return run


def stored(digest: str) -> Path:
    """Where the file store keeps these bytes."""
    return Path(settings.DATA_DIR) / "files" / digest[:2] / digest[2:4] / digest


def age(digest: str, now: datetime = LATER) -> None:
    """Let the bytes lie in the store for a day."""
    moment = (now - timedelta(days=1)).timestamp()
    os.utime(stored(digest), (moment, moment))
