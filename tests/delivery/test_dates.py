"""When a letter counts as notified, until when it can be contested, from when it is final."""

from datetime import date
from typing import Any

import pytest

from casework.cases.errors import InvalidData
from casework.cases.models import Deadline
from casework.delivery.actions.changes import judge_information
from casework.delivery.actions.proofs import Entry, enter_proof
from casework.delivery.models import Delivery, FictionRule
from casework.delivery.planning import plan
from casework.services.models import RemedyRule
from tests.delivery.making import (
    make_delivery,
    make_notice,
    moment,
    post,
    under,
    with_place,
)
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db
LATER = moment(date(2027, 12, 1))


def dates(delivery: Delivery) -> tuple[str, str, str]:
    """Notified on, last day for the remedy, final from: as ISO days, "-" where there is none."""
    due = delivery.deadline.due_on if delivery.deadline else None
    days = (delivery.notified_on, due, delivery.final_on)
    return tuple(day.isoformat() if day else "-" for day in days)  # type: ignore[return-value]


def proven(office: Office, delivery: Delivery, kind: str, on: date, **more: Any) -> Delivery:
    entry = Entry(kind=kind, happened_on=on, text="Nachweis liegt vor", **more)
    enter_proof(delivery=delivery, entry=entry, by=office.ada, now=LATER)
    delivery.refresh_from_db()
    return delivery


@pytest.mark.parametrize(
    ("regime", "court", "remedy", "found"),
    [
        # Posted on Tuesday 3 March: the fourth day is a Saturday, which only the AO moves.
        ("VwVfG", "vwgo", "objection", ("2026-03-07", "2026-04-07", "2026-04-08")),
        ("SGB X", "sgg", "objection", ("2026-03-07", "2026-04-07", "2026-04-08")),
        ("SGB X", "vwgo", "objection", ("2026-03-07", "2026-04-07", "2026-04-08")),
        ("AO", "fgo", "objection", ("2026-03-09", "2026-04-09", "2026-04-10")),
        ("VwVfG", "vwgo", "action", ("2026-03-07", "2026-04-07", "2026-04-08")),
        ("SGB X", "sgg", "action", ("2026-03-07", "2026-04-07", "2026-04-08")),
        ("AO", "fgo", "action", ("2026-03-09", "2026-04-09", "2026-04-10")),
    ],
)
def test_post_under_every_procedure_law(
    office: Office, regime: str, court: str, remedy: str, found: tuple[str, str, str]
) -> None:
    under(office, regime, court, remedy)
    delivery = make_delivery(office)
    post(office, delivery)
    assert dates(delivery) == found


@pytest.mark.parametrize(
    ("regime", "court", "remedy", "name", "norm"),
    [
        ("VwVfG", "vwgo", "objection", "Widerspruchsfrist", "§ 70 Abs. 1 Satz 1 VwGO"),
        ("SGB X", "vwgo", "objection", "Widerspruchsfrist", "§ 70 Abs. 1 Satz 1 VwGO"),
        ("SGB X", "sgg", "objection", "Widerspruchsfrist", "§ 84 Abs. 1 Satz 1 SGG"),
        ("AO", "fgo", "objection", "Einspruchsfrist", "§ 355 Abs. 1 Satz 1 AO"),
        ("VwVfG", "vwgo", "action", "Klagefrist", "§ 74 Abs. 1 VwGO"),
    ],
)
def test_period_names_its_remedy_and_norm(
    office: Office, regime: str, court: str, remedy: str, name: str, norm: str
) -> None:
    under(office, regime, court, remedy)
    delivery = make_delivery(office)
    post(office, delivery)
    row = delivery.case.deadlines.get(kind=Deadline.Kind.REMEDY)
    assert row.label == f"{name} ({delivery.notice.number})"
    assert norm in " ".join(row.because)
    assert "Wiedereinsetzung in den vorigen Stand bleibt möglich" in row.because[-1]


@pytest.mark.parametrize(
    ("land", "catholic", "due"),
    [
        ("RP", False, "2026-06-05"),  # Fronleichnam is a holiday in Rhineland-Palatinate
        ("BE", False, "2026-06-04"),
        ("SN", False, "2026-06-04"),
        ("SN", True, "2026-06-05"),  # in Saxony in some municipalities
    ],
)
def test_period_ends_by_the_holidays_of_the_land(
    office: Office, land: str, catholic: bool, due: str
) -> None:
    office = with_place(office, land=land, catholic=catholic)
    delivery = make_delivery(office, issued=moment(date(2026, 4, 30)))
    post(office, delivery, on=date(2026, 4, 30))  # notified on 4 May, Fronleichnam is 4 June
    assert dates(delivery)[1] == due


