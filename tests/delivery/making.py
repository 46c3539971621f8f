"""Issued letters without their rendering, which other tests look at: rows and a small PDF."""

import hashlib
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pikepdf

from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.delivery.actions.batches import make_batches
from casework.delivery.actions.posting import note_posting
from casework.delivery.models import Delivery, PostBatch
from casework.delivery.planning import plan, with_case
from casework.delivery.printing import print_batch
from casework.notices.addresses import addressee_facts, addressee_of
from casework.notices.models import Notice
from casework.process.models import Step
from casework.services.models import RemedyRule, Service
from tests.factories import NOW, Office, make_case

TODAY = date(2026, 3, 3)  # a Tuesday; NOW is its morning


def moment(day: date) -> datetime:
    """The morning of a day, as `now` for an act on it."""
    return NOW + timedelta(days=(day - TODAY).days)


def small_pdf(pages: int = 1) -> bytes:
    """A PDF of blank pages."""
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(595.28, 841.89))
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def make_notice(
    office: Office,
    reference: str = "",
    *,
    case: Case | None = None,
    kind: str = "decision",
    channel: str = "post",
    issued: datetime = NOW,
    informed: bool = True,
    pages: int = 1,
    answer_by: date | None = None,
) -> Notice:
    """A letter issued to the applicant of a new case (or of `case`), one blank page long."""
    case = case or make_case(office, reference)
    decision = _decision(case, office, channel, issued) if kind == "decision" else None
    number = f"{case.file_number}/{case.notices.count() + 1}"
    pdf = small_pdf(pages)
    notice = Notice.objects.create(
        case=case,
        step=None,
        decision=decision,
        kind=kind,
        number=number,
        subject="Ihr Bewohnerparkausweis",
        facts={
            **_facts(case, issued, kind == "decision" and informed),
            "response_due": answer_by.isoformat() if answer_by else None,
        },
        facts_sha256="f" * 64,
        html="",
        text="",
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        issued_at=issued,
        issued_by=office.ada,
    )
    return with_case(notice.pk)


def make_delivery(office: Office, reference: str = "", **changes: Any) -> Delivery:
    """The planned delivery of a new letter."""
    notice = make_notice(office, reference, **changes)
    return plan(notice=notice, now=notice.issued_at)


def make_batch(office: Office, *chosen: Delivery, now: datetime = NOW) -> PostBatch:
    """A printed batch of these deliveries, made by Ada."""
    (batch,) = make_batches(chosen=[one.pk for one in chosen], by=office.ada, now=now)
    print_batch(batch.pk)
    batch.refresh_from_db()
    return batch


def post(office: Office, *chosen: Delivery, on: date = TODAY, now: datetime | None = None) -> None:
    """Print these deliveries and hand them to the post on a day."""
    now = now or max(NOW, moment(on))
    note_posting(batch=make_batch(office, *chosen, now=now), posted_on=on, by=office.ada, now=now)
    for delivery in chosen:
        delivery.refresh_from_db()


def under(office: Office, regime: str, court: str = "vwgo", remedy: str = "objection") -> None:
    """Let the parking service of an office stand under another procedure law and its courts."""
    Service.objects.filter(pk=office.service.pk).update(regime=regime)
    RemedyRule.objects.filter(service=office.service).update(court=court, remedy=remedy)


def with_place(office: Office, **place: Any) -> Office:
    """The office with its authority in another Land."""
    for name, value in place.items():
        setattr(office.authority, name, value)
    office.authority.save()
    return replace(office, authority=office.authority)


def _decision(case: Case, office: Office, channel: str, issued: datetime) -> Decision:
    step = Step.objects.create(
        case=case,
        engine_id=f"made-{case.steps.count()}",
        task="ausweis_erteilen",
        name="Ausweis erteilen",
        kind="decide",
        status=Step.Status.DONE,
        opened_at=issued,
        completed_at=issued,
        completed_by=office.ada,
    )
    return Decision.objects.create(
        case=case,
        step=step,
        status="issued",
        outcome="refuse",
        channel=channel,
        changed_by=office.ada,
        changed_at=issued,
        decided_by=office.ada,
        decided_at=issued,
    )


def _facts(case: Case, issued: datetime, informed: bool) -> dict[str, Any]:
    remedy = {"heading": "Rechtsbehelfsbelehrung", "paragraphs": ["…"]} if informed else None
    return {
        "addressee": addressee_facts(addressee_of(case, issued.date())),
        "letter": {"date": issued.date().isoformat()},
        "remedy": remedy,
        "signature": {"form": Decision.SignatureForm.NAME},
    }
