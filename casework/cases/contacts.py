"""Noting who spoke with whom about what, and hinting at a call where letters go back and forth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.actions import lock
from casework.cases.appointments import Agreed, agree
from casework.cases.errors import InvalidData
from casework.cases.models import Case, Contact, Party

LETTERS_UNTIL_HINT = 2


@dataclass(frozen=True)
class Talk:
    """What was spoken: with a `party` of the case or, by words, with somebody else.

    `at` is when; None: just now.
    """

    text: str
    party: Party | None = None
    spoke_with: str = ""
    way: str = Contact.Way.TELEPHONE
    direction: str = Contact.Direction.INCOMING
    at: datetime | None = None


@transaction.atomic
def add_contact(
    *, case: Case, talk: Talk, by: User, now: datetime, agreed: Agreed | None = None
) -> Contact:
    """Note a conversation in the file, and with it the call-back or meeting `agreed` in it.

    Raises NotAllowed for who may not comment on the case, InvalidData by field.
    """
    case = lock(case)
    policy.require(by, policy.COMMENT, case)
    if errors := errors_of(case, talk, now):
        raise InvalidData(errors)
    contact = Contact(
        case=case,
        party=talk.party,
        spoke_with="" if talk.party else talk.spoke_with.strip(),
        way=talk.way,
        direction=talk.direction,
        text=talk.text.strip(),
        at=talk.at or now,
        written_by=by,
        written_at=now,
    )
    with acting(by=by, act="contact.add", subject=case, case_id=case.pk):
        contact.save()
    if agreed is not None:
        agree(case=case, agreed=agreed, by=by, now=now, contact=contact)
    return contact


def errors_of(case: Case, talk: Talk, now: datetime) -> dict[str, str]:
    """What is wrong with a conversation, by field."""
    errors = {}
    if not talk.text.strip():
        errors["text"] = _("Please say what it was about.")
    if talk.party is None and not talk.spoke_with.strip():
        errors["spoke_with"] = _("Please say with whom.")
    elif talk.party is not None and talk.party.case_id != case.pk:
        errors["spoke_with"] = _("This person takes no part in the case.")
    elif len(talk.spoke_with.strip()) > 200:
        errors["spoke_with"] = _("The name has more than %(n)s characters.") % {"n": 200}
    if talk.way not in Contact.Way or talk.direction not in Contact.Direction:
        errors["way"] = _("Please choose how you spoke.")
    if talk.at is not None and talk.at > now:
        errors["at"] = _("The conversation lies in the future.")
    return errors


def better_call(letters: Iterable[datetime], contacts: Iterable[datetime]) -> bool:
    """Whether letters went back and forth (`letters`: when those that want an answer were issued)
    so often since the last conversation that a call does more; pure."""
    last = max(contacts, default=None)
    since = [one for one in letters if last is None or one > last]
    return len(since) >= LETTERS_UNTIL_HINT
