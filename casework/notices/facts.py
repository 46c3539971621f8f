"""The frozen facts of a letter: all it says, as one plain JSON-able dict, and the check of it.

A letter is a function of these facts and nothing else, so that identical facts give identical
bytes. Values that do not apply are ``None``; an empty string is always a mistake.
"""

from typing import Any, Literal, TypedDict

from casework.notices.facts_parts import (
    Addressee,
    Attachment,
    Authority,
    CaseFacts,
    Contact,
    DecisionFacts,
    Kind,
    LegalBasis,
    LetterFacts,
    ListItem,
    OtherBody,
    Particular,
    Remedy,
    Signatory,
    Signature,
    Style,
    Translation,
)
from casework.notices.facts_values import IsoDate, Text, problems_of
from casework.notices.languages import LANGUAGES

SCHEMA = "sachstand-notice-facts/1"


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
    style: Style
    decision: DecisionFacts | None
    body: list[Text]
    list_items: list[ListItem]
    particulars: list[Particular]
    referred_to: OtherBody | None
    legal_basis: list[LegalBasis]
    remedy: Remedy | None
    attachments: list[Attachment]
    signature: Signature
    signatures: list[Signatory]
    response_due: IsoDate | None
    reply_by: IsoDate | None
    plain_language: list[Text] | None
    translation: Translation | None


class FactsError(ValueError):
    """The facts cannot make a letter; ``problems`` says why, one plain sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def check(facts: Any) -> list[str]:
    """Return what is wrong with the facts, one ``place: problem`` each; empty if nothing is."""
    return problems_of(facts, Facts) or [
        problem
        for rules in (_frame_rules, _content_rules, _further_page_rules)
        for problem, fine in rules(facts).items()
        if not fine
    ]


def _frame_rules(facts: Facts) -> dict[str, bool]:
    """What the sheet needs."""
    lines, sent = facts["addressee"]["lines"], facts["letter"]["date"]
    due, reply_by, remedy = facts["response_due"], facts["reply_by"], facts["remedy"]
    return {
        "addressee.lines: 1 to 6 lines fit the address field (DIN 5008)": 1 <= len(lines) <= 6,
        "style.foot: at most 4 lines fit the foot": len(facts["style"]["foot"]) <= 4,
        "response_due: lies before the date of the letter": due is None or due >= sent,
        "reply_by: lies before the date of the letter": reply_by is None or reply_by >= sent,
        "remedy.paragraphs: must not be empty": remedy is None or bool(remedy["paragraphs"]),
        "signatures: somebody must sign": bool(facts["signatures"]),
    }


def _content_rules(facts: Facts) -> dict[str, bool]:
    """What each kind of letter must say, and what only some of them may."""
    kind, decision = facts["kind"], facts["decision"]
    return {
        f"decision: must be given in a decision and nowhere else (kind is {kind})": (
            kind == "certificate" or (decision is None) == (kind != "decision")
        ),
        "decision.outcome: certify makes a certificate, and only a certificate": (
            decision is None or (decision["outcome"] == "certify") == (kind == "certificate")
        ),
        "decision.operative_part: must not be empty": (
            decision is None or bool(decision["operative_part"])
        ),
        f"body: must not be empty in a letter of kind {kind}": (
            kind == "decision" or decision is not None or bool(facts["body"])
        ),
        "list_items: a document request must ask for something": (
            kind != "document_request" or bool(facts["list_items"])
        ),
        f"response_due: a letter of kind {kind} must say by when to answer": (
            kind not in ("document_request", "hearing") or facts["response_due"] is not None
        ),
        "reply_by: an interim message must say by when the authority writes again": (
            kind != "interim" or facts["reply_by"] is not None
        ),
        "referred_to: a referral, and only a referral, names the competent body": (
            (facts["referred_to"] is None) == (kind != "referral")
        ),
    }


def _further_page_rules(facts: Facts) -> dict[str, bool]:
    """What the pages in plain language and in another language need."""
    plain, translation = facts["plain_language"], facts["translation"]
    return {
        "plain_language: must not be empty": plain is None or bool(plain),
        "translation.paragraphs: must not be empty": (
            translation is None or bool(translation["paragraphs"])
        ),
        f"translation.language: must be one of {', '.join(LANGUAGES)}": (
            translation is None or translation["language"] in LANGUAGES
        ),
    }
