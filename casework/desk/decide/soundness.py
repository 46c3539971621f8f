"""What the legal checks say of a draft, as the page shows it, and the answers given on the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict

from casework.access.models import User
from casework.decisions import checks, findings
from casework.decisions.checks import Check, Finding
from casework.decisions.models import Decision, FindingAnswer
from casework.desk.case.attempt import Attempt
from casework.desk.requests import read_id

REASON, OTHER = "reason-", "other-"


@dataclass(frozen=True)
class Shown:
    """A finding with the answer that settles it, and what this person may do about it.

    `typed` and `error` are what a person sent as its reason, and what was wrong with that.
    """

    finding: Finding
    answer: FindingAnswer | None
    may_accept: bool
    may_override: bool
    typed: str
    error: str

    @property
    def key(self) -> str:
        """What the buttons send to say which finding is meant."""
        return f"{self.finding.code}:{self.finding.fingerprint}"

    @property
    def may_withdraw(self) -> bool:
        return self.may_override if self.finding.blocks else self.may_accept


@dataclass(frozen=True)
class Line:
    """A check in the list of all: its name, and "", "warning", "blocker" or "done"."""

    title: str
    state: str


@dataclass(frozen=True)
class Soundness:
    """The findings still open, those settled, and all checks by subject."""

    decision: Decision
    open: list[Shown]
    settled: list[Shown]
    subjects: list[tuple[str, list[Line]]]

    @property
    def count(self) -> int:
        """How many checks ran."""
        return len(checks.CHECKS)

    @property
    def blocked(self) -> bool:
        return any(shown.finding.blocks for shown in self.open)

    @property
    def warnings(self) -> list[Shown]:
        """The warnings that ask for a reason before the notice goes out."""
        return [shown for shown in self.open if not shown.finding.blocks]

    @property
    def places(self) -> set[str]:
        """The fields that open findings point to."""
        return {shown.finding.place for shown in self.open}


def soundness(
    decision: Decision,
    user: User,
    on: date,
    *,
    working: bool = True,
    attempt: Attempt | None = None,
) -> Soundness:
    """What the checks say of the draft if it went out on the day `on`.

    `working` says whether `user` may work on the step: only then can they accept warnings.
    """
    post, errors = (attempt.post, attempt.errors) if attempt else (QueryDict(), {})
    found = checks.run(decision, on=on)
    answers = findings.answers_to(decision)
    leads = _may_override(found, user, decision)
    shown = [
        Shown(
            finding=one,
            answer=checks.settled(one, answers),
            may_accept=working and not one.blocks,
            may_override=leads and one.overridable,
            typed=post.get(f"{OTHER}{one.fingerprint}", ""),
            error=errors.get(f"{REASON}{one.fingerprint}", ""),
        )
        for one in found
    ]
    states = {one.finding.code: _state(one) for one in shown}
    return Soundness(
        decision=decision,
        open=[one for one in shown if one.answer is None],
        settled=[one for one in shown if one.answer is not None],
        subjects=[
            (str(subject), [_line(check, states) for check in group])
            for subject, group in checks.SUBJECTS
        ],
    )


def read_reasons(post: QueryDict) -> dict[str, str]:
    """The reasons chosen or typed for warnings, by fingerprint; what was typed prevails."""
    found: dict[str, str] = {}
    for prefix in (REASON, OTHER):
        for name in post:
            text = str(post.get(name, "")).replace("\x00", "").strip()
            if name.startswith(prefix) and text:
                found[name.removeprefix(prefix)] = text
    return found


def answer(decision: Decision, version: int, post: QueryDict, by: User, now: datetime) -> None:
    """Do what the pressed button says: accept, override, or withdraw an answer.

    Raises what the actions of casework.decisions.findings raise.
    """
    if pk := read_id(post.get("withdraw")):
        for given in decision.finding_answers.filter(pk=pk):
            findings.withdraw_answer(answer=given, by=by, now=now)
        return
    act = findings.override if "override" in post else findings.accept
    code, _colon, fingerprint = post.get("override", post.get("accept", "")).partition(":")
    act(
        decision=decision,
        version=version,
        code=code,
        fingerprint=fingerprint,
        reason=read_reasons(post).get(fingerprint, ""),
        by=by,
        now=now,
    )


def _may_override(found: Sequence[Finding], user: User, decision: Decision) -> bool:
    """Asked only where there is something to override."""
    wanted = any(one.blocks and one.overridable for one in found)
    return wanted and findings.why_not_override(user, decision) is None


def _state(shown: Shown) -> str:
    return "done" if shown.answer else shown.finding.severity


def _line(check: Check, states: Mapping[str, str]) -> Line:
    return Line(str(check.title), states.get(check.code, ""))
