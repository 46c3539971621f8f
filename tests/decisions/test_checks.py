"""How the checks work together: what they may look at, what stops, what is settled."""

from datetime import date

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from casework.cases.models import Deadline
from casework.decisions import checks
from casework.decisions.actions import draft_for
from casework.decisions.checks import BLOCKER, CHECKS, WARNING, Finding
from casework.decisions.checks.draft import gather
from casework.decisions.checks.finding import check, found, same
from casework.decisions.models import Decision, FindingAnswer
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DENY = {"berechtigt": "nein", "ablehnungsgrund": "nicht_gemeldet", "anhoerung": "nein"}
MOST_QUERIES = 13


def findings(decision: Decision) -> dict[str, Finding]:
    return {finding.code: finding for finding in checks.run(decision, on=TODAY)}


@pytest.fixture
def grant(office: Office) -> Decision:
    return draft_for(step=work_on(make_case(office), office.ada), by=office.ada, now=NOW)


@pytest.fixture
def refusal(office: Office) -> Decision:
    step = work_on(make_case(office, "r"), office.ada, **DENY)
    draft = draft_for(step=step, by=office.ada, now=NOW)
    assert draft.outcome == "refuse"
    return draft


def answered(finding: Finding, kind: str, **changes: str) -> FindingAnswer:
    given = {"code": finding.code, "fingerprint": finding.fingerprint, "kind": kind, **changes}
    return FindingAnswer(reason="Weil.", **given)


def test_routine_grant_as_the_service_proposes_it_passes_in_silence(grant: Decision) -> None:
    assert checks.run(grant, on=TODAY) == []


def test_routine_refusal_without_hearing_is_only_warned_of(refusal: Decision) -> None:
    assert list(findings(refusal)) == ["hearing-refusal"]


def test_a_period_after_which_one_may_sue_is_none_to_decide_in(grant: Decision) -> None:
    Deadline.objects.filter(case=grant.case).update(due_on=date(2026, 3, 2))
    assert checks.run(grant, on=TODAY) == []


def test_blockers_come_first_and_say_what_they_looked_at(refusal: Decision) -> None:
    refusal.operative_part = ""
    found = checks.run(refusal, on=TODAY)
    assert [one.severity for one in found] == [BLOCKER, WARNING]
    assert all(one.remedy and one.looked_at for one in found)


def test_checks_speak_german(refusal: Decision) -> None:
    with translation.override("de"):
        assert findings(refusal)["hearing-refusal"].question.startswith(
            "Ist die antragstellende Person"
        )


def test_no_check_asks_the_database(
    grant: Decision, refusal: Decision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    drafts = [gather(decision, TODAY) for decision in (grant, refusal)]
    for one in CHECKS:
        for draft in drafts:
            one(draft)  # fills caches of packages, not of rows
    fresh = [gather(decision, TODAY) for decision in (grant, refusal)]
    with django_assert_num_queries(0):
        for one in CHECKS:
            for draft in fresh:
                one(draft)


def test_fetching_what_they_look_at_costs_a_fixed_number_of_queries(
    refusal: Decision, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    gather(refusal, TODAY)
    with django_assert_max_num_queries(MOST_QUERIES):
        gather(refusal, TODAY)


def test_fingerprint_changes_with_the_facts_and_not_with_the_language(refusal: Decision) -> None:
    first = findings(refusal)["hearing-refusal"]
    with translation.override("en"):
        assert findings(refusal)["hearing-refusal"].fingerprint == first.fingerprint
    refusal.reasons += " Und § 45 StVO."
    assert findings(refusal)["hearing-refusal"].fingerprint == first.fingerprint
    refusal.outcome = "partial"
    assert findings(refusal)["hearing-refusal"].fingerprint != first.fingerprint


def test_a_warning_with_its_reason_asks_no_longer(refusal: Decision) -> None:
    found = checks.run(refusal, on=TODAY)
    assert checks.unanswered(found) == found
    assert checks.unanswered(found, [answered(found[0], "accepted")]) == []
    other = answered(found[0], "accepted", fingerprint="other")
    assert checks.unanswered(found, [other]) == found


def test_a_blocker_stops_unless_a_lead_overrode_it_where_the_law_leaves_room(
    refusal: Decision,
) -> None:
    refusal.reasons, refusal.operative_part = "", ""
    found = findings(refusal)
    room, none = found["reasons"], found["operative-part"]
    assert (room.overridable, none.overridable) == (True, False)
    assert checks.blockers([room, none]) == [room, none]
    overridden = [answered(one, "overridden") for one in (room, none)]
    assert checks.blockers([room, none], overridden) == [none]
    assert checks.blockers([room], [answered(room, "accepted")]) == [room]


def test_what_the_law_never_leaves_open_cannot_be_overridden() -> None:
    open_ones = {one.code for one in CHECKS if one.overridable}
    never = {"excluded", "co-signature", "operative-part", "authority", "norm-missing", "remedy"}
    assert not open_ones & (never | {"cooperation-warning", "fee-social", "hearing", "fiction"})
    assert {"reasons", "own-matter", "one-year", "address-failed"} <= open_ones


def test_every_check_is_whole() -> None:
    for one in CHECKS:
        assert one.norms.keys() <= {"VwVfG", "SGB X", "AO"}
        assert one.severity in (BLOCKER, WARNING)
        assert one.severity == WARNING or not one.answers
        assert one.severity == BLOCKER or one.answers, f"{one.code} offers no reason"
    assert len({one.code for one in CHECKS}) == len(CHECKS) >= 36


def test_a_warning_cannot_be_made_overridable() -> None:
    with pytest.raises(ValueError, match="a-code"):
        check(
            "a-code", WARNING, same("§ 1 VwVfG"), title="t", question="q", remedy="r",
            looked_at="l", overridable=True,
        )(lambda draft: found())  # fmt: skip
