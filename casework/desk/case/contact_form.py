"""What somebody entered about a conversation, and about the call-back promised in it."""

from collections.abc import Mapping
from datetime import datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_datetime, parse_time
from django.utils.translation import gettext as _

from casework.cases.appointments import Agreed
from casework.cases.contacts import Talk
from casework.cases.errors import InvalidData
from casework.cases.models import Appointment, Case, Contact
from casework.desk.requests import read_day, read_id

# The fields of the form by what the actions call them.
FIELDS = {
    "text": "contact_text",
    "spoke_with": "contact_name",
    "way": "contact_way",
    "at": "contact_at",
    "kind": "contact_kind",
    "due_on": "contact_day",
    "from_time": "contact_from",
    "to_time": "contact_to",
    "phone": "contact_phone",
    "about": "contact_about",
}
HOURS = ("contact_from", "contact_to")


def talk_of(case: Case, post: Mapping[str, str]) -> Talk:
    """The conversation in the form. InvalidData for a moment that cannot be read."""
    chosen = read_id(post.get("contact_with"))
    return Talk(
        text=_clean(post.get("contact_text")),
        party=case.parties.filter(pk=chosen).first() if chosen else None,
        spoke_with=_clean(post.get("contact_name")),
        way=post.get("contact_way") or Contact.Way.TELEPHONE,
        direction=post.get("contact_direction") or Contact.Direction.INCOMING,
        at=_moment(post.get("contact_at")),
    )


def agreed_of(post: Mapping[str, str]) -> Agreed | None:
    """What was agreed; None where neither a day nor an hour is entered."""
    if not any(post.get(name) for name in ("contact_day", *HOURS)):
        return None
    begins, ends = (read_time(post.get(name)) for name in HOURS)
    return Agreed(
        due_on=read_day(post.get("contact_day")),
        from_time=begins,
        to_time=ends,
        kind=post.get("contact_kind") or Appointment.Kind.CALL_BACK,
        about=_clean(post.get("contact_about")),
        phone=_clean(post.get("contact_phone")),
    )


def errors_by_field(errors: Mapping[str, str]) -> dict[str, str]:
    """The errors of an action by the fields of the form."""
    return {FIELDS[name]: text for name, text in errors.items()}


def read_time(text: str | None) -> time | None:
    """The hour in a form's field; None for anything that is not one."""
    try:
        return parse_time(text or "")
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise InvalidData({"at": _("Please enter day and hour.")})
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _clean(text: str | None) -> str:
    return (text or "").replace("\x00", "")
