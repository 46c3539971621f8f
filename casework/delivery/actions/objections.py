"""Objections: entered once, measured by the remedy period, and given a case of their own."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import actions as case_actions
from casework.cases import policy
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Deadline
from casework.delivery.actions.common import attach, deliveries, require_reason
from casework.delivery.actions.received import (
    RUNNING,
    Received,
    check,
    court_of,
    measure,
    new_objection,
    rule_of,
)
from casework.delivery.dates import refresh
from casework.delivery.models import Objection
from casework.delivery.tracks import NoTrack, open_for
from casework.notices.models import Notice
from casework.process.dates import place_of
from casework.process.steps import refresh as refresh_case
from legal.deadlines import inactivity

State = Objection.State


@transaction.atomic
def enter_objection(*, notice: Notice, received: Received, by: User, now: datetime) -> Objection:
    """Enter an objection: its timing, its own case, the end of finality.

    InvalidData by field; Conflict where one of this party against this notice is pending. Without
    a service that deals with objections it is kept in the case, with a date (§ 75 VwGO).
    """
    case = case_actions.lock(notice.case)
    policy.require(by, policy.MAIL, case)
    notice.case = case
    check(notice, received, now)
    objection = new_objection(notice, received, measure(notice, received), by, now)
    try:
        with (
            transaction.atomic(),
            acting(by=by, act="objection.enter", subject=notice, case_id=case.pk),
        ):
            objection.save()
    except IntegrityError:
        raise Conflict(_("An objection of this party is already pending.")) from None
    with acting(by=by, act="objection.track", subject=notice, case_id=case.pk):
        _attach(objection, received, now)
        _open(objection, by, now)
        _hold_up(objection, case, now)
    return objection


@transaction.atomic
def withdraw(*, objection: Objection, on: date, reason: str, by: User, now: datetime) -> Objection:
    """Note that an objection was withdrawn; the notice then becomes final."""
    require_reason(reason)
    case = case_actions.lock(objection.case)
    policy.require(by, policy.MAIL, case)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.state not in (State.KEPT, State.IN_PROCEDURE):
        raise Conflict(_("This objection has already ended."))
    if not objection.received_on <= on <= timezone.localdate(now):
        raise InvalidData({"ended_on": _("This day lies before the objection or in the future.")})
    with acting(
        by=by,
        act="objection.withdraw",
        subject=objection.notice,
        case_id=case.pk,
        reason=reason.strip(),
    ):
        _end(objection, State.WITHDRAWN, on, reason.strip(), now)
    return objection


@transaction.atomic
def settle_by(*, notice: Notice, now: datetime) -> None:
    """The notice of a track ends the objection it deals with; nothing happens for other letters."""
    objection = (
        Objection.objects.select_for_update(of=("self",))
        .filter(track=notice.case_id, state=State.IN_PROCEDURE)
        .first()
    )
    if objection is None or notice.kind != Notice.Kind.DECISION:
        return
    with acting(
        by=None,
        act="objection.settle",
        subject=notice,
        case_id=objection.case_id,
        authority_id=objection.case.authority_id,
    ):
        on = timezone.localdate(notice.issued_at)
        _end(objection, State.SETTLED, on, f"Entschieden mit {notice.number}.", now)


def _end(objection: Objection, state: str, on: date, why: str, now: datetime) -> None:
    objection.state, objection.ended_on, objection.ended_because = state, on, why
    objection.save()
    running = Deadline.objects.filter(
        case=objection.case_id, kind=Deadline.Kind.MAIL, step=_key(objection), done_at__isnull=True
    )
    running.update(done_at=now)
    _refresh_deliveries(objection.notice_id, now)


def _attach(objection: Objection, received: Received, now: datetime) -> None:
    if received.content:
        title = f"Widerspruch gegen {objection.notice.number}"
        objection.document = attach(
            objection.case,
            title=title,
            filename=received.filename,
            content=received.content,
            now=now,
        )


def _open(objection: Objection, by: User, now: datetime) -> None:
    """Give the objection its own case, or keep it here with the reason and a date."""
    try:
        with transaction.atomic():
            objection.track = open_for(objection, by, now)
        objection.state = State.IN_PROCEDURE
    except NoTrack as error:
        objection.track, objection.trouble = None, str(error)
        _set_date(objection)
    objection.save()


def _set_date(objection: Objection) -> None:
    """After this day an action for inactivity is admissible (§ 75 VwGO, § 88 II SGG)."""
    rule = rule_of(objection.notice)
    found = inactivity(
        objection.received_on,
        place=place_of(objection.case.authority),
        kind="objection",
        court=court_of(rule),
    )
    Deadline.objects.create(
        case=objection.case,
        kind=Deadline.Kind.MAIL,
        label=f"Rechtsbehelf gegen {objection.notice.number}"[:200],
        due_on=found.due,
        because=list(found.because),
        step=_key(objection),
    )


def _hold_up(objection: Objection, case: Case, now: datetime) -> None:
    """The notice does not become final, and the people of its case learn of the objection."""
    _refresh_deliveries(objection.notice_id, now)
    case.attention, case.attention_since = Case.Attention.OBJECTION, now
    case.version += 1
    case.save(update_fields=["attention", "attention_since", "version"])
    refresh_case(case)


def _refresh_deliveries(notice: int, now: datetime) -> None:
    locked = deliveries().select_for_update(of=("self",))
    for delivery in locked.filter(notice=notice, state__in=RUNNING).order_by("pk"):
        refresh(delivery, now)


def _key(objection: Objection) -> str:
    return f"objection-{objection.pk}"
