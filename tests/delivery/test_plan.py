"""Every issued letter gets one delivery, whoever comes first and however often."""

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Entry
from casework.delivery.models import Delivery
from casework.delivery.planning import plan, plan_missing
from casework.notices.models import Notice
from tests.delivery.making import make_delivery, make_notice, under
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


def test_delivery_goes_where_the_letter_is_addressed(office: Office) -> None:
    delivery = make_delivery(office)
    assert delivery.state == Delivery.State.PLANNED
    assert delivery.lines == delivery.notice.facts["addressee"]["lines"]
    assert delivery.party == delivery.case.parties.get()
    assert Entry.objects.filter(act="delivery.plan", case_id=delivery.case_id).exists()


def test_planning_again_changes_nothing(office: Office) -> None:
    notice = make_notice(office)
    first = plan(notice=notice, now=NOW, by=office.ada)
    assert plan(notice=notice, now=NOW) == first
    assert Delivery.objects.count() == 1


def test_database_refuses_a_second_delivery_to_the_same_party(office: Office) -> None:
    delivery = make_delivery(office)
    delivery.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        delivery.save(force_insert=True)


def test_letter_to_another_body_has_one_delivery_too(office: Office) -> None:
    notice = make_notice(office, kind="consultation")
    notice.facts["addressee"]["lines"] = ["Polizeipräsidium", "Wache 1", "67999 Lindenfurt"]
    delivery = plan(notice=notice, now=NOW)
    assert (delivery.party, delivery.lines[0]) == (None, "Polizeipräsidium")
    delivery.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        delivery.save(force_insert=True)


@pytest.mark.parametrize(
    ("channel", "form", "rule"),
    [("post", "", ""), ("formal", "record", ""), ("counter", "", ""), ("portal", "", "retrieval")],
)
def test_decision_goes_the_way_it_names(office: Office, channel: str, form: str, rule: str) -> None:
    delivery = make_delivery(office, channel=channel)
    found = (delivery.channel, delivery.service_form, delivery.portal_rule)
    assert found == (channel, form, rule)
    assert (delivery.next_try_at is not None) == (channel == "portal")


@pytest.mark.parametrize(
    ("regime", "rule"), [("VwVfG", "retrieval"), ("SGB X", "sgbx-portal"), ("AO", "ao-portal")]
)
def test_portal_stands_under_the_rule_of_its_procedure_law(
    office: Office, regime: str, rule: str
) -> None:
    under(office, regime)
    assert make_delivery(office, channel="portal").portal_rule == rule


def test_other_letters_go_by_post(office: Office) -> None:
    assert make_delivery(office, kind="hearing").channel == "post"


@pytest.mark.parametrize(("court", "channel"), [("vwgo", "formal"), ("sgg", "post")])
def test_objection_notice_is_served_formally_under_the_vwgo(
    office: Office, court: str, channel: str
) -> None:
    under(office, "VwVfG", court=court)
    case = make_case(office, "second")
    case.origin = make_case(office, "first")
    case.save()
    office.service.key = "objection"
    office.service.save()
    assert make_delivery(office, case=case).channel == channel


def test_notice_without_remedy_information_says_so(office: Office) -> None:
    right, wrong = make_delivery(office, "1"), make_delivery(office, "2", informed=False)
    hearing = make_delivery(office, "3", kind="hearing")
    assert (right.informed, wrong.informed, hearing.informed) == (True, False, True)
    assert "keine Rechtsbehelfsbelehrung" in wrong.informed_reason


def test_worker_plans_what_has_no_delivery(office: Office) -> None:
    for n in range(3):
        make_notice(office, f"{n}")
    plan(notice=Notice.objects.all()[0], now=NOW)
    assert plan_missing(now=NOW, everything=False) == 2
    assert plan_missing(now=NOW, everything=True) == 0
    assert set(Delivery.objects.values_list("notice", flat=True)) == set(
        Notice.objects.values_list("pk", flat=True)
    )
