"""Rows of a case, made directly: no process runs, no letter is rendered."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from casework.access.models import User
from casework.cases.models import Case, Deadline, Document, Party
from casework.decisions.models import Decision
from casework.notices.models import Notice
from casework.process.models import Process, Step
from casework.services.models import Service
from tests.factories import NOW

TODAY = NOW.date()


def new_case(service: Service) -> Case:
    """A case of a grown-up applicant with a complete address and the one document needed."""
    case = Case.objects.create(
        authority=service.authority,
        unit=service.unit,
        service=service,
        service_version=service.current,
        file_number=f"T-{Case.objects.count() + 1}",
        applicant_name="Mira Brandes",
        data={"person": {"name": "Brandes"}},
        received_on=TODAY - timedelta(days=40),
        opened_at=NOW,
    )
    Process.objects.create(case=case, state={"data": {}})
    Party.objects.create(
        case=case,
        role="applicant",
        given_name="Mira",
        family_name="Brandes",
        street="Gerbergasse 12",
        postal_code="67999",
        city="Lindenfurt",
        birth_date=date(1988, 5, 14),
    )
    Document.objects.create(
        case=case, title="Nachweis", kind="nachweis", size=1, sha256="0" * 64, received_at=NOW
    )
    return case


def new_step(case: Case, task: str, kind: str, by: User | None = None, **values: Any) -> Step:
    """A step: done by `by`, else open."""
    done = {"status": "done", "completed_at": NOW, "completed_by": by} if by else {}
    return Step.objects.create(
        case=case,
        engine_id=f"{task}-{case.steps.count()}",
        task=task,
        name=task,
        kind=kind,
        opened_at=NOW,
        **{**done, **values},
    )


def new_letter(case: Case, task: str, state: str, by: User, wait: tuple[str, str] | None) -> None:
    """A letter that set a period: "over", "running" or "answered"; "none" for no letter.

    `wait` are the step that waits for its answer and the field that says whether one came.
    """
    if state == "none":
        return
    sent = new_step(case, task, "letter", by)
    due = TODAY - timedelta(days=3) if state == "over" else TODAY + timedelta(days=5)
    Deadline.objects.create(
        case=case, kind="response", label="Antwort", due_on=due, step=sent.engine_id, done_at=NOW
    )
    if wait:
        task, field = wait
        new_step(case, task, "wait", by, data={field: "ja" if state == "answered" else "nein"})


def issued(case: Case, by: User, days_ago: int = 0, **values: Any) -> Decision:
    """An issued decision of a case, with its notice."""
    moment = NOW - timedelta(days=days_ago)
    signed: Mapping[str, Any] = {"status": "issued", "decided_by": by, "decided_at": moment}
    decision = Decision.objects.create(
        case=case,
        step=new_step(case, "ermessen", "decide", by),
        operative_part="Die Erlaubnis wird erteilt.",
        changed_by=by,
        changed_at=moment,
        **{"outcome": "grant", **signed, **values},
    )
    if decision.status == "issued":
        Notice.objects.create(
            case=case,
            step=decision.step,
            decision=decision,
            kind="decision",
            number=f"{case.file_number}/1",
            facts={},
            issued_at=moment,
            issued_by=by,
        )
    return decision