@pytest.mark.parametrize(
    ("form", "kind", "notified"),
    [
        ("record", "service_record", "2026-03-05"),
        ("return_receipt", "return_receipt", "2026-03-05"),
        ("acknowledgement", "acknowledgement", "2026-03-05"),
        ("record", "receipt", "2026-03-05"),  # a defect is healed by receipt, § 8 VwZG
    ],
)
def test_formal_service_counts_from_its_proof(
    office: Office, form: str, kind: str, notified: str
) -> None:
    delivery = make_delivery(office, channel="formal")
    Delivery.objects.filter(pk=delivery.pk).update(service_form=form)
    post(office, delivery)
    delivery = proven(office, delivery, kind, date(2026, 3, 5))
    assert dates(delivery)[0] == notified
    assert delivery.state == Delivery.State.DELIVERED


def test_record_of_service_alone_notifies(office: Office) -> None:
    delivery = make_delivery(office, channel="formal")
    post(office, delivery)
    assert dates(delivery) == ("-", "-", "-")
    assert (delivery.state, delivery.sent_on) == (Delivery.State.UNDER_WAY, date(2026, 3, 3))


@pytest.mark.parametrize("form", ["registered", "return_receipt"])
def test_registered_letter_has_a_fiction_of_its_own(office: Office, form: str) -> None:
    delivery = make_delivery(office, channel="formal")
    Delivery.objects.filter(pk=delivery.pk).update(service_form=form)
    post(office, delivery)
    assert dates(delivery)[0] == "2026-03-07"
    assert "§ 4 Abs. 2 Satz 2 VwZG" in " ".join(delivery.because)


def test_counter_notifies_the_same_day(office: Office) -> None:
    delivery = make_delivery(office, channel="counter")
    delivery = proven(office, delivery, "handed_over", date(2026, 3, 4))
    assert dates(delivery) == ("2026-03-04", "2026-04-07", "2026-04-08")  # Easter in between
    assert delivery.attempts.get().result == "sent"


@pytest.mark.parametrize(
    ("regime", "rule", "kind", "notified"),
    [
        ("VwVfG", "retrieval", "retrieval", "2026-03-06"),  # the day after
        ("VwVfG", "ozg", "provision", "2026-03-09"),  # the fourth day
        ("SGB X", "sgbx-portal", "message", "2026-03-09"),
        ("SGB X", "ozg", "provision", "2026-03-09"),
        ("AO", "ao-portal", "provision", "2026-03-09"),
    ],
)
def test_portal_has_four_regimes(
    office: Office, regime: str, rule: str, kind: str, notified: str
) -> None:
    under(office, regime)
    delivery = make_delivery(office, channel="portal")
    Delivery.objects.filter(pk=delivery.pk).update(portal_rule=rule, state="under_way")
    delivery = proven(office, delivery, kind, date(2026, 3, 5))
    assert dates(delivery)[0] == notified


def test_message_alone_notifies_nobody_under_the_vwvfg(office: Office) -> None:
    delivery = make_delivery(office, channel="portal")
    Delivery.objects.filter(pk=delivery.pk).update(state="under_way")
    assert dates(proven(office, delivery, "message", date(2026, 3, 5)))[0] == "-"


def test_later_receipt_prevails_and_an_earlier_one_does_not_matter(office: Office) -> None:
    early, late = make_delivery(office, "early"), make_delivery(office, "late")
    post(office, early, late)
    assert dates(proven(office, early, "receipt", date(2026, 3, 5)))[0] == "2026-03-07"
    late = proven(office, late, "receipt", date(2026, 3, 20))
    assert dates(late) == ("2026-03-20", "2026-04-20", "2026-04-21")
    assert "§ 41 Abs. 2 Satz 3 VwVfG" in " ".join(late.because)


def test_wrong_remedy_information_opens_a_year(office: Office) -> None:
    told, untold = make_delivery(office, "told"), make_delivery(office, "untold", informed=False)
    post(office, told, untold)
    assert dates(untold)[1:] == ("2027-03-08", "2027-03-09")
    judge_information(
        delivery=told, informed=False, reason="Frist falsch genannt", by=office.lea, now=NOW
    )
    told.refresh_from_db()
    assert dates(told)[1] == "2027-03-08"
    assert "§ 58 Abs. 2 VwGO" in " ".join(told.deadline.because)
    judge_information(delivery=told, informed=True, reason="Doch richtig", by=office.lea, now=NOW)
    told.refresh_from_db()
    assert dates(told)[1] == "2026-04-07"


