"""Puts together the frozen facts of a letter from case, decision and people."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from casework.access.models import Authority, User
from casework.cases.models import Case, Party
from casework.decisions.citations import Cited, cited_in, resolve
from casework.decisions.models import Decision
from casework.decisions.remedy import remedy_information, rule_for
from casework.decisions.texts import paragraphs, values_for
from casework.notices.facts import SCHEMA
from casework.notices.letters import LetterDraft, body_of
from casework.process.bindings import binding_of, package_for
from casework.process.dates import REGIMES, place_of
from casework.process.models import Step
from casework.services.labels import labels
from casework.services.package import fill
from legal import deadlines
from legal.citations import parse

LONGEST_TITLE = 70


def decision_facts(decision: Decision, *, by: User, on: date, number: str | None) -> dict[str, Any]:
    """Facts of the notice of a decision that goes out on the day `on`, signed by `by`."""
    case = decision.case
    package, binding = package_for(case), binding_of(decision.step, case)
    letter = package.letter(binding.letter_for(decision.outcome))
    values, words = values_for(case, case.process.data), labels(package)
    rule = rule_for(case.service, on)
    return {
        **_frame(case, by=by, on=on, number=number, subject=fill(letter.subject, values).text),
        "kind": "decision",
        "body": [fill(text, values, words).text for text in (*letter.opening, *letter.closing)],
        "decision": {
            "outcome": decision.outcome,
            "operative_part": paragraphs(decision.operative_part),
            "reasons": _reasons(decision),
            "ancillary_clauses": decision.clause_texts,
            "fee": _fee(decision, on),
        },
        "legal_basis": _legal_basis(cited_in(decision, on)),
        "remedy": remedy_information(rule) if rule else None,
    }


def letter_facts(
    step: Step, case: Case, draft: LetterDraft, *, by: User, on: date, number: str | None
) -> dict[str, Any]:
    """Facts of a document request, a hearing or the like that goes out on the day `on`."""
    citations = [law.cite for law in binding_of(step, case).law]
    cited = resolve({cite: parse(cite) for cite in citations}, on, case.authority.slug)
    return {
        **_frame(case, by=by, on=on, number=number, subject=draft.subject),
        "kind": draft.kind,
        "body": body_of(draft),
        "list_items": [
            {"title": item.title, "text": item.text or None, "norm": item.norm or None}
            for item in draft.items
        ],
        "legal_basis": _legal_basis(cited),
        "response_due": draft.response_due.isoformat() if draft.response_due else None,
    }


def _frame(case: Case, *, by: User, on: date, number: str | None, subject: str) -> dict[str, Any]:
    """What every letter of a case says: who writes to whom, about what, and whom to ask."""
    return {
        "schema": SCHEMA,
        "language": "de",
        "authority": _authority(case),
        "addressee": _addressee(case.parties.filter(role=Party.Role.APPLICANT).get()),
        "case": {
            "file_number": case.file_number,
            "service": case.service.name,
            "applied_on": case.received_on.isoformat(),
            "leika_key": case.service.leika_key or None,
        },
        "contact": {
            "name": str(by),
            "function": by.function or None,
            "phone": by.phone or None,
            "email": by.email or None,
            "room": by.room or None,
            "hours": by.hours or None,
        },
        "letter": {"date": on.isoformat(), "subject": subject, "notice_number": number},
        "decision": None,
        "list_items": [],
        "remedy": None,
        "attachments": [],
        "signature": {"name": str(by), "function": by.function or None, "form": "electronic-name"},
        "response_due": None,
    }


def _authority(case: Case) -> dict[str, Any]:
    authority, unit = case.authority, case.unit
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
        "return_line": f"{authority.name}, {authority.street}, "
        f"{authority.postal_code} {authority.city}",
        "bank": _bank(authority),
        "opening_hours": unit.opening_hours or authority.opening_hours or None,
    }


def _bank(authority: Authority) -> dict[str, Any] | None:
    if not authority.iban:
        return None
    return {"name": authority.bank_name, "iban": authority.iban, "bic": authority.bic or None}


def _addressee(party: Party) -> dict[str, Any]:
    person = f"{party.given_name} {party.family_name}".strip()
    lines = [party.organisation, person, party.street, f"{party.postal_code} {party.city}".strip()]
    greeting = f"Guten Tag {person}," if person else "Sehr geehrte Damen und Herren,"
    return {"lines": [line for line in lines if line], "salutation": greeting}


def _reasons(decision: Decision) -> list[dict[str, Any]]:
    texts = paragraphs(decision.reasons)
    return [{"heading": None, "paragraphs": texts}] if texts else []


def _fee(decision: Decision, on: date) -> dict[str, Any] | None:
    """The fee with the day it is to be paid by, counted from the notification of the letter."""
    if not decision.fee_amount:
        return None
    case = decision.case
    authority = case.authority
    notified = deadlines.notify(
        event=on, fiction="post", regime=REGIMES[case.service.regime], place=place_of(authority)
    ).on
    return {
        "amount": f"{decision.fee_amount:.2f}",
        "currency": "EUR",
        "basis": f"Die Gebühr wird nach {decision.fee_basis} erhoben.",
        "due_on": ((notified or on) + timedelta(days=authority.payment_days)).isoformat(),
        "reference": case.file_number,
        "iban": authority.iban,
        "bic": authority.bic or None,
    }


def _legal_basis(found: Sequence[Cited]) -> list[dict[str, Any]]:
    return [
        {
            "citation": cited.text,
            "norm_title": cited.passage.norm_title or None if cited.passage else None,
            "statute_title": _short(cited.passage.statute_title) if cited.passage else None,
            "as_of": cited.passage.observed_at.date().isoformat() if cited.passage else None,
            "text_hash": cited.passage.text_hash if cited.passage else None,
        }
        for cited in found
    ]


def _short(title: str) -> str | None:
    """The title of a statute where it helps the reader; some run over several lines."""
    return title if 0 < len(title) <= LONGEST_TITLE else None
