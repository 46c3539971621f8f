"""Notes and conversations of a case in one list, what was agreed in them, and the form for more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.contacts import better_call
from casework.cases.models import Appointment, Case, Contact, Note
from casework.desk.case.attempt import Attempt
from casework.desk.hours import hours
from casework.desk.inbox.urgency import Urgency, urgency
from casework.notices.models import Notice
from casework.prepared import related

BACK_AND_FORTH = (Notice.Kind.DOCUMENT_REQUEST, Notice.Kind.HEARING)
FORM = "contact_"  # what the names of the form's fields begin with
HEADINGS: dict[tuple[str, str], Promise] = {
    ("telephone", "incoming"): _("Call from %(who)s"),
    ("telephone", "outgoing"): _("Call to %(who)s"),
    ("counter", "incoming"): _("At the counter: %(who)s"),
    ("counter", "outgoing"): _("At the counter: %(who)s"),
    ("visit", "incoming"): _("Visit on site: %(who)s"),
    ("visit", "outgoing"): _("Visit on site: %(who)s"),
    ("video", "incoming"): _("Video call with %(who)s"),
    ("video", "outgoing"): _("Video call with %(who)s"),
    ("email", "incoming"): _("E-mail from %(who)s"),
    ("email", "outgoing"): _("E-mail to %(who)s"),
}


@dataclass(frozen=True)
class Remark:
    """A note, or a conversation with its `heading` (who, and by which way)."""

    at: datetime
    by: User
    text: str
    heading: str = ""


@dataclass(frozen=True)
class Agreement:
    """A call-back or meeting that is still to come, or late."""

    appointment: Appointment
    hours: str
    urgency: Urgency

    @property
    def presses(self) -> bool:
        """Whether its day has come."""
        return self.urgency.level in ("overdue", "today")


def remarks_context(
    case: Case, today: date, attempt: Attempt | None, kept: Mapping[str, Any]
) -> dict[str, Any]:
    """What the page shows of notes, conversations and appointments; two queries.

    `kept` are entries of the conversation's form that were not sent yet.
    """
    notes: list[Note] = related(case, "notes", "written_by")
    contacts: list[Contact] = related(case, "contacts", "written_by", "party", "appointment")
    sent = attempt is not None and any(name.startswith(FORM) for name in attempt.errors)
    return {
        "contacts": contacts,
        "remarks": merged(notes, contacts),
        "agreements": agreements(_waiting(contacts), today),
        "talk": attempt.post if attempt and sent else kept,
        "talk_errors": attempt.errors if attempt and sent else {},
        "ways": Contact.Way.choices,
        "directions": Contact.Direction.choices,
        "kinds": Appointment.Kind.choices,
    }


def _waiting(contacts: Iterable[Contact]) -> list[Appointment]:
    """What was agreed in these conversations and is not dealt with, the earliest first."""
    found = [getattr(one, "appointment", None) for one in contacts]
    waiting = [one for one in found if one is not None and one.done_at is None]
    return sorted(waiting, key=lambda one: (one.due_on, one.from_time or time.max, one.pk))


def merged(notes: Iterable[Note], contacts: Iterable[Contact]) -> list[Remark]:
    """Both in the order of time, the latest first."""
    found = [Remark(one.written_at, one.written_by, one.text) for one in notes]
    found += [Remark(one.at, one.written_by, one.text, heading(one)) for one in contacts]
    return sorted(found, key=lambda one: one.at, reverse=True)


def latest_remarks(case: Case, most: int) -> list[Remark]:
    """The latest `most` notes and conversations; two queries."""
    notes = case.notes.select_related("written_by")[:most]
    contacts = case.contacts.select_related("written_by", "party")[:most]
    return merged(notes, contacts)[:most]


def heading(contact: Contact) -> str:
    """Who it was with, and by which way."""
    return str(HEADINGS[contact.way, contact.direction]) % {"who": contact.name}


def agreements(waiting: Iterable[Appointment], today: date) -> list[Agreement]:
    """Each with its hours and how near it is."""
    return [
        Agreement(one, hours(one.from_time, one.to_time), urgency(one.due_on, today))
        for one in waiting
    ]


def hint_to_call(letters: Iterable[Notice], contacts: Sequence[Contact], case: Case) -> bool:
    """Whether the page should say that a call does more than the next letter; no query."""
    asked = [one.issued_at for one in letters if one.kind in BACK_AND_FORTH]
    return case.status == Case.Status.OPEN and better_call(asked, [one.at for one in contacts])
