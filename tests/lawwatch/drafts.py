"""Drafts of decisions on parking permits."""

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.actions import draft_for
from casework.decisions.models import Decision
from tests.factories import NOW, open_step, work_on


def draft(case: Case, by: User) -> Decision:
    """Walk the case to its decision and begin the draft."""
    while open_step(case).kind != "decide":
        work_on(case, by)
    return draft_for(step=open_step(case), by=by, now=NOW)
