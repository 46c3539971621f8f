"""Puts together the frozen facts of a letter from case, decision and people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.decisions.citations import Cited, cited_in, resolve
from casework.decisions.fees import due_on
from casework.decisions.models import Decision
from casework.decisions.reasons import sections_of
from casework.decisions.remedy import remedy_information, rule_for
from casework.decisions.texts import paragraphs, values_for
from casework.notices.addresses import addressee_of
from casework.notices.frame import frame_facts
from casework.notices.gaps import filled_or_refused
from casework.notices.letters import LetterDraft, body_of
from casework.notices.signatories import author, signatories, unit_as_author
from casework.process.bindings import binding_of, package_for
from casework.services.labels import labels
from legal.citations import parse

_FORM = Decision.SignatureForm
LONGEST_TITLE = 70
OFFICIAL_LANGUAGE = {  # where each procedure law says that the official language is German
    "VwVfG": "§ 23 Abs. 1 VwVfG",
    "SGB X": "§ 19 Abs. 1 Satz 1 SGB X",
    "AO": "§ 87 Abs. 1 AO",
}


def decision_facts(
    decision: Decision,
    *,
    by: User,
    on: date,
    number: str | None,
    attachments: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Facts of the notice of a decision that goes out on the day `on`, signed by `by`.

    Raises InvalidData where a text of the service or of a letter style has a gap.
    """
    case = decision.case
    package, binding = package_for(case), binding_of(decision.step, case)
    letter = package.letter(binding.letter_for(decision.outcome))
    values, words = values_for(case, case.process.data), labels(package)
    rule = rule_for(case.service, on)
    kind = "certificate" if decision.outcome == Decision.Outcome.CERTIFY else "decision"
    subject = filled_or_refused(letter.subject, values, words)
    return {
        **frame_facts(
            case, addressee_of(case, on), kind, by=by, on=on, number=number, subject=subject
        ),
        "body": [
            filled_or_refused(text, values, words) for text in (*letter.opening, *letter.closing)
        ],
        "decision": {
            "outcome": decision.outcome,
            "operative_part": paragraphs(decision.operative_part),
            "reasons": sections_of(decision),
            "ancillary_clauses": decision.clause_texts,
            "fee": _fee(decision, on),
        },
        "legal_basis": _legal_basis(cited_in(decision, on)),
        "remedy": remedy_information(rule) if rule else None,
        "attachments": [*attachments],
        "signature": {"form": decision.signature_form},
        "signatures": signatories(decision, by),
        "plain_language": _paragraphs_of_lines(decision.plain_text) or None,
        "translation": _translation(decision),
    }


def letter_facts(
    case: Case,
    draft: LetterDraft,
    *,
    by: User | None,
    on: date,
    number: str | None,
    attachments: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Facts of a letter that is no decision and goes out on the day `on`. Errors as above.

    Without `by` it goes out by itself: in the name of the unit, without a signature.
    """
    cited = resolve({cite: parse(cite) for cite in draft.law}, on, case.authority.slug)
    facts = {
        **frame_facts(
            case,
            addressee_of(case, on),
            draft.kind,
            by=by,
            on=on,
            number=number,
            subject=draft.subject,
        ),
        "body": body_of(draft),
        "list_items": [
            {"title": item.title, "text": item.text or None, "norm": item.norm or None}
            for item in draft.items
        ],
        "particulars": [{"label": label, "value": value} for label, value in draft.particulars],
        "referred_to": draft.referred_to,
        "legal_basis": _legal_basis(cited),
        "response_due": draft.response_due.isoformat() if draft.response_due else None,
        "reply_by": draft.reply_by.isoformat() if draft.reply_by else None,
        "attachments": [*attachments],
        "signature": {"form": _FORM.NAME if by else _FORM.AUTOMATED},
        "signatures": author(by, case) if by else [unit_as_author(case)],
    }
    return _to(draft.addressee, case, facts) if draft.addressee else facts


def _to(addressee: Mapping[str, Any], case: Case, facts: dict[str, Any]) -> dict[str, Any]:
    """The letter goes to somebody else than the parties, such as another body."""
    named = {**facts["case"], "concerns": case.applicant_name}
    return {**facts, "addressee": dict(addressee), "case": named}


def _fee(decision: Decision, on: date) -> dict[str, Any] | None:
    """The fee with the day it is to be paid by, counted from the notification of the letter."""
    if not decision.fee_amount:
        return None
    case = decision.case
    authority = case.authority
    if not authority.iban:
        missing = _("The authority has no bank account to which the fee could be paid.")
        raise InvalidData({"fee_amount": missing})
    return {
        "amount": f"{decision.fee_amount:.2f}",
        "currency": "EUR",
        "basis": f"Die Gebühr wird nach {decision.fee_basis} erhoben.",
        "due_on": due_on(case, on).isoformat(),
        "reference": case.file_number,
        "iban": authority.iban,
        "bic": authority.bic or None,
    }


def _paragraphs_of_lines(text: str) -> list[str]:
    """Paragraphs whose lines end where they were ended: plain language has a sentence a line."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    lines = [[" ".join(line.split()) for line in part.split("\n")] for part in parts]
    return ["\n".join(filter(None, part)) for part in lines if any(part)]


def _translation(decision: Decision) -> dict[str, Any] | None:
    texts = paragraphs(decision.translation)
    if not texts:
        return None
    return {
        "language": decision.translation_language,
        "paragraphs": texts,
        "official_language_norm": OFFICIAL_LANGUAGE[decision.case.service.regime],
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
