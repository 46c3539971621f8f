"""Two cases put beside each other: shown on both sides, to who sees the other one, until ended."""

from typing import Any

import pytest
from django.test import Client

from casework.audit.models import Entry
from casework.cases.models import Case, CaseLink, Exclusion
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(office: Office) -> tuple[Case, Case]:
    return make_case(office, "one"), make_case(office, "two")


@pytest.fixture
def ada(office: Office, sign_in: SignIn) -> Client:
    return sign_in(office.ada)


def url(case: Case, rest: str = "") -> str:
    return f"/cases/{case.file_number}/{rest}"


def link(client: Client, case: Case, other: str, why: str = "Same flat") -> Any:
    return client.post(url(case, "links/"), {"other": other, "why": why})


def test_both_sides_show_it_until_it_is_taken_away(ada: Client, pair: tuple[Case, Case]) -> None:
    one, two = pair
    assert link(ada, one, f" {two.file_number} ").status_code == 302
    for here, there in ((one, two), (two, one)):
        shown = ada.get(url(here)).content.decode()
        assert "Same flat" in shown
        assert f'href="/cases/{there.file_number}/"' in shown
    assert link(ada, two, one.file_number).status_code == 409
    found = CaseLink.objects.get()
    ada.post(url(two, f"links/{found.pk}/end/"))
    assert "Same flat" not in ada.get(url(one)).content.decode()
    assert ada.post(url(one, f"links/{found.pk}/end/")).status_code == 404
    acts = Entry.objects.filter(act__in=("case.link", "case.unlink"), action=Entry.Action.ACT)
    assert acts.count() == 4
    assert not any(two.file_number in str(act.object_repr) for act in acts.filter(case_id=one.pk))


def test_what_does_not_fit_is_said(ada: Client, pair: tuple[Case, Case]) -> None:
    one, two = pair
    for other, why, wrong in (
        (one.file_number, "x", "other"),
        ("BPA-1999-00001", "x", "other"),
        (two.file_number, " ", "why"),
        (two.file_number, "x" * 201, "why"),
    ):
        answer = link(ada, one, other, why)
        assert (answer.status_code, set(answer.context["errors"])) == (422, {wrong})
    Case.objects.filter(pk=two.pk).update(origin=one)
    assert "other" in link(ada, one, two.file_number).context["errors"]


def test_nobody_learns_of_a_case_they_may_not_see(
    office: Office, ada: Client, pair: tuple[Case, Case], sign_in: SignIn
) -> None:
    one, two = pair
    link(ada, one, two.file_number)
    Exclusion.objects.create(
        case=two, user=office.ben, norm="§ 20", reason="r", entered_by=office.lea, entered_at=NOW
    )
    ben = sign_in(office.ben)
    for path in ("", "links/", "history/"):
        shown = ben.get(url(one, path)).content.decode()
        assert two.file_number not in shown
        assert "Same flat" not in shown
    assert ben.post(url(one, f"links/{CaseLink.objects.get().pk}/end/")).status_code == 404
    told = link(ben, one, two.file_number).context["errors"]
    assert told == link(ben, one, "BPA-1999-00001").context["errors"]


def test_who_only_reads_sees_it_and_links_nothing(
    office: Office, ada: Client, pair: tuple[Case, Case], sign_in: SignIn
) -> None:
    one, two = pair
    link(ada, one, two.file_number)
    rolf = sign_in(office.rolf)
    assert "Same flat" in rolf.get(url(one)).content.decode()
    assert (
        "<form"
        not in rolf.get(url(one, "links/")).content.decode().split("<main")[1].split("</main")[0]
    )
    assert link(rolf, one, two.file_number).status_code == 403
    assert rolf.post(url(one, f"links/{CaseLink.objects.get().pk}/end/")).status_code == 403
