"""Returned mail (Postrückläufer): the matter is open again, also where the case is closed."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases import actions as case_actions
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Case, Deadline
from casework.delivery.actions.common import (
    add_proof,
    attach,
    deliveries,
    lock,
    on_delivery,
    require_reason,
    require_state,
)
from casework.delivery.actions.ends import close_follow_up, end, follow_up_key
from casework.delivery.dates import refresh
from casework.delivery.models import Delivery, Proof
from casework.process.steps import refresh as refresh_case

State = Delivery.State
FOLLOW_UP_DAYS = 7  # an office's own reminder, no period of law
CAME_BACK = "Das Schreiben kam am {day} als unzustellbar zurück: {reason}"


def find_returned(number: str, user: User) -> Delivery:
    """The delivery to which a letter that came back belongs, by the number on it.

    InvalidData says what is wrong: unknown here, never sent, came back already, properly served.
    """
    found = _by_number(number, user).order_by("-pk").first()
    if found is None:
        raise InvalidData({"number": _("There is no letter with this number in your units.")})
    words = {
        State.PLANNED: _("This letter has not been sent yet."),
        State.RETURNED: _("This letter is already noted as returned."),
        State.FAILED: _("This delivery has already failed."),
        State.CANCELLED: _("This letter was not sent."),
    }
    if found.state in words:
        raise InvalidData({"number": words[State(found.state)]})
    if _is_served(found):
        raise InvalidData({"number": SERVED})
    return found


SERVED = (
    "Dieses Schreiben ist mit Zustellungsurkunde zugestellt. Die Zustellung bleibt wirksam, auch "
    "wenn das niedergelegte Schriftstück nicht abgeholt wurde und zurückkommt (§ 3 Abs. 2 VwZG, "
    "§ 181 ZPO). War die Zustellung fehlerhaft, nehmen Sie zuerst den Nachweis zurück."
)


@transaction.atomic
def enter_return(
    *,
    delivery: Delivery,
    returned_on: date,
    reason: str,
    by: User,
    now: datetime,
    filename: str = "",
    content: bytes = b"",
) -> Delivery:
    """Note that a letter came back: it notified nobody, and somebody has to find the address.

    Ends the delivery and its remedy period, marks the party's address, calls for attention and
    sets a date in the case. Conflict where somebody noted it already.
    """
    require_reason(reason)
    case = case_actions.lock(delivery.case)
    delivery = lock(delivery, by)
    require_state(delivery, State.UNDER_WAY, State.DELIVERED)
    if _is_served(delivery):
        raise InvalidData({"number": SERVED})
    with on_delivery(delivery, "delivery.returned", by, reason):
        document = None
        if content:
            title = f"Rückläufer {delivery.notice.number}"
            document = attach(case, title=title, filename=filename, content=content, now=now)
        add_proof(
            delivery,
            Proof.Kind.RETURNED,
            returned_on,
            by=by,
            now=now,
            text=reason.strip(),
            document=document,
        )
        why = CAME_BACK.format(day=f"{returned_on:%d.%m.%Y}", reason=reason.strip())
        end(delivery, State.RETURNED, why, by=by, now=now)
        _mark_address(delivery, returned_on)
        _call_for_attention(case, delivery, now)
    return delivery


@transaction.atomic
def undo_return(*, delivery: Delivery, reason: str, by: User, now: datetime) -> Delivery:
    """Take back a return that was entered by mistake; everything is as before.

    Conflict once the letter was sent anew.
    """
    require_reason(reason)
    delivery = lock(delivery, by)
    require_state(delivery, State.RETURNED)
    if Delivery.objects.filter(earlier=delivery).exists():
        raise Conflict(_("The letter is already being sent anew."))
    entered = delivery.proofs.filter(kind=Proof.Kind.RETURNED, corrected_by__isnull=True).last()
    with on_delivery(delivery, "delivery.return-undone", by, reason):
        if entered:
            add_proof(
                delivery,
                entered.kind,
                entered.happened_on,
                by=by,
                now=now,
                text=entered.text,
                document=entered.document,
                corrects=entered,
                void=True,
                reason=reason.strip(),
            )
        delivery.state, delivery.ended_because, delivery.ended_by = State.UNDER_WAY, "", None
        refresh(delivery, now)
        close_follow_up(delivery, now)
        _mark_address(delivery, None)
    return delivery


def _by_number(number: str, user: User) -> QuerySet[Delivery]:
    typed = "".join(number.split())
    cases = Case.objects.visible_to(user)
    return deliveries().filter(notice__number__iexact=typed, case__in=cases)


def _is_served(delivery: Delivery) -> bool:
    standing = delivery.proofs.filter(corrected_by__isnull=True, void=False)
    return standing.filter(kind=Proof.Kind.SERVICE_RECORD).exists()


def _mark_address(delivery: Delivery, on: date | None) -> None:
    """Note since when letters come back; None only where no other one did."""
    party = delivery.party
    if party is None or (on is None and _others_came_back(delivery)):
        return
    party.address_failed_on = on
    party.save(update_fields=["address_failed_on"])


def _others_came_back(delivery: Delivery) -> bool:
    others = Delivery.objects.filter(party=delivery.party, state=State.RETURNED)
    return others.filter(successor__isnull=True).exclude(pk=delivery.pk).exists()


def _call_for_attention(case: Case, delivery: Delivery, now: datetime) -> None:
    due = timezone.localdate(now) + timedelta(days=FOLLOW_UP_DAYS)
    Deadline.objects.create(
        case=case,
        kind=Deadline.Kind.MAIL,
        label=f"Anschrift klären, neu versenden ({delivery.notice.number})"[:200],
        due_on=due,
        because=[
            delivery.ended_because,
            f"Wiedervorlage der Behörde nach {FOLLOW_UP_DAYS} Tagen; keine gesetzliche Frist.",
        ],
        step=follow_up_key(delivery),
    )
    case.attention, case.attention_since = Case.Attention.RETURNED_MAIL, now
    case.version += 1
    case.save(update_fields=["attention", "attention_since", "version"])
    refresh_case(case)
