"""Legal soundness checks: what stands between a draft and a notice that holds in court.

Each check is one small function with its norm by procedure law; it returns a finding or None and
states what it looked at. No check reads free text for meaning. A blocker stops the notice unless a
lead overrode it where the law leaves room; a warning asks for a reason.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.decisions.checks import (
    clauses,
    competence,
    content,
    fees,
    file,
    form,
    hearing,
    later_acts,
    law,
    notification,
    parties,
    periods,
    reasons,
    remedies,
    year_limits,
)
from casework.decisions.checks.draft import gather
from casework.decisions.checks.finding import BLOCKER, WARNING, Check, Finding
from casework.decisions.models import Decision, FindingAnswer

__all__ = [
    "BLOCKER",
    "CHECKS",
    "SUBJECTS",
    "WARNING",
    "Check",
    "Finding",
    "blockers",
    "run",
    "settled",
    "unanswered",
]

SUBJECTS: tuple[tuple[str | Promise, tuple[Check, ...]], ...] = (
    (_("Who decides"), competence.CHECKS),
    (_("Who takes part"), parties.CHECKS),
    (_("Hearing"), hearing.CHECKS),
    (_("File and cooperation"), file.CHECKS),
    (_("What is decided"), content.CHECKS),
    (_("Reasons and discretion"), reasons.CHECKS),
    (_("Law cited"), law.CHECKS),
    (_("Ancillary clauses"), clauses.CHECKS),
    (_("Form and signature"), form.CHECKS),
    (_("Way to the addressee"), notification.CHECKS),
    (_("Remedy information"), remedies.CHECKS),
    (_("Fee"), fees.CHECKS),
    (_("Periods"), periods.CHECKS),
    (_("Earlier decisions"), (*later_acts.CHECKS, *year_limits.CHECKS)),
)
CHECKS: tuple[Check, ...] = tuple(check for _subject, checks in SUBJECTS for check in checks)


def run(decision: Decision, *, on: date) -> list[Finding]:
    """All findings for a draft that would be issued on the day `on`, blockers first."""
    draft = gather(decision, on)
    found = [finding for check in CHECKS if (finding := check(draft))]
    return sorted(found, key=lambda finding: not finding.blocks)


def blockers(findings: Sequence[Finding], answers: Collection[FindingAnswer] = ()) -> list[Finding]:
    """Those findings that stop the notice: blockers that no lead has overridden."""
    return [one for one in findings if one.blocks and settled(one, answers) is None]


def unanswered(
    findings: Sequence[Finding], answers: Collection[FindingAnswer] = ()
) -> list[Finding]:
    """The warnings that still ask for a reason."""
    return [one for one in findings if not one.blocks and settled(one, answers) is None]


def settled(finding: Finding, answers: Collection[FindingAnswer]) -> FindingAnswer | None:
    """The answer that settles this finding as it is now; None where there is none.

    An override counts only for what the law lets a lead decide, whatever was written down.
    """
    kind = FindingAnswer.Kind.OVERRIDDEN if finding.blocks else FindingAnswer.Kind.ACCEPTED
    if finding.blocks and not finding.overridable:
        return None
    return next(
        (
            answer
            for answer in answers
            if answer.kind == kind
            and (answer.code, answer.fingerprint) == (finding.code, finding.fingerprint)
        ),
        None,
    )
