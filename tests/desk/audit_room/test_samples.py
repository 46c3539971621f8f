"""Samples: random, reproducible, of closed cases one may see; each with a check sheet."""

import hashlib
from datetime import timedelta

import pytest

from casework.access import roles
from casework.audit.models import Entry, Sample, SampleCase
from casework.cases.models import Case
from casework.desk.audit_room.sampling import Criteria, draw, drawn
from tests.desk.conftest import SignIn
from tests.desk.many import copies
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(office: Office) -> list[Case]:
    """Twelve closed cases; one more is open."""
    case = make_case(office)
    cases = copies(case, 12)
    ids = [one.pk for one in cases]
    Case.objects.filter(pk__in=ids).update(status="closed", closed_at=NOW, outcome="grant")
    return list(Case.objects.filter(pk__in=ids))


def numbers(sample: Sample) -> list[str]:
    ids = sample.cases.values_list("case_id", flat=True)
    return [Case.objects.get(pk=pk).file_number for pk in ids]


def test_it_is_drawn_as_it_is_described(office: Office, closed: list[Case]) -> None:
    def rank(case: Case) -> bytes:
        return hashlib.sha256(f"7:{case.file_number}".encode()).digest()

    expected = [case.pk for case in sorted(closed, key=rank)[:5]]
    assert drawn(Criteria().fitting(office.rolf), "7", 5) == expected


def test_the_same_seed_draws_the_same_again(office: Office, closed: list[Case]) -> None:
    made = [
        numbers(draw(criteria=Criteria(), size=4, seed=seed, by=office.rolf, now=NOW))
        for seed in ("a", "a", "b")
    ]
    assert made[0] == made[1] != made[2]
    one = draw(criteria=Criteria(), size=4, seed="", by=office.rolf, now=NOW)
    assert len(one.seed) == 10
    assert one.population == 12


def test_only_closed_cases_that_fit_are_drawn(office: Office, closed: list[Case]) -> None:
    late = closed[0]
    later = NOW + timedelta(days=3)
    Case.objects.filter(pk=late.pk).update(outcome="refuse", closed_at=later)
    day = later.date()
    for criteria, expected in (
        (Criteria(outcome="refuse"), [late.pk]),
        (Criteria(since=day, until=day), [late.pk]),
        (Criteria(until=day - timedelta(days=1)), [case.pk for case in closed[1:]]),
        (Criteria(service=office.service), [case.pk for case in closed]),
        (Criteria(outcome="partial"), []),
    ):
        found = criteria.fitting(office.rolf).values_list("pk", flat=True)
        assert sorted(found) == sorted(expected)


def test_from_the_form_to_the_check_sheet(
    office: Office, closed: list[Case], sign_in: SignIn
) -> None:
    rolf = sign_in(office.rolf)
    answer = rolf.post("/audit/samples/", {"size": "3", "seed": "x"})
    sample = Sample.objects.get()
    assert answer["Location"] == f"/audit/samples/{sample.pk}/"
    rows = rolf.get(answer["Location"]).context["rows"]
    assert [row["case"].file_number for row in rows] == numbers(sample)
    sheet = f"/audit/samples/{sample.pk}/2/"
    assert rolf.get(sheet).status_code == 200
    rolf.post(sheet, {"heard": "no", "reasons": "?", "remark": " Anhörung fehlt. "})
    kept = SampleCase.objects.get(sample=sample, position=2)
    assert (kept.answers, kept.remark) == ({"heard": "no"}, "Anhörung fehlt.")
    assert kept.checked_by == office.rolf
    acts = Entry.objects.filter(actor=office.rolf)
    assert acts.filter(act="audit.sample", action=Entry.Action.ACT).exists()
    assert acts.filter(act="audit.sheet", case_id=kept.case_id).exists()
    assert not [one for one in acts if "Anhörung fehlt" in str(vars(one))]
    assert "Anhörung fehlt." in rolf.get(sheet).content.decode()


def test_nothing_fits_and_nonsense_come_back(office: Office, sign_in: SignIn) -> None:
    rolf = sign_in(office.rolf)
    assert rolf.post("/audit/samples/", {"size": "3"}).status_code == 422
    assert rolf.post("/audit/samples/", {"size": "0"}).status_code == 422
    assert not Sample.objects.exists()


def test_samples_are_for_auditors_of_their_part(
    office: Office, other_office: Office, closed: list[Case], sign_in: SignIn
) -> None:
    sample = draw(criteria=Criteria(), size=3, seed="x", by=office.rolf, now=NOW)
    roles.grant(user=office.cleo, role=roles.AUDIT, unit=office.other_unit)
    for url in (f"/audit/samples/{sample.pk}/", f"/audit/samples/{sample.pk}/1/"):
        assert sign_in(office.rolf).get(url).status_code == 200
        assert sign_in(office.lea).get(url).status_code == 403
        assert sign_in(office.cleo).get(url).status_code == 404
        assert sign_in(other_office.rolf).get(url).status_code == 404
    assert not Criteria().fitting(office.cleo).exists()
