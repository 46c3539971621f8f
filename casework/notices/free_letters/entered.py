"""A letter without a step as a person entered it: each field read, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.decisions.texts import paragraphs
from casework.notices.addresses import TO_WHOM_IT_MAY_CONCERN, addressee_facts, addressee_of
from casework.notices.free_letters.proposal import TO_BODY, Proposal, parties_of, propose
from casework.notices.gaps import GAP
from casework.notices.letters import Item, LetterDraft
from casework.notices.models import Notice

Kind = Notice.Kind
ANSWER_NEEDED = (Kind.DOCUMENT_REQUEST, Kind.HEARING)
ANSWER_POSSIBLE = (*ANSWER_NEEDED, Kind.CONSULTATION)
WITH_ROWS = (Kind.ACKNOWLEDGEMENT, Kind.CERTIFICATE, Kind.INTERIM, Kind.REFERRAL)
MOST_SUBJECT, MOST_LINES = 150, 6


def compose(case: Case, kind: str, entered: Mapping[str, Any], on: date) -> LetterDraft:
    """The letter as it was entered. Raises InvalidData by field for what is missing or wrong.

    `entered` holds `to`, `subject`, `text`; by kind also `items` (keys) and `questions` (one a
    line), `response_due`, `reply_by` (ISO dates), `rows` ("label: value" a line), and for another
    body `body_lines`, `body_salutation`; for a referral `referred_name`, `_lines`, `_phone`,
    `_email`.
    """
    proposal, errors = propose(case, kind, on), _Errors()
    text = paragraphs(str(entered.get("text", "")))
    subject = " ".join(str(entered.get("subject", "")).split())
    errors.check("subject", bool(subject), _("Please enter a subject."))
    errors.check("subject", len(subject) <= MOST_SUBJECT, _("The subject is too long."))
    errors.check("text", bool(text), _("Please enter the text."))
    gap = _("The text still has a gap: […]. Please fill it in.")
    errors.check("text", all(GAP not in part for part in (*text, subject)), gap)
    draft = LetterDraft(
        kind=kind,
        subject=subject,
        opening=tuple(text[:1]),
        text="",
        closing=tuple(text[1:]),
        items=_chosen(proposal, entered, errors),
        response_due=_answer_date(proposal, entered, on, errors),
        because=proposal.because,
        reply_by=_reply_date(proposal, entered, on, errors),
        particulars=tuple(_rows(entered, errors)) if kind in WITH_ROWS else (),
        referred_to=_referred(entered, errors) if kind == Kind.REFERRAL else None,
        addressee=_addressee(case, entered, on, errors),
        law=proposal.law,
    )
    errors.raise_any()
    # What counted as computed is only told where that date was kept.
    kept = draft.response_due == proposal.response_due
    return draft if kept else replace(draft, because=())


class _Errors:
    """Collects the first message of each field."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def check(self, name: str, fine: bool, message: str) -> None:
        if not fine:
            self.found.setdefault(name, message)

    def raise_any(self) -> None:
        if self.found:
            raise InvalidData(self.found)


def _chosen(proposal: Proposal, entered: Mapping[str, Any], errors: _Errors) -> tuple[Item, ...]:
    """The chosen documents, then what was written line by line."""
    keys = entered.get("items") or ()
    lines = [line.strip() for line in str(entered.get("questions", "")).splitlines()]
    found = [item for item in proposal.items if item.key in keys]
    if proposal.kind in ANSWER_POSSIBLE:
        found += [Item("", line, "", "", True) for line in lines if line]
    if proposal.kind == Kind.DOCUMENT_REQUEST:
        errors.check("items", bool(found), _("Choose at least one document to ask for."))
    return tuple(found)


def _answer_date(
    proposal: Proposal, entered: Mapping[str, Any], on: date, errors: _Errors
) -> date | None:
    if proposal.kind not in ANSWER_POSSIBLE:
        return None
    text = str(entered.get("response_due", ""))
    due, least = _date(text), proposal.response_due
    if not text and proposal.kind not in ANSWER_NEEDED:
        return None
    errors.check("response_due", due is not None, _("Please enter a date."))
    if due and least and proposal.kind in ANSWER_NEEDED and due < least:
        message = _("The date must not be before %(day)s, so that the whole period is left.")
        errors.check("response_due", False, message % {"day": f"{least:%d.%m.%Y}"})
    errors.check("response_due", due is None or due > on, _("The date must lie ahead."))
    return due


def _reply_date(
    proposal: Proposal, entered: Mapping[str, Any], on: date, errors: _Errors
) -> date | None:
    if proposal.kind != Kind.INTERIM:
        return None
    day = _date(str(entered.get("reply_by", "")))
    errors.check("reply_by", day is not None, _("Please enter a date."))
    errors.check("reply_by", day is None or day > on, _("The date must lie ahead."))
    return day


def _rows(entered: Mapping[str, Any], errors: _Errors) -> Iterable[tuple[str, str]]:
    for line in str(entered.get("rows", "")).splitlines():
        label, colon, value = (part.strip() for part in line.partition(":"))
        if line.strip():
            fine = bool(colon and label and value)
            errors.check("rows", fine, _("Please write each line as “label: value”."))
            yield label, value


def _referred(entered: Mapping[str, Any], errors: _Errors) -> dict[str, Any]:
    name, lines = str(entered.get("referred_name", "")).strip(), _lines(entered, "referred_lines")
    errors.check("referred_name", bool(name), _("Please name the competent body."))
    errors.check("referred_lines", bool(lines), _("Please enter its address."))
    phone, email = (str(entered.get(f"referred_{one}", "")).strip() for one in ("phone", "email"))
    return {"name": name, "lines": lines, "phone": phone or None, "email": email or None}


def _addressee(
    case: Case, entered: Mapping[str, Any], on: date, errors: _Errors
) -> Mapping[str, Any] | None:
    """None where the letter goes where the case's letters go anyway."""
    to = str(entered.get("to", ""))
    if to == TO_BODY:
        lines = _lines(entered, "body_lines")
        errors.check("body_lines", bool(lines), _("Please enter name and address."))
        errors.check(
            "body_lines", len(lines) <= MOST_LINES, _("At most six lines fit the address field.")
        )
        salutation = str(entered.get("body_salutation", "")).strip() or TO_WHOM_IT_MAY_CONCERN
        return {"lines": lines, "salutation": salutation}
    usual = addressee_of(case, on)
    party = next((one for one in parties_of(case) if str(one.pk) == to), None)
    errors.check("to", party is not None, _("Please choose who the letter goes to."))
    return None if party is None or party == usual else addressee_facts(party)


def _lines(entered: Mapping[str, Any], name: str) -> list[str]:
    return [line.strip() for line in str(entered.get(name, "")).splitlines() if line.strip()]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
