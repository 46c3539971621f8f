"""Who writes and who is written to, as a letter's facts say it."""

from datetime import date
from typing import Any

from casework.access.models import Authority
from casework.cases.models import Case, Party
from casework.decisions import addressee
from casework.notices.countries import COUNTRIES

TO_WHOM_IT_MAY_CONCERN = "Sehr geehrte Damen und Herren,"


def addressee_of(case: Case, on: date) -> Party:
    """The party letters go to on the day `on` (see casework.decisions.addressee).

    Raises Party.DoesNotExist for a case without applicant.
    """
    party = addressee.addressee_of(case.parties.all(), case.service.regime, on)
    if party is None:
        raise Party.DoesNotExist(f"{case} has no applicant")
    return party


def addressee_facts(party: Party) -> dict[str, Any]:
    """The lines of the address field and the salutation where no style has another."""
    person = person_of(party)
    country = "" if party.country == "DE" else COUNTRIES.get(party.country, party.country).upper()
    place = f"{party.postal_code} {party.city}".strip()
    lines = [party.organisation, person, party.street, place, country]
    greeting = f"Guten Tag {person}," if person else TO_WHOM_IT_MAY_CONCERN
    return {"lines": [line for line in lines if line], "salutation": greeting}


def person_of(party: Party) -> str:
    """Given and family name; empty for an organisation without a person."""
    return f"{party.given_name} {party.family_name}".strip()


def authority_facts(case: Case) -> dict[str, Any]:
    """The authority with the unit that works on the case."""
    authority, unit = case.authority, case.unit
    seat = f"{authority.postal_code} {authority.city}"
    return {
        "name": authority.name,
        "department": unit.name,
        "street": unit.street or authority.street,
        "postal_code": authority.postal_code,
        "city": authority.city,
        "land": authority.get_land_display(),
        "phone": authority.phone or None,
        "email": authority.email or None,
        "website": authority.website or None,
        "return_line": f"{authority.name}, {authority.street}, {seat}",
        "bank": _bank(authority),
        "opening_hours": _one_line(unit.opening_hours or authority.opening_hours) or None,
    }


def _one_line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _bank(authority: Authority) -> dict[str, Any] | None:
    if not authority.iban:
        return None
    name = authority.bank_name or "Bankverbindung"
    return {"name": name, "iban": authority.iban, "bic": authority.bic or None}
