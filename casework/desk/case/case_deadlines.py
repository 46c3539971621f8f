"""The running deadlines of a case as its page shows them: date, why, and how to set another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.access.models import User
from casework.cases import policy
from casework.cases.models import Case, Deadline
from casework.desk.case.attempt import Attempt
from casework.desk.deadlines.calculator_links import calculator_url
from casework.notices.free_letters.issuing import is_ours
from casework.process.grounds import Ground, grounds_for
from casework.process.models import Step
from casework.services.package import Package


@dataclass(frozen=True)
class CaseDeadline:
    """One deadline; `grounds` is empty for who may not change it.

    `entered` and `errors` are of a form that was sent for it and refused.
    """

    deadline: Deadline
    calculator: str
    grounds: list[Ground]
    entered: Mapping[str, Any]
    errors: Mapping[str, str]

    @property
    def overridden(self) -> bool:
        """Whether another date than the computed one holds."""
        return self.deadline.computed_on is not None

    @property
    def settles(self) -> bool:
        """Whether this person can note that its answer is there."""
        return bool(self.grounds) and is_ours(self.deadline)

    @property
    def prefix(self) -> str:
        """What the ids of the form's fields begin with."""
        return f"deadline-{self.deadline.pk}"


def case_deadlines(
    case: Case, package: Package, steps: Sequence[Step], user: User, attempt: Attempt | None
) -> list[CaseDeadline]:
    """The running deadlines, the nearest first; no query for a case they were fetched with."""
    changeable = policy.why_not(user, policy.WORK, case) is None
    running = [deadline for deadline in case.deadlines.all() if deadline.done_at is None]
    data = case.process.data
    return [
        CaseDeadline(
            deadline,
            calculator_url(deadline, case, package, steps, data),
            grounds_for(deadline.kind, case.service.regime) if changeable else [],
            *_sent(deadline, attempt),
        )
        for deadline in running
    ]


def field_errors(deadline: Deadline, errors: Mapping[str, str]) -> dict[str, str]:
    """The errors of an override by the ids of the fields on the page."""
    return {f"deadline-{deadline.pk}-{name}": text for name, text in errors.items()}


def _sent(
    deadline: Deadline, attempt: Attempt | None
) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    if attempt is None or attempt.post.get("deadline") != str(deadline.pk):
        return {}, {}
    prefix = f"deadline-{deadline.pk}-"
    errors = {
        name.removeprefix(prefix): text
        for name, text in attempt.errors.items()
        if name.startswith(prefix)
    }
    return attempt.post.dict(), errors