def test_disputed_day_is_kept_with_both_ends(office: Office) -> None:
    delivery = make_delivery(office, issued=moment(date(2024, 12, 30)))
    post(office, delivery, on=date(2024, 12, 31))
    assert (delivery.notified_on, delivery.disputed_on) == (date(2025, 1, 3), date(2025, 1, 4))
    row = delivery.deadline
    assert row is not None
    assert (row.due_on, row.disputed_on) == (date(2025, 2, 3), date(2025, 2, 4))
    assert delivery.final_on == date(2025, 2, 5)


def test_no_fiction_abroad_except_under_the_ao(office: Office) -> None:
    here = make_delivery(office, "1")
    Delivery.objects.filter(pk=here.pk).update(country="FR")
    post(office, here)
    assert dates(here)[0] == "-"
    assert dates(proven(office, here, "receipt", date(2026, 3, 9)))[0] == "2026-03-09"
    under(office, "AO", "fgo")
    tax = make_delivery(office, "2")
    Delivery.objects.filter(pk=tax.pk).update(country="FR")
    post(office, tax)
    assert dates(tax)[0] == "2026-04-07"  # a month, ending on Good Friday, which the AO moves


def test_social_courts_allow_three_months_abroad(office: Office) -> None:
    under(office, "SGB X", "sgg")
    delivery = make_delivery(office)
    Delivery.objects.filter(pk=delivery.pk).update(country="FR")
    post(office, delivery)
    assert dates(proven(office, delivery, "receipt", date(2026, 3, 9)))[1] == "2026-06-09"


def test_land_may_have_its_own_fiction(office: Office) -> None:
    rule = FictionRule.objects.create(
        authority=office.authority,
        regime="VwVfG",
        way="post",
        days=3,
        norm="§ 41 LVwVfG",
        valid_from="2020-01-01",
        source="Landesgesetz",
    )
    delivery = make_delivery(office, "1")
    post(office, delivery)
    assert dates(delivery)[0] == "2026-03-06"
    assert "§ 41 LVwVfG" in " ".join(delivery.because)
    rule.valid_to = "2026-03-02"
    rule.save()
    after = make_delivery(office, "2")
    post(office, after)
    assert dates(after)[0] == "2026-03-07"


def test_without_a_rule_no_period_is_made_up(office: Office) -> None:
    RemedyRule.objects.all().delete()
    delivery = make_delivery(office)
    post(office, delivery)
    assert dates(delivery) == ("2026-03-07", "-", "-")
    assert "nicht hinterlegt" in delivery.because[-1]


def test_letter_that_decides_nothing_has_no_remedy(office: Office) -> None:
    delivery = make_delivery(office, kind="hearing")
    post(office, delivery)
    assert dates(delivery) == ("2026-03-07", "-", "-")
    assert not any("Rechtsbehelf" in sentence for sentence in delivery.because)


@pytest.mark.parametrize(
    ("posted", "warned"), [(date(2026, 3, 3), False), (date(2026, 3, 6), True)]
)
def test_answer_date_may_have_become_too_short(office: Office, posted: date, warned: bool) -> None:
    case = make_case(office)
    notice = make_notice(office, case=case, kind="hearing", answer_by=date(2026, 3, 23))
    delivery = plan(notice=notice, now=NOW)
    post(office, delivery, on=posted)
    assert any("Antworttermin" in sentence for sentence in delivery.because) == warned


def test_day_somebody_set_is_not_overwritten(office: Office) -> None:
    delivery = make_delivery(office)
    post(office, delivery)
    row = delivery.deadline
    assert row is not None
    row.computed_on, row.due_on, row.override_reason = row.due_on, date(2026, 4, 30), "Kulanz"
    row.overridden_by, row.overridden_at = office.lea, NOW
    row.save()
    delivery = proven(office, delivery, "receipt", date(2026, 3, 20))
    row.refresh_from_db()
    assert (row.due_on, row.computed_on) == (date(2026, 4, 30), date(2026, 4, 20))
    assert delivery.final_on == date(2026, 5, 1)


@pytest.mark.parametrize("on", [date(2026, 3, 2), date(2027, 12, 2)])
def test_proof_lies_between_issue_and_today(office: Office, on: date) -> None:
    delivery = make_delivery(office, channel="counter")
    with pytest.raises(InvalidData) as caught:
        proven(office, delivery, "handed_over", on)
    assert set(caught.value.errors) == {"happened_on"}
    assert not delivery.attempts.exists()


def test_proof_must_belong_to_the_way(office: Office) -> None:
    delivery = make_delivery(office)
    post(office, delivery)
    with pytest.raises(InvalidData):
        proven(office, delivery, "service_record", date(2026, 3, 5))
