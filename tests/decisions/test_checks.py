"""Each defect is found with its norm; a lawful draft passes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.cases.models import Deadline
from casework.decisions import checks
from casework.decisions.actions import draft_for
from casework.decisions.checks import Finding
from casework.decisions.models import Decision
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DENY = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet", "anhoerung": "nein"}


def findings(decision: Decision) -> dict[str, Finding]:
    return {finding.code: finding for finding in checks.run(decision, on=TODAY)}


@pytest.fixture
def grant(office: Office) -> Decision:
    return draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)


@pytest.fixture
def refusal(office: Office) -> Decision:
    step = work_on(make_case(office, "r"), office.ada, **DENY)
    draft = draft_for(step=step, by=office.ada, now=NOW)
    draft.outcome = "refuse"
    draft.reasons = "Die Voraussetzungen des § 45 Abs. 1b Satz 1 Nr. 2a StVO fehlen."
    draft.operative_part = "Der Antrag wird abgelehnt."
    draft.clauses, draft.fee_amount, draft.fee_basis = [], None, ""
    return draft


def test_lawful_grant_has_no_blocker(grant: Decision) -> None:
    assert not checks.blockers(checks.run(grant, on=TODAY))


def test_lawful_refusal_has_no_blocker(refusal: Decision) -> None:
    assert not checks.blockers(checks.run(refusal, on=TODAY))


def _strip_address(draft: Decision) -> None:
    draft.case.parties.update(street="")


def _late(draft: Decision) -> None:
    Deadline.objects.create(
        case=draft.case, kind="fiction", label="Fiktion", due_on=date(2026, 3, 2)
    )


def _set(**values: Any) -> Callable[[Decision], None]:
    def change(draft: Decision) -> None:
        for name, value in values.items():
            setattr(draft, name, value)

    return change


@pytest.mark.parametrize(
    ("spoil", "code", "severity", "norm"),
    [
        (_strip_address, "addressee", "blocker", "§ 41 Abs. 1 VwVfG"),
        (_set(operative_part="  "), "operative-part", "blocker", "§ 37 Abs. 1 VwVfG"),
        (_set(operative_part="Es gilt […]."), "gap", "blocker", "§ 37 Abs. 1 VwVfG"),
        (_set(reasons="für {{ data.x }}, § 9 VwVfG"), "gap", "blocker", "§ 37 Abs. 1 VwVfG"),
        (_set(reasons=""), "reasons", "blocker", "§ 39 Abs. 1 VwVfG"),
        (_set(reasons="Darum."), "reasons-norm", "blocker", "§ 39 Abs. 1 Satz 2 VwVfG"),
        (_set(fee_amount=10), "fee-basis", "blocker", "Art. 20 Abs. 3 GG"),
        (_late, "fiction", "blocker", "§ 42a Abs. 1 Satz 1 VwVfG"),
        (_set(), "hearing-refusal", "warning", "§ 28 Abs. 1 VwVfG"),
        (_set(reasons="§ 12 PolG."), "norm-unchecked", "warning", "§ 12 PolG"),
    ],
)
def test_defect_of_a_refusal(
    refusal: Decision, spoil: Callable[[Decision], None], code: str, severity: str, norm: str
) -> None:
    spoil(refusal)
    found = findings(refusal)[code]
    assert (found.severity, found.norm) == (severity, norm)
    assert found.question
    assert found.remedy
    assert found.looked_at


def test_outcome_must_fit_the_step(grant: Decision) -> None:
    grant.outcome = "refuse"
    assert findings(grant)["outcome"].severity == "blocker"


def test_without_remedy_rule_nothing_is_issued(office: Office, grant: Decision) -> None:
    office.service.remedy_rules.all().delete()
    assert findings(grant)["remedy"].norm == "§ 37 Abs. 6 VwVfG"


def test_foreign_unit_is_asked_about_competence(office: Office, grant: Decision) -> None:
    grant.case.unit = office.other_unit
    assert findings(grant)["competence"].severity == "warning"


def test_grant_without_reasons_but_with_obligation_needs_them(grant: Decision) -> None:
    grant.reasons = ""
    assert "reasons" in findings(grant)
    grant.clauses = []
    assert "reasons" not in findings(grant)


def test_norms_follow_the_procedure_law(office: Office, refusal: Decision) -> None:
    refusal.case.service.regime = "SGB X"
    refusal.reasons = ""
    assert findings(refusal)["reasons"].norm == "§ 35 Abs. 1 SGB X"
