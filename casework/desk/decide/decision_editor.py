"""The decision editor: the draft, what was typed into it, and what the legal checks say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.decisions.actions import draft_for
from casework.decisions.blocks import Block, offered
from casework.decisions.clauses import Clause
from casework.decisions.fees import due_on
from casework.decisions.models import Decision
from casework.desk.case.attempt import Attempt
from casework.desk.decide import decision_form
from casework.desk.decide.decision_choices import Choice, choices_of, outcome_labels
from casework.desk.decide.decision_form import AspectField
from casework.desk.decide.decision_parts import Part, parts_of
from casework.desk.decide.soundness import Soundness, soundness
from casework.process.bindings import binding_of
from casework.process.models import Step


@dataclass(frozen=True)
class SetAside:
    """Texts that another outcome replaced: where they are in the list, and how to tell them."""

    place: int
    outcome: str
    begins: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class DecisionEditor:
    """The draft as the page shows it; `theirs` is what is saved where it differs from the form."""

    decision: Decision
    texts: Mapping[str, str]
    clauses: list[Clause]
    aspects: list[AspectField]
    theirs: list[tuple[str, str]]
    errors: Mapping[str, str]
    outcomes: list[Choice]
    choices: Mapping[str, list[Choice]]
    parts: Mapping[str, Part]
    blocks: list[Block]
    set_aside: list[SetAside]
    fee_due: date
    soundness: Soundness


def decision_editor(
    step: Step,
    user: User,
    now: datetime,
    attempt: Attempt | None,
    draft: Decision | None = None,
) -> DecisionEditor:
    """The editor of a decide step `user` may work on; makes the draft on the first visit.

    Pass the `draft` where it is at hand, to save the query.
    """
    decision = draft or draft_for(step=step, by=user, now=now)
    decision.case, decision.step = step.case, step
    today = timezone.localdate(now)
    post = attempt.post if attempt else QueryDict()
    errors = attempt.errors if attempt else {}
    texts = {**decision_form.shown(decision), **decision_form.typed_texts(post)}
    sound = soundness(decision, user, today, attempt=attempt)
    rows = decision_form.typed_clauses(post) if "clause_text" in post else decision.clauses
    aspects = decision_form.aspects(decision.considerations, post)
    typed = {
        **texts,
        "clauses": _joined(row["text"] for row in rows),
        "considerations": _joined(aspect.text for aspect in aspects),
    }
    return DecisionEditor(
        decision=decision,
        texts=texts,
        clauses=[row for row in rows if row["text"].strip()],
        aspects=aspects,
        theirs=_theirs(decision, typed) if attempt and attempt.conflict else [],
        errors=errors,
        outcomes=_outcomes(decision),
        choices=choices_of(decision, texts),
        parts=parts_of(decision, {*errors, *sound.places}),
        blocks=_blocks(decision),
        set_aside=_set_aside(decision),
        fee_due=due_on(step.case, today),
        soundness=sound,
    )


def _outcomes(decision: Decision) -> list[Choice]:
    labels = outcome_labels()
    return [
        Choice(value, labels[value], value == decision.outcome)
        for value in binding_of(decision.step, decision.case).outcomes
    ]


def _blocks(decision: Decision) -> list[Block]:
    """The blocks that can be inserted; considerations only where there is discretion."""
    case = decision.case
    found = offered(case, decision.outcome, case.process.data)
    return [block for block in found if not block.aspect or decision.discretion_norm]


def _theirs(decision: Decision, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, text) of every text that is saved otherwise than it stands in the form."""
    saved: dict[str, str] = {
        **decision_form.shown(decision),
        "clauses": _joined(decision.clause_texts),
        "considerations": _joined(one["text"] for one in decision.considerations),
    }
    return [
        (label, saved[key])
        for key, label in decision_form.labels().items()
        if saved[key] and saved[key] != typed[key]
    ]


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text.strip())


def _set_aside(decision: Decision) -> list[SetAside]:
    labels = outcome_labels()
    return [
        SetAside(
            place=place,
            outcome=labels[entry["outcome"]],
            begins=_beginning(entry["content"]),
            by=entry["by"],
            at=parse_datetime(entry["at"]),
        )
        for place, entry in enumerate(decision.set_aside)
    ]


def _beginning(content: Mapping[str, Any]) -> str:
    text = content.get("reasons") or content.get("operative_part") or _("without reasons")
    return str(text)
