"""What every act on a delivery has in common: the lock, the permission, attempts and proofs."""

import hashlib
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import Act, acting
from casework.cases import files, policy
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Document
from casework.delivery.models import Attempt, Delivery, Proof

HEAVY = ("notice__facts", "notice__html", "notice__text", "notice__pdf", "case__data")


def deliveries() -> QuerySet[Delivery]:
    """Deliveries with what their acts and lists need, without the bytes of their letters."""
    return Delivery.objects.select_related(
        "case__authority", "case__unit", "case__service", "notice", "party", "deadline"
    ).defer(*HEAVY)


def lock(delivery: Delivery, by: User) -> Delivery:
    """The delivery as it stands now, locked until the transaction ends, for `by` to act on.

    NotAllowed without a working role in the unit of its case.
    """
    found = deliveries().select_for_update(of=("self",)).get(pk=delivery.pk)
    policy.require(by, policy.MAIL, found.case)
    return found


def lock_for_system(delivery: Delivery) -> Delivery:
    """The delivery locked for an act of the system itself."""
    return deliveries().select_for_update(of=("self",)).get(pk=delivery.pk)


def on_delivery(
    delivery: Delivery, act: str, by: User | None, reason: str = ""
) -> AbstractContextManager[Act]:
    """An act about the letter of a delivery, for the log; `by` None is the system."""
    return acting(
        by=by,
        act=act,
        subject=delivery.notice,
        case_id=delivery.case_id,
        authority_id=delivery.case.authority_id,
        reason=reason.strip(),
    )


def require_state(delivery: Delivery, *allowed: str) -> None:
    """Conflict unless the delivery is in one of these states: somebody was quicker."""
    if delivery.state not in allowed:
        raise Conflict(
            _("The letter %(number)s is no longer as you saw it; it is now: %(state)s.")
            % {"number": delivery.notice.number, "state": delivery.get_state_display()}
        )


def require_reason(reason: str) -> None:
    """InvalidData unless something is said."""
    if not reason.strip():
        raise InvalidData({"reason": _("Please give the reason.")})


def begin_attempt(delivery: Delivery, by: User | None, now: datetime, **more: Any) -> Attempt:
    """Write down that a try begins, before anything leaves the house."""
    number = delivery.attempts.count() + 1
    return Attempt.objects.create(
        delivery=delivery, number=number, started_at=now, started_by=by, **more
    )


def end_attempt(attempt: Attempt, result: str, now: datetime, detail: str = "") -> None:
    """Write down how a try ended."""
    attempt.result, attempt.ended_at, attempt.detail = result, now, detail
    attempt.save(update_fields=["result", "ended_at", "detail"])


def add_proof(
    delivery: Delivery,
    kind: str,
    on: date,
    *,
    by: User | None,
    now: datetime,
    text: str = "",
    at: time | None = None,
    document: Document | None = None,
    attempt: Attempt | None = None,
    **more: Any,
) -> Proof:
    """Enter a proof; InvalidData for a day before the letter was issued, or one to come."""
    issued = timezone.localdate(delivery.notice.issued_at)
    if on < issued:
        words = _("The letter was issued on %(day)s; it cannot have been before.")
        raise InvalidData({"happened_on": words % {"day": f"{issued:%d.%m.%Y}"}})
    if on > timezone.localdate(now):
        raise InvalidData({"happened_on": _("This day lies in the future.")})
    content = document.sha256 if document else hashlib.sha256(text.encode()).hexdigest()
    return Proof.objects.create(
        delivery=delivery,
        kind=kind,
        happened_on=on,
        happened_at=at,
        text=text,
        document=document,
        sha256=content,
        attempt=attempt,
        entered_by=by,
        entered_at=now,
        **more,
    )


def attach(case: Case, *, title: str, filename: str, content: bytes, now: datetime) -> Document:
    """Put a scanned proof or a letter received into the record."""
    return Document.objects.create(
        case=case,
        title=title[:200],
        kind="post",
        filename=filename[:255],
        media_type=files.media_type(content),
        size=len(content),
        sha256=files.store(content),
        received_at=now,
    )
