"""Call-backs that were promised and meetings: agreed, moved, dealt with."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.errors import Conflict, InvalidData
from casework.cases.models import Appointment, Case, Contact, Note

MOST_LETTERS = 200


@dataclass(frozen=True)
class Agreed:
    """A day and the hours as they were asked for; `phone` where another number than the party's."""

    due_on: date | None
    from_time: time | None = None
    to_time: time | None = None
    kind: str = Appointment.Kind.CALL_BACK
    about: str = ""
    phone: str = ""


@transaction.atomic
def agree(*, case: Case, agreed: Agreed, by: User, now: datetime, contact: Contact) -> Appointment:
    """A call-back or a meeting, with whom the conversation `contact` was.

    Raises NotAllowed for who does not work on the unit's cases, InvalidData by field.
    """
    case = lock(case)
    policy.require(by, policy.CALL_BACK, case)
    errors = errors_of(agreed, timezone.localdate(now))
    if errors or agreed.due_on is None:
        raise InvalidData(errors)
    phone = agreed.phone.strip() or (contact.party.phone if contact.party else "")
    found = Appointment(
        case=case,
        contact=contact,
        kind=agreed.kind,
        phone=phone,
        due_on=agreed.due_on,
        from_time=agreed.from_time,
        to_time=agreed.to_time,
        about=agreed.about.strip(),
        changed_at=now,
    )
    with acting(by=by, act="appointment.agree", subject=case, case_id=case.pk):
        found.save()
        _remember(case)
    return found


@transaction.atomic
def move(
    *, appointment: Appointment, to: Agreed, text: str, by: User, now: datetime, seen: int
) -> Appointment:
    """Another day or hour; what was remarked about it goes into the file as a note.

    `seen` is how often it had been moved when the person looked. Raises NotAllowed, InvalidData,
    Conflict when somebody dealt with it or moved it meanwhile.
    """
    case, found = _locked(appointment, by, seen)
    errors = errors_of(to, timezone.localdate(now))
    if errors or to.due_on is None:
        raise InvalidData(errors)
    found.due_on, found.from_time, found.to_time = to.due_on, to.from_time, to.to_time
    found.moves, found.changed_at = found.moves + 1, now
    with acting(by=by, act="appointment.move", subject=case, case_id=case.pk):
        found.save(update_fields=["due_on", "from_time", "to_time", "moves", "changed_at"])
        if text.strip():
            _note(case, _moved(found, text.strip()), by, now)
        _remember(case)
    return found


@transaction.atomic
def finish(
    *, appointment: Appointment, text: str, reached: bool, by: User, now: datetime, seen: int
) -> Appointment:
    """It is dealt with: what was spoken is a conversation in the file, else why not is a note.

    Raises NotAllowed, InvalidData without a word on what came of it, Conflict as `move`.
    """
    case, found = _locked(appointment, by, seen)
    if not text.strip():
        raise InvalidData({"text": _("Please say what came of it.")})
    found.done_by, found.done_at, found.changed_at = by, now, now
    with acting(by=by, act="appointment.done", subject=case, case_id=case.pk):
        found.save(update_fields=["done_by", "done_at", "changed_at"])
        if reached:
            _talk(found, text.strip(), by, now).save()
        else:
            _note(case, text.strip(), by, now)
        _remember(case)
    return found


def errors_of(agreed: Agreed, today: date) -> dict[str, str]:
    """What is wrong with a day and its hours, by field."""
    errors = {}
    if agreed.kind not in Appointment.Kind:
        errors["kind"] = _("Please choose what was agreed.")
    if agreed.due_on is None:
        errors["due_on"] = _("Please enter the day.")
    elif agreed.due_on < today:
        errors["due_on"] = _("The day lies in the past.")
    if agreed.to_time and agreed.from_time is None:
        errors["from_time"] = _("Please also say from when.")
    elif agreed.to_time and agreed.from_time and agreed.to_time <= agreed.from_time:
        errors["to_time"] = _("The end lies before the beginning.")
    if len(agreed.about.strip()) > MOST_LETTERS:
        errors["about"] = _("This has more than %(n)s characters.") % {"n": MOST_LETTERS}
    if len(agreed.phone.strip()) > 50:
        errors["phone"] = _("This has more than %(n)s characters.") % {"n": 50}
    return errors


def _locked(appointment: Appointment, by: User, seen: int) -> tuple[Case, Appointment]:
    case = lock(appointment.case)
    policy.require(by, policy.CALL_BACK, case)
    rows = Appointment.objects.select_for_update(of=("self",)).select_related(
        "contact__party", "done_by"
    )
    found = rows.get(pk=appointment.pk)
    if found.done_at is not None:
        raise Conflict(_("It was dealt with before"), by=found.done_by, at=found.done_at)
    if found.moves != seen:
        day = date_format(found.due_on, "SHORT_DATE_FORMAT")
        raise Conflict(_("It was moved to %(day)s in the meantime.") % {"day": day})
    return case, found


def _talk(found: Appointment, text: str, by: User, now: datetime) -> Contact:
    calls = found.kind == Appointment.Kind.CALL_BACK
    return Contact(
        case_id=found.case_id,
        party=found.contact.party,
        spoke_with=found.contact.spoke_with,
        way=Contact.Way.TELEPHONE if calls else Contact.Way.COUNTER,
        direction=Contact.Direction.OUTGOING if calls else Contact.Direction.INCOMING,
        text=text,
        at=now,
        written_by=by,
        written_at=now,
    )


def _moved(found: Appointment, text: str) -> str:
    """The note of the file, which is German: what was moved where to, and what was remarked."""
    what = "Rückruf" if found.kind == Appointment.Kind.CALL_BACK else "Termin"
    return f"{what} verschoben auf {found.due_on:%d.%m.%Y}: {text}"


def _note(case: Case, text: str, by: User, now: datetime) -> None:
    Note(case=case, text=text, written_by=by, written_at=now).save()


def _remember(case: Case) -> None:
    """Keep in the case when the first call-back is to be made, for the lists."""
    waiting = case.appointments.filter(kind=Appointment.Kind.CALL_BACK, done_at__isnull=True)
    first = waiting.first()
    case.call_back_on = first.due_on if first else None
    case.call_back_from = first.from_time if first else None
    case.version += 1
    case.save(update_fields=["call_back_on", "call_back_from", "version"])
