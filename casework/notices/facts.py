"""The frozen facts of a letter: all it says, as one plain JSON-able dict, and the check of it.

A letter is a function of these facts and nothing else, so that identical facts give identical
bytes. Values that do not apply are ``None``; an empty string is always a mistake.
"""

from typing import Any, Literal, TypedDict

from casework.notices.facts_values import (
    Amount,
    Bic,
    Currency,
    FileHash,
    Iban,
    IsoDate,
    Line,
    Text,
    problems_of,
)

SCHEMA = "sachstand-notice-facts/1"

Kind = Literal["decision", "document_request", "hearing", "acknowledgement"]
Outcome = Literal["grant", "partial", "refuse"]
SignatureForm = Literal["electronic-name", "automated", "handwritten", "sealed"]


class Bank(TypedDict):
    """The authority's account, printed in the foot of the first page."""

    name: Line
    iban: Iban
    bic: Bic | None


class Authority(TypedDict):
    """The issuing authority, which § 37 III VwVfG wants recognisable, and how to reach it."""

    name: Line
    department: Line | None
    street: Line
    postal_code: Line
    city: Line
    land: Line | None
    phone: Line | None
    email: Line | None
    website: Line | None
    return_line: Line
    bank: Bank | None
    opening_hours: Line | None


class Addressee(TypedDict):
    """Who the letter goes to: the lines of the address field (DIN 5008) and the salutation."""

    lines: list[Line]
    salutation: Line


class CaseFacts(TypedDict):
    """The case the letter belongs to; ``applied_on`` is ``None`` where nobody applied."""

    file_number: Line
    service: Line
    applied_on: IsoDate | None
    leika_key: Line | None


class Contact(TypedDict):
    """The person to ask, named on every letter."""

    name: Line
    function: Line | None
    phone: Line | None
    email: Line | None
    room: Line | None
    hours: Line | None


class LetterFacts(TypedDict):
    """Date, subject and number of the letter itself."""

    date: IsoDate
    subject: Line
    notice_number: Line | None


class Reason(TypedDict):
    """One part of the reasons, with or without a heading of its own."""

    heading: Line | None
    paragraphs: list[Text]


class Fee(TypedDict):
    """A fee with its basis and what is needed to pay it; the amount as in ``"30.70"``."""

    amount: Amount
    currency: Currency
    basis: Text
    due_on: IsoDate
    reference: Line
    iban: Iban
    bic: Bic | None


class DecisionFacts(TypedDict):
    """What was decided, why, with which ancillary clauses and at what fee."""

    outcome: Outcome
    operative_part: list[Text]
    reasons: list[Reason]
    ancillary_clauses: list[Text]
    fee: Fee | None


class ListItem(TypedDict):
    """A thing asked for, such as a missing document, with what it is needed for."""

    title: Line
    text: Text | None
    norm: Line | None


class LegalBasis(TypedDict):
    """A cited norm and the version of its text that was used, as far as it is known."""

    citation: Line
    norm_title: Line | None
    statute_title: Line | None
    as_of: IsoDate | None
    text_hash: FileHash | None


class Remedy(TypedDict):
    """The remedy information, printed word for word (a wrong addition makes it wrong)."""

    heading: Line
    paragraphs: list[Text]


class Signature(TypedDict):
    """Who signs and in what form (§ 37 III and V VwVfG, § 33 III and V SGB X)."""

    name: Line
    function: Line | None
    form: SignatureForm


class Facts(TypedDict):
    """All a letter says. Every key is required."""

    schema: Literal["sachstand-notice-facts/1"]
    kind: Kind
    language: Literal["de"]
    authority: Authority
    addressee: Addressee
    case: CaseFacts
    contact: Contact
    letter: LetterFacts
    decision: DecisionFacts | None
    body: list[Text]
    list_items: list[ListItem]
    legal_basis: list[LegalBasis]
    remedy: Remedy | None
    attachments: list[Line]
    signature: Signature
    response_due: IsoDate | None


class FactsError(ValueError):
    """The facts cannot make a letter; ``problems`` says why, one plain sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def check(facts: Any) -> list[str]:
    """Return what is wrong with the facts, one ``place: problem`` each; empty if nothing is."""
    return problems_of(facts, Facts) or _mismatches(facts)


def _mismatches(facts: Facts) -> list[str]:
    """Return where well-formed values do not fit each other or the kind of letter."""
    kind, decision = facts["kind"], facts["decision"]
    lines = facts["addressee"]["lines"]
    rules = {
        "addressee.lines: 1 to 6 lines fit the address field (DIN 5008)": 1 <= len(lines) <= 6,
        f"decision: must be given in a decision and nowhere else (kind is {kind})": (
            (decision is None) == (kind != "decision")
        ),
        "decision.operative_part: must not be empty": (
            decision is None or bool(decision["operative_part"])
        ),
        f"body: must not be empty in a letter of kind {kind}": (
            kind == "decision" or bool(facts["body"])
        ),
        "list_items: a document request must ask for something": (
            kind != "document_request" or bool(facts["list_items"])
        ),
        f"response_due: a letter of kind {kind} must say by when to answer": (
            kind not in ("document_request", "hearing") or facts["response_due"] is not None
        ),
        "response_due: lies before the date of the letter": (
            facts["response_due"] is None or facts["response_due"] >= facts["letter"]["date"]
        ),
        "remedy.paragraphs: must not be empty": (
            facts["remedy"] is None or bool(facts["remedy"]["paragraphs"])
        ),
    }
    return [problem for problem, fine in rules.items() if not fine]
