"""What every letter of a case says, whatever its kind: its sheet, so to say."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.access.models import User
from casework.cases.models import Case, Party
from casework.decisions.models import Decision
from casework.decisions.origin import is_applied_for
from casework.notices.addresses import addressee_facts, authority_facts, person_of
from casework.notices.facts import SCHEMA
from casework.notices.models import LetterStyle
from casework.notices.styles import choose, filled, style_facts, styles_for


def frame_facts(
    case: Case,
    party: Party,
    kind: str,
    *,
    by: User | None,
    on: date,
    number: str | None,
    subject: str,
    candidate: LetterStyle | None = None,
) -> dict[str, Any]:
    """What every letter to a party says: who writes to whom, about what, and whom to ask.

    Without `by` the unit is to be asked. `candidate` is a letter style to be looked at before it
    is saved. Raises StyleError where a text of a style has a gap.
    """
    authority = authority_facts(case)
    contact = _contact(by, case) if by else _contact_of_unit(case)
    styles = styles_for(
        authority=case.authority,
        unit=case.unit,
        service=case.service,
        kind=kind,
        on=on,
        candidate=candidate,
    )
    values = _style_values(case, party, authority, contact)
    addressee = addressee_facts(party)
    greeting = choose(styles)["greeting"]
    if greeting.value and person_of(party):
        addressee["salutation"] = filled("greeting", greeting, values)
    return {
        "schema": SCHEMA,
        "kind": kind,
        "language": "de",
        "authority": authority,
        "addressee": addressee,
        "case": {
            "file_number": case.file_number,
            "service": case.service.name,
            "applied_on": case.received_on.isoformat() if is_applied_for(case) else None,
            "leika_key": case.service.leika_key or None,
            "concerns": None if party.role == Party.Role.APPLICANT else case.applicant_name,
        },
        "contact": contact,
        "letter": {"date": on.isoformat(), "subject": subject, "notice_number": number},
        "style": style_facts(styles, values),
        "decision": None,
        "list_items": [],
        "particulars": [],
        "referred_to": None,
        "remedy": None,
        "attachments": [],
        "signature": {"form": Decision.SignatureForm.NAME},
        "signatures": [],
        "response_due": None,
        "reply_by": None,
        "plain_language": None,
        "translation": None,
    }


def _contact(by: User, case: Case) -> dict[str, Any]:
    """Who writes; nobody is without a number: who has none of their own, has the authority's."""
    return {
        "name": str(by),
        "function": by.function or None,
        "phone": by.phone or case.authority.phone or None,
        "email": by.email or None,
        "room": by.room or None,
        "hours": by.hours or None,
    }


def _contact_of_unit(case: Case) -> dict[str, Any]:
    """Whom to ask about a letter that nobody wrote: the unit, through the authority's numbers."""
    authority = case.authority
    return {
        "name": case.unit.name,
        "function": None,
        "phone": authority.phone or None,
        "email": authority.email or None,
        "room": None,
        "hours": None,
    }


def _style_values(
    case: Case, party: Party, authority: Mapping[str, Any], contact: Mapping[str, Any]
) -> dict[str, Any]:
    """What the placeholders of letter styles are filled from."""
    polite = f"{party.salutation} {party.family_name}" if party.salutation else person_of(party)
    return {
        "addressee": {"name": party.name, "polite_name": polite},
        "case": {
            "file_number": case.file_number,
            "service_name": case.service.name,
            "received_on": case.received_on,
        },
        "contact": contact,
        "authority": authority,
        "unit": {"name": case.unit.name},
    }
