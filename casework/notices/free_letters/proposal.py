"""What a letter without a step proposes: text, dates and documents, for a case on a day."""

from dataclasses import dataclass
from datetime import date

from casework.cases.models import Case, Party
from casework.cases.models import Deadline as CaseDeadline
from casework.decisions.texts import values_for
from casework.notices.addresses import addressee_of
from casework.notices.free_letters.texts import FreeText, free_text
from casework.notices.letters import Item, letter_kind
from casework.notices.models import Notice
from casework.process.bindings import package_for
from casework.process.dates import add_period
from casework.services.labels import labels
from casework.services.package import Letter, Package, fill
from legal.deadlines import Deadline

Kind = Notice.Kind
TO_BODY = "body"
FICTION, DECISION = CaseDeadline.Kind.FICTION, CaseDeadline.Kind.DECISION


@dataclass(frozen=True)
class Proposal:
    """A letter as it is proposed for a day, everything still to be edited.

    `to` is a party's id or "body"; the dates are computed, `because` says how. Of `items` some
    are chosen because they are missing.
    """

    kind: str
    to: str
    subject: str
    text: str
    items: tuple[Item, ...]
    response_due: date | None
    because: tuple[str, ...]
    reply_by: date | None
    law: tuple[str, ...]


def propose(case: Case, kind: str, on: date) -> Proposal:
    """The letter of this kind that would be posted `on`. KeyError for a kind that has a step."""
    package, default = package_for(case), free_text(kind)
    own, decided = _own_letter(package, kind), _decided_by(case)
    letter, answer = own or default, _answer_by(case, default, on)
    holding = _holding(case, package, decided)
    also = [] if own else [one for one in default.also if one.when in holding]
    added = [text for one in also for text in one.paragraphs]
    due = answer.due if answer else decided.due_on if decided else None
    values, words = values_for(case, case.process.data, {"due": due}), labels(package)
    texts = [*letter.opening, *added, *letter.closing]
    cites = (*default.law.get(case.service.regime, ()), *(cite for one in also for cite in one.law))
    return Proposal(
        kind=kind,
        to=TO_BODY if kind == Kind.CONSULTATION else str(addressee_of(case, on).pk),
        subject=fill(letter.subject, values, words).text,
        text="\n\n".join(fill(text, values, words).text for text in texts),
        items=_items(case, package) if kind == Kind.DOCUMENT_REQUEST else (),
        response_due=answer.due if answer else None,
        because=answer.because if answer else (),
        reply_by=_reply_by(case, default, on),
        law=tuple(dict.fromkeys(cites)),
    )


def parties_of(case: Case) -> list[Party]:
    """The parties a letter can go to."""
    return list(case.parties.all())


def _own_letter(package: Package, kind: str) -> Letter | None:
    """The service's letter of this kind that no step has taken; a document request always."""
    of_kind = [letter for letter in package.letters if letter_kind(package, letter.key) == kind]
    taken = {step.letter for step in package.steps if kind != Kind.DOCUMENT_REQUEST}
    return next((letter for letter in of_kind if letter.key not in taken), None)


def _decided_by(case: Case) -> CaseDeadline | None:
    """The running deadline by which the case is to be decided; a permit by fiction first."""
    running = case.deadlines.filter(kind__in=(FICTION, DECISION), done_at__isnull=True)
    return running.order_by("-kind", "due_on").first()


def _holding(case: Case, package: Package, decided: CaseDeadline | None) -> set[str]:
    """Which conditions of the default texts hold in this case."""
    present = tuple(case.documents.values_list("kind", flat=True))
    missing = {"missing"} if package.missing_documents(case.data, present) else set()
    return missing | ({decided.kind} if decided else set())


def _answer_by(case: Case, default: FreeText, on: date) -> Deadline | None:
    if default.period is None:
        return None
    return add_period(on, default.period, case.authority, case.service.regime, fiction="post")


def _reply_by(case: Case, default: FreeText, on: date) -> date | None:
    if default.reply_in is None:
        return None
    return add_period(on, default.reply_in, case.authority, case.service.regime).due


def _items(case: Case, package: Package) -> tuple[Item, ...]:
    present = tuple(case.documents.values_list("kind", flat=True))
    missing = {document.key for document in package.missing_documents(case.data, present)}
    return tuple(
        Item(document.key, document.title, document.help, document.law, document.key in missing)
        for document in package.documents
    )
