"""What an objection says when it arrives, checked and measured before anything is written."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.errors import InvalidData
from casework.cases.models import Party
from casework.decisions.remedy import rule_for
from casework.delivery.models import Delivery, Objection
from casework.delivery.timing import Judged, Period, can_be_mended, judge, other_remedy
from casework.notices.models import Notice
from casework.process.dates import place_of
from casework.services.models import RemedyRule
from legal.deadlines import DeadlineError

RUNNING = (Delivery.State.UNDER_WAY, Delivery.State.DELIVERED)
Timing, Reinstatement = Objection.Timing, Objection.Reinstatement


@dataclass(frozen=True, kw_only=True)
class Received:
    """What came: from whom, when, in which form, and what it says (or a scan of it).

    A late one also says whether reinstatement is applied for, what hindered the person and until
    when.
    """

    party: Party
    received_on: date
    form: str
    text: str = ""
    filename: str = ""
    content: bytes = b""
    reinstatement: str = ""
    obstacle: str = ""
    obstacle_ended_on: date | None = None


def measure(notice: Notice, received: Received) -> Judged:
    """In time or not, as it would be entered now; nothing is changed."""
    rule = rule_of(notice)
    period = _period(notice, received.party)
    found = judge(received.received_on, received.form, period, court_of(rule))
    return Judged(
        timing=found.timing,
        due_on=found.due_on,
        because=(*found.because, *other_remedy(rule)),
    )


def check(notice: Notice, received: Received, now: datetime) -> None:
    """InvalidData by field for what cannot be, or is missing."""
    errors: dict[str, str] = {}
    if received.received_on > timezone.localdate(now):
        errors["received_on"] = _("This day lies in the future.")
    elif received.received_on < timezone.localdate(notice.issued_at):
        errors["received_on"] = _("The notice was issued after this day.")
    if not received.text.strip() and not received.content:
        errors["text"] = _("Please say what the objection says, or attach it.")
    if notice.kind != Notice.Kind.DECISION:
        errors["notice"] = _("Only a decision can be objected to.")
    late = not errors and measure(notice, received).timing == Timing.LATE
    if late and not received.reinstatement:
        errors["reinstatement"] = _(
            "The objection is late. Please say whether reinstatement is applied for."
        )
    if late and received.reinstatement == Reinstatement.APPLIED:
        if received.obstacle_ended_on is None:
            errors["obstacle_ended_on"] = _("Please enter the day on which the obstacle ended.")
        if not received.obstacle.strip():
            errors["obstacle"] = _("Please say what hindered the person.")
    if errors:
        raise InvalidData(errors)


def new_objection(
    notice: Notice, received: Received, judged: Judged, by: User, now: datetime
) -> Objection:
    objection = Objection(
        case=notice.case,
        notice=notice,
        party=received.party,
        received_on=received.received_on,
        form=received.form,
        text=received.text.strip() or "Siehe das beigefügte Schreiben.",
        timing=judged.timing,
        due_on=judged.due_on,
        because=list(judged.because),
        state=Objection.State.KEPT,
        entered_by=by,
        entered_at=now,
    )
    if judged.timing == Timing.LATE:
        _ask_for_reinstatement(objection, received)
    return objection


def _ask_for_reinstatement(objection: Objection, received: Received) -> None:
    objection.reinstatement = received.reinstatement
    objection.obstacle = received.obstacle.strip()
    if received.reinstatement != Reinstatement.APPLIED or objection.due_on is None:
        return
    objection.obstacle_ended_on = received.obstacle_ended_on
    try:
        until, because = can_be_mended(
            obstacle_ended=received.obstacle_ended_on or received.received_on,
            missed=objection.due_on,
            received_on=received.received_on,
            court=court_of(rule_of(objection.notice)),
            place=place_of(objection.case.authority),
        )
    except DeadlineError as error:
        raise InvalidData({"obstacle_ended_on": str(error)}) from error
    objection.reinstatement_due_on = until.due
    objection.reinstatement_because = list(because)


def _period(notice: Notice, party: Party) -> Period | None:
    """The remedy period for this party: of the delivery to them, or to who stands for them."""
    found = notice.deliveries.filter(state__in=RUNNING, deadline__isnull=False)
    if party.role == Party.Role.THIRD:
        found = found.filter(party=party)
    delivery = found.select_related("deadline").order_by("-pk").first()
    if delivery is None or delivery.deadline is None:
        return None
    row = delivery.deadline
    return Period(due_on=row.due_on, disputed_on=row.disputed_on)


def rule_of(notice: Notice) -> RemedyRule | None:
    """The remedy rule under which the notice was issued."""
    return rule_for(notice.case.service, timezone.localdate(notice.issued_at))


def court_of(rule: RemedyRule | None) -> str:
    """Whose procedure the remedy follows; the VwGO where nobody entered it."""
    return rule.court if rule else RemedyRule.Court.VWGO
