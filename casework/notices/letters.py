"""Letters that are not decisions: what they ask for, by when, and in which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.decisions.texts import paragraphs, values_for
from casework.notices.gaps import GAP, missing_values
from casework.process.bindings import binding_of, package_for
from casework.process.dates import add_period
from casework.process.models import Step
from casework.services.labels import labels
from casework.services.package import Field, Package, fill
from casework.services.package import Step as Binding
from legal.deadlines import Deadline


@dataclass(frozen=True)
class Item:
    """A document that can be asked for; `chosen` proposes it because it is missing."""

    key: str
    title: str
    text: str
    norm: str
    chosen: bool


@dataclass(frozen=True)
class LetterDraft:
    """What a letter would say: proposed by the service, then as the caseworker changed it.

    `response_due` is when the addressee is to answer, `reply_by` when the authority writes again.
    `referred_to` is a referral's competent body and `addressee`, where the letter does not go to
    a party, who it goes to instead, both as in the facts (casework.notices.facts_parts). `law`
    are the citations it rests on, `missing` the placeholders that have no value.
    """

    kind: str
    subject: str
    opening: tuple[str, ...]
    text: str
    closing: tuple[str, ...]
    items: tuple[Item, ...] = ()
    response_due: date | None = None
    because: tuple[str, ...] = ()
    reply_by: date | None = None
    particulars: tuple[tuple[str, str], ...] = ()
    referred_to: Mapping[str, Any] | None = None
    addressee: Mapping[str, Any] | None = None
    law: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def letter_draft(step: Step, case: Case, on: date) -> LetterDraft:
    """The letter this step proposes on the day `on`: missing documents chosen, date computed.

    The answer date counts from the day a letter posted on `on` counts as notified. In an interim
    message it is the day by which the authority writes again.
    """
    package, binding = package_for(case), binding_of(step, case)
    letter = package.letter(binding.letter)
    deadline, kind = _answer_by(step, case, on), letter_kind(package, binding.letter)
    due = deadline.due if deadline else None
    values = values_for(case, case.process.data, {"due": due})
    words = labels(package)
    missing: list[str] = []

    def filled(text: str) -> str:
        result = fill(text, values, words)
        missing.extend(result.missing)
        return result.text

    blocks = package.prefill(binding, "", case.process.data)
    draft = LetterDraft(
        kind=kind,
        subject=filled(letter.subject),
        opening=tuple(map(filled, letter.opening)),
        text="\n\n".join(filled(part) for block in blocks for part in block.paragraphs),
        closing=tuple(map(filled, letter.closing)),
        items=_items(package, case),
        response_due=None if kind == "interim" else due,
        reply_by=due if kind == "interim" else None,
        because=deadline.because if deadline else (),
        law=tuple(law.cite for law in binding.law),
    )
    return replace(draft, missing=tuple(missing))


def letter_kind(package: Package, key: str) -> str:
    """Which kind of letter of the product this one is, by the template it names."""
    return package.letter(key).template.removeprefix("letters/").removesuffix(".html")


def changed(draft: LetterDraft, entered: Mapping[str, Any]) -> LetterDraft:
    """The draft as the caseworker sends it: `text`, `items` (keys) and `response_due` (ISO date).

    Raises InvalidData when nothing is asked for, when the date is missing, no date or past, and
    when the letter still has a gap.
    """
    errors: dict[str, str] = {}
    keys: Sequence[str] = entered.get("items") or ()
    items = tuple(item for item in draft.items if item.key in keys)
    if draft.kind == "document_request" and not items:
        errors["items"] = _("Choose at least one document to ask for.")
    due = _date(entered.get("response_due"))
    if draft.response_due and (due is None or due < draft.response_due):
        errors["response_due"] = _(
            "The answer date must be a date not before %(day)s, so that the whole period is left."
        ) % {"day": f"{draft.response_due:%d.%m.%Y}"}
    new = replace(draft, text=str(entered.get("text", draft.text)), items=items, response_due=due)
    if any(GAP in text for text in (new.subject, *body_of(new))):
        errors["text"] = missing_values(draft.missing)
    if errors:
        raise InvalidData(errors)
    return new


def body_of(draft: LetterDraft) -> list[str]:
    """The paragraphs of the letter in order; the template puts the items after the first."""
    return [*draft.opening, *paragraphs(draft.text), *draft.closing]


def items_field(binding: Binding, package: Package) -> Field | None:
    """The step's field that says which documents are asked for, if it has one."""
    documents = [document.key for document in package.documents]
    return next(
        (field for field in binding.fields if documents and field.values() == documents), None
    )


def _answer_by(step: Step, case: Case, on: date) -> Deadline | None:
    period = binding_of(step, case).period
    if period is None:
        return None
    return add_period(on, period.period, case.authority, case.service.regime, fiction="post")


def _items(package: Package, case: Case) -> tuple[Item, ...]:
    present = tuple(case.documents.values_list("kind", flat=True))
    missing = {doc.key for doc in package.missing_documents(case.data, present)}
    return tuple(
        Item(doc.key, doc.title, doc.help, doc.law, doc.key in missing) for doc in package.documents
    )


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
