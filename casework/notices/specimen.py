"""A letter to nobody, to see how a letter style looks: real authority, invented everything else."""

from datetime import date, timedelta
from typing import Any

from casework.access.models import Unit, User
from casework.cases.models import Case, Party
from casework.notices.facts_parts import OtherBody
from casework.notices.frame import frame_facts
from casework.notices.models import LetterStyle
from casework.notices.signatories import author
from casework.notices.style_entry import Place
from casework.services.models import Service

BODY = [
    "an dieser Stelle steht der Text des Schreibens. Er kommt aus der Leistung und von der Person, "
    "die den Vorgang bearbeitet; die Briefvorlage gibt ihm den Rahmen.",
    "Zum Rahmen gehören Briefkopf, Farbe, Anrede, Grußformel, feste Absätze vor und nach dem Text "
    "und die Zeilen im Fuß.",
]


def specimen(place: Place, style: LetterStyle, *, by: User, on: date) -> dict[str, Any]:
    """Facts of a letter of today in which the unsaved `style` holds for its place.

    Raises StyleError where a placeholder has no value.
    """
    case = Case(
        authority=place.authority,
        unit=_unit(place),
        service=place.service or Service(name="Musterleistung"),
        file_number="MUSTER-0001",
        applicant_name="Erika Mustermann",
        received_on=on,
    )
    style.valid_from = min(style.valid_from, on)
    kind = place.kind or "interim"
    frame = frame_facts(
        case,
        _party(),
        kind,
        by=by,
        on=on,
        number="MUSTER-0001/1",
        subject="Muster eines Schreibens",
        candidate=style,
    )
    return {**frame, "signatures": author(by, case), **_content(kind, on + timedelta(days=30))}


def _unit(place: Place) -> Unit:
    if place.service:
        return place.service.unit
    return place.unit or place.authority.units.order_by("parent", "pk").first() or Unit()


def _party() -> Party:
    return Party(
        role=Party.Role.APPLICANT,
        salutation="Frau",
        given_name="Erika",
        family_name="Mustermann",
        street="Musterstraße 1",
        postal_code="12345",
        city="Musterstadt",
    )


def _content(kind: str, later: date) -> dict[str, Any]:
    """What each kind must say."""
    decision = {
        "outcome": "certify" if kind == "certificate" else "grant",
        "operative_part": ["Hier steht, was entschieden wird."],
        "reasons": [{"heading": None, "paragraphs": ["Hier stehen die Gründe."]}],
        "ancillary_clauses": [],
        "fee": None,
    }
    body: OtherBody = {
        "name": "Musterbehörde",
        "lines": ["Musterplatz 1", "12345 Musterstadt"],
        "phone": None,
        "email": None,
    }
    return {
        "body": BODY,
        "decision": decision if kind in ("decision", "certificate") else None,
        "list_items": [{"title": "Musterunterlage", "text": None, "norm": None}]
        if kind == "document_request"
        else [],
        "legal_basis": [],
        "response_due": later.isoformat() if kind in ("document_request", "hearing") else None,
        "reply_by": later.isoformat() if kind == "interim" else None,
        "referred_to": body if kind == "referral" else None,
    }
