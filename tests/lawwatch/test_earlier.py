"""Earlier decisions that rest on a norm, for those who may see their cases."""

from datetime import timedelta
from typing import Any

import pytest

from casework.access.models import User
from casework.cases.models import Case
from casework.decisions.models import CitedNorm, Decision
from casework.lawwatch.earlier import earlier_decisions, excerpt
from casework.notices.actions import issue_decision
from legal.models import Norm
from tests.factories import NOW, Office, entries, make_case
from tests.lawwatch.conftest import CHANGED, Change
from tests.lawwatch.drafts import draft

pytestmark = pytest.mark.django_db


def decided(office: Office, reference: str, days: int = 0) -> Case:
    decision: Decision = draft(make_case(office, reference), office.ada)
    when = NOW + timedelta(days=days)
    issue_decision(
        decision=decision,
        version=decision.version,
        by=office.ada,
        now=when,
        **entries(decision.step),
    )
    return Case.objects.get(pk=decision.case_id)


@pytest.fixture
def norm(law: Change) -> int:
    return Norm.objects.get(key="45").pk


def files(norm: int, user: User, **options: Any) -> list[str]:
    found = earlier_decisions([norm], user, **options)[norm]
    return [one.file_number for one in found.latest]


def test_the_latest_come_first_with_outcome_and_reasons(norm: int, office: Office) -> None:
    first, second = decided(office, "a"), decided(office, "b", days=1)
    assert files(norm, office.ada) == [second.file_number, first.file_number]
    assert files(norm, office.ada, limit=1) == [second.file_number]
    found = earlier_decisions([norm], office.ada)[norm]
    assert (found.count, found.has_more) == (2, False)
    one = found.latest[0]
    assert (one.decided_at, one.later_outcome) == (NOW + timedelta(days=1), "")
    assert (one.outcome, one.service) == ("grant", "Bewohnerparkausweis")
    assert one.citation in one.excerpt
    assert len(one.excerpt) < 400


def test_drafts_and_the_case_at_hand_are_left_out(norm: int, office: Office) -> None:
    case = decided(office, "a")
    draft(make_case(office, "b"), office.ada)
    assert files(norm, office.ada) == [case.file_number]
    assert files(norm, office.ada, without_case=case.pk) == []


def test_only_for_those_who_may_see_the_case(
    norm: int, office: Office, other_office: Office
) -> None:
    case = decided(office, "a")
    assert files(norm, office.lea) == files(norm, office.rolf) == [case.file_number]
    for person in (office.cleo, office.adm, other_office.ada, other_office.rolf):
        assert files(norm, person) == []


def test_only_of_the_unit_that_is_asked_for(norm: int, office: Office) -> None:
    case = decided(office, "a")
    assert files(norm, office.rolf, unit_id=office.unit.pk) == [case.file_number]
    assert files(norm, office.rolf, unit_id=office.other_unit.pk) == []


def test_they_are_found_after_the_norm_changed(law: Change, norm: int, office: Office) -> None:
    case = decided(office, "a")
    law({"§ 45": CHANGED})
    assert files(norm, office.ada) == [case.file_number]


def test_one_query_for_many_norms(
    norm: int, office: Office, django_assert_num_queries: Any
) -> None:
    decided(office, "a")
    norms = list(Norm.objects.values_list("pk", flat=True))
    files(norm, office.ada)  # which units the person reaches is read once
    with django_assert_num_queries(1):
        found = earlier_decisions(norms, office.ada)
        assert sum(one.count for one in found.values()) >= 1


def test_outcomes_are_counted_and_more_is_said(
    norm: int, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.lawwatch.earlier.COUNTED", 2)
    for number, reference in enumerate("abc"):
        decided(office, reference)
        found = earlier_decisions([norm], office.ada, 1)[norm]
        assert (found.count, found.has_more) == (min(number + 1, 2), number == 2)
    assert found.tally == [(found.latest[0].outcome_name, 2)]
    assert len(found.latest) == 1


def test_a_decision_that_cites_the_norm_twice_is_there_once(norm: int, office: Office) -> None:
    case = decided(office, "a")
    decision = case.decisions.get()
    first = CitedNorm.objects.get(decision=decision, norm_version__norm=norm)
    CitedNorm.objects.create(
        decision=decision, position=99, citation="§ 45 StVO", norm_version=first.norm_version
    )
    found = earlier_decisions([norm], office.ada)[norm]
    assert [one.citation for one in found.latest] == [first.citation]
    assert found.count == 1


def test_what_became_of_it_later_is_said(norm: int, office: Office) -> None:
    case = decided(office, "a")
    later = decided(office, "b").decisions.get()
    Decision.objects.filter(pk=later.pk).update(target=case.decisions.get(), outcome="revoke")
    found = earlier_decisions([norm], office.ada)[norm].latest
    assert [one.later_outcome for one in found] == ["", "revoke"]
    assert found[1].later_outcome_name == Decision(outcome="revoke").get_outcome_display()


def test_long_reasons_are_cut_around_the_citation(norm: int, office: Office) -> None:
    case = decided(office, "a")
    long = "Vorab " * 400 + "nach § 45 Abs. 1b Satz 1 Nr. 2a StVO gilt das. " + "Danach " * 400
    Decision.objects.filter(case=case).update(reasons=long)
    one = earlier_decisions([norm], office.ada)[norm].latest[0]
    assert one.excerpt == excerpt(long, one.citation)
    assert one.excerpt.startswith("… Vorab")


def test_excerpt() -> None:
    text = "Anfang " * 40 + "nach § 45 StVO gilt " + "Ende " * 40
    found = excerpt(text, "§ 45 StVO", 60)
    assert "§ 45 StVO" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert excerpt("kurz", "§ 1") == "kurz"
    assert excerpt("Wort " * 50, "§ 1", 20) == "Wort Wort Wort Wort …"
