"""The parts of the frozen facts of a letter (see casework.notices.facts), as typed dicts.

Values that do not apply are ``None``; an empty string is always a mistake.
"""

from typing import Literal, TypedDict

from casework.notices.facts_values import (
    Amount,
    Bic,
    Colour,
    Currency,
    FileHash,
    Iban,
    IsoDate,
    Line,
    Picture,
    Text,
)

Kind = Literal[
    "decision",
    "document_request",
    "hearing",
    "acknowledgement",
    "consultation",
    "interim",
    "referral",
    "certificate",
]
Outcome = Literal["grant", "partial", "refuse", "withdraw", "revoke", "correct", "certify"]
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
    """The case the letter belongs to; ``applied_on`` is ``None`` where nobody applied.

    ``concerns`` names whose case it is where the letter goes to somebody else.
    """

    file_number: Line
    service: Line
    applied_on: IsoDate | None
    leika_key: Line | None
    concerns: Line | None


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
    """In what form the letter is signed (§ 37 III and V VwVfG, § 33 III and V SGB X)."""

    form: SignatureForm


class Signatory(TypedDict):
    """Whose name stands under the letter, and in which capacity: "im Auftrag", "in Vertretung für
    Ada Klein"; ``None`` for the head of the authority (§ 37 III VwVfG, § 33 III SGB X).
    """

    name: Line
    function: Line | None
    capacity: Line | None


class Attachment(TypedDict):
    """What is enclosed; ``sha256`` names the bytes where it is a document of the case."""

    title: Line
    sha256: FileHash | None


class Particular(TypedDict):
    """A row of the table of a certificate, an interim message or the like."""

    label: Line
    value: Text


class OtherBody(TypedDict):
    """Another authority: who it is and how to reach it."""

    name: Line
    lines: list[Line]
    phone: Line | None
    email: Line | None


class Translation(TypedDict):
    """The letter in the addressee's language (see casework.notices.languages).

    ``official_language_norm`` is where the procedure law says that the German text counts.
    """

    language: Line
    official_language_norm: Line
    paragraphs: list[Text]


class Logo(TypedDict):
    """The picture in the letterhead, base64, with what it shows in words."""

    media_type: Literal["image/svg+xml", "image/png"]
    data: Picture
    alt: Line


class Style(TypedDict):
    """What the letter styles of authority, unit and service gave (casework.notices.styles)."""

    letterhead: Line | None
    logo: Logo | None
    colour: Colour | None
    closing: Line
    foot: list[Line]
    before: list[Text]
    after: list[Text]
