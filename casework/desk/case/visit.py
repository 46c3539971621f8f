"""Who looks at a case page, when, and what they sent or keep: what its parts depend on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from casework.access.models import User
from casework.cases.models import Draft
from casework.desk.case.attempt import Attempt


@dataclass(frozen=True)
class Visit:
    """One request for a case page.

    `step_id` is the step asked for (empty: the current one), `attempt` a POST that was not done,
    `drafts` what they typed and did not send yet, by form, `open_fields` whether they opened the
    sensitive fields.
    """

    user: User
    now: datetime
    step_id: str = ""
    attempt: Attempt | None = None
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    open_fields: bool = False

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def step_attempt(self) -> Attempt | None:
        """The attempt, if it was made with the step's form."""
        return self.attempt if self.attempt and self.attempt.of_step else None
