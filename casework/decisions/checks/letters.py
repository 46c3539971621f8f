"""The letters that went out before a decision, as far as its lawfulness hangs on them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from casework.cases.models import Case, Deadline
from casework.prepared import is_kept
from casework.process.models import Step
from casework.services.package import Package

HEAVY = ("pdf", "html", "text", "facts")  # of an issued letter


@dataclass(frozen=True)
class Letter:
    """A letter that went out: its kind, the day, the period it set, and whether an answer came.

    `norm` is what its period rests on, as the service package says.
    """

    kind: str
    sent_on: date
    answer_by: date | None
    answered: bool
    norm: str

    def still_waits(self, on: date) -> bool:
        """Whether the addressee may still answer on this day."""
        return self.answer_by is not None and self.answer_by >= on and not self.answered


def letters_of(
    case: Case, package: Package, steps: Sequence[Step], deadlines: Sequence[Deadline]
) -> list[Letter]:
    """Those of the process's letter steps and those written apart from any step; one query."""
    done = [step for step in steps if step.status == Step.Status.DONE and package.binds(step.task)]
    due = {one.step: one.due_on for one in deadlines if one.kind == Deadline.Kind.RESPONSE}
    return [*_of_steps(package, done, due), *_apart(case)]


def _of_steps(package: Package, done: Iterable[Step], due: dict[str, date]) -> Iterator[Letter]:
    steps = list(done)
    for step in steps:
        binding = package.step(step.task)
        if step.kind == "letter" and step.completed_at is not None:
            yield Letter(
                kind=package.letter(binding.letter).kind,
                sent_on=timezone.localdate(step.completed_at),
                answer_by=due.get(step.engine_id),
                answered=_answered(package, step, steps),
                norm=binding.period.norm if binding.period else "",
            )


def _answered(package: Package, letter: Step, steps: Sequence[Step]) -> bool:
    """Whether the step that waits for this letter's answer ended with one."""
    waits = (
        (step, package.step(step.task))
        for step in steps
        if step.kind == "wait" and step.opened_at >= letter.opened_at
    )
    return any(
        binding.due_from == letter.task and binding.answered(step.data) for step, binding in waits
    )


def _apart(case: Case) -> Iterator[Letter]:
    """Letters without a step; `notices` is the case's own relation, their stage is a later one."""
    letters: Any = case.notices.all()
    if not is_kept(case, "notices"):
        letters = with_answer_day(letters.filter(step__isnull=True)).defer(*HEAVY)
    for letter in letters:
        if letter.step_id is None:
            yield Letter(
                kind=letter.kind,
                sent_on=timezone.localdate(letter.issued_at),
                answer_by=date.fromisoformat(letter.answer_day) if letter.answer_day else None,
                answered=False,
                norm="",
            )


def with_answer_day(letters: Any) -> Any:
    """Issued letters, each with `answer_day`: until when it asked for an answer (ISO), or None."""
    return letters.annotate(answer_day=KeyTextTransform("response_due", "facts"))
