"""Objections: in time to the day, late with or without reinstatement, and their own case."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.cases.models import Case, Deadline, Party
from casework.delivery.actions.objections import enter_objection, withdraw
from casework.delivery.actions.received import Received, measure
from casework.delivery.models import Delivery, Objection
from casework.delivery.planning import plan
from casework.notices.models import Notice
from tests.delivery.making import make_delivery, make_notice, moment, post, under, with_place
from tests.delivery.objection_package import SCHEMA, install_objections
from tests.factories import NOW, Office

pytestmark = pytest.mark.django_db
LATER = moment(date(2026, 7, 1))
LAST_DAY = date(2026, 4, 7)  # posted on 3 March; 6 April is Easter Monday


@pytest.fixture
def delivery(office: Office) -> Delivery:
    made = make_delivery(office)
    post(office, made)
    return made


def received(delivery: Delivery, on: date = LAST_DAY, **changes: Any) -> Received:
    party = changes.pop("party", delivery.party)
    return Received(
        **{"party": party, "received_on": on, "form": "written", "text": "Widerspruch", **changes}
    )


def enter(office: Office, delivery: Delivery, on: date = LAST_DAY, **changes: Any) -> Objection:
    return enter_objection(
        notice=delivery.notice, received=received(delivery, on, **changes), by=office.ben, now=LATER
    )


@pytest.mark.parametrize(
    ("on", "timing"),
    [
        (date(2026, 3, 4), "in_time"),  # before the fiction, and yet in time
        (LAST_DAY, "in_time"),
        (date(2026, 4, 8), "late"),
    ],
)
def test_last_day_counts_and_the_next_does_not(
    office: Office, delivery: Delivery, on: date, timing: str
) -> None:
    judged = measure(delivery.notice, received(delivery, on))
    assert (judged.timing, judged.due_on) == (timing, LAST_DAY)


@pytest.mark.parametrize(("land", "timing"), [("RP", "in_time"), ("BE", "late")])
def test_holiday_of_the_land_decides(office: Office, land: str, timing: str) -> None:
    office = with_place(office, land=land)
    made = make_delivery(office, issued=moment(date(2026, 4, 30)))
    post(office, made, on=date(2026, 4, 30))
    assert measure(made.notice, received(made, date(2026, 6, 5))).timing == timing


def test_between_two_views_is_said_so(office: Office) -> None:
    made = make_delivery(office, issued=moment(date(2024, 12, 30)))
    post(office, made, on=date(2024, 12, 31))
    judged = measure(made.notice, received(made, date(2025, 2, 4)))
    assert judged.timing == "disputed"
    assert "zugunsten" in judged.because[0]
    assert measure(made.notice, received(made, date(2025, 2, 5))).timing == "late"


def test_nothing_is_late_before_notification(office: Office) -> None:
    made = make_delivery(office)
    judged = measure(made.notice, received(made, date(2026, 6, 30)))
    assert (judged.timing, judged.due_on) == ("no_period", None)


def test_period_runs_for_each_party_by_itself(office: Office, delivery: Delivery) -> None:
    neighbour = Party.objects.create(case=delivery.case, role="third", family_name="Nachbarin")
    agent = Party.objects.create(case=delivery.case, role="representative", family_name="Anwalt")
    late = date(2026, 6, 1)
    assert measure(delivery.notice, received(delivery, late, party=neighbour)).timing == "no_period"
    assert measure(delivery.notice, received(delivery, late, party=agent)).timing == "late"


@pytest.mark.parametrize(
    ("court", "form", "warned"),
    [
        ("vwgo", "written", False),
        ("vwgo", "record", False),
        ("vwgo", "fax", False),
        ("vwgo", "substitute", False),
        ("vwgo", "email", True),
        ("vwgo", "oral", True),
        ("sgg", "email", True),
        ("fgo", "email", False),  # § 357 I AO: "schriftlich oder elektronisch"
        ("fgo", "oral", True),
    ],
)
def test_form_is_looked_at(
    office: Office, delivery: Delivery, court: str, form: str, warned: bool
) -> None:
    under(office, office.service.regime, court)
    because = measure(delivery.notice, received(delivery, form=form)).because
    assert any("Bitte die Person sofort" in sentence for sentence in because) == warned


def test_other_remedy_is_pointed_out(office: Office, delivery: Delivery) -> None:
    under(office, office.service.regime, remedy="action")
    assert "die Klage" in measure(delivery.notice, received(delivery)).because[-1]


def test_objection_gets_its_own_case(office: Office, delivery: Delivery, tmp_path: Path) -> None:
    service = install_objections(office, tmp_path)
    objection = enter(office, delivery)
    track = objection.track
    assert track is not None
    assert (track.service, track.unit, track.origin) == (service, service.unit, delivery.case)
    assert objection.state == Objection.State.IN_PROCEDURE
    assert track.received_on == LAST_DAY
    assert track.data["notice"]["number"] == delivery.notice.number
    assert track.data["notice"]["notified_on"] == "2026-03-07"
    assert track.steps.filter(status="open").exists()
    here, there = delivery.case.parties.get(), track.parties.get()
    assert (here.name, here.street, here.pk) != (there.name, there.street, there.pk)
    assert (here.name, here.street) == (there.name, there.street)


def test_scan_is_in_both_cases(office: Office, delivery: Delivery, tmp_path: Path) -> None:
    install_objections(office, tmp_path)
    objection = enter(office, delivery, text="", filename="w.pdf", content=b"%PDF-1.7 w")
    document = objection.document
    assert document is not None
    assert document.case == delivery.case
    assert objection.track is not None
    assert objection.track.documents.get().sha256 == document.sha256
    assert objection.text


def test_without_a_service_it_is_kept_with_a_date(office: Office, delivery: Delivery) -> None:
    objection = enter(office, delivery)
    assert (objection.state, objection.track) == (Objection.State.KEPT, None)
    assert "VwVfG" in objection.trouble
    row = delivery.case.deadlines.get(kind=Deadline.Kind.MAIL)
    assert row.due_on == date(2026, 7, 7)  # three months, § 75 VwGO
    assert "§ 75 Satz 2 VwGO" in " ".join(row.because)
    assert Case.objects.get(pk=delivery.case_id).attention == Case.Attention.OBJECTION


def test_service_that_wants_other_data_leaves_it_kept(
    office: Office, delivery: Delivery, tmp_path: Path
) -> None:
    wants = SCHEMA.replace('"received_on": {', '"received_on": { "const": "2026-03-20",')
    install_objections(office, tmp_path, wants)
    objection = enter(office, delivery)
    assert objection.state == Objection.State.KEPT
    assert "nimmt diesen" in objection.trouble or "does not take" in objection.trouble


@pytest.mark.parametrize("regime", ["SGB X", "AO"])
def test_service_must_stand_under_the_same_procedure_law(
    office: Office, delivery: Delivery, tmp_path: Path, regime: str
) -> None:
    install_objections(office, tmp_path)
    under(office, regime)
    delivery.case.service.refresh_from_db()
    delivery.notice.case.service.refresh_from_db()
    assert enter(office, delivery).state == Objection.State.KEPT


def test_objection_holds_finality_up(office: Office, delivery: Delivery) -> None:
    assert delivery.final_on == date(2026, 4, 8)
    objection = enter(office, delivery)
    delivery.refresh_from_db()
    assert delivery.final_on is None
    assert "§ 80 Abs. 1 VwGO" in delivery.because[-1]
    row = delivery.deadline
    assert row is not None
    assert row.done_at == LATER
    withdraw(objection=objection, on=date(2026, 5, 4), reason="Brief", by=office.ben, now=LATER)
    delivery.refresh_from_db()
    assert delivery.final_on == date(2026, 5, 4)
    running = delivery.case.deadlines.filter(kind=Deadline.Kind.MAIL, done_at__isnull=True)
    assert not running.exists()


def test_withdrawn_once_and_not_before_it_came(office: Office, delivery: Delivery) -> None:
    objection = enter(office, delivery)
    with pytest.raises(InvalidData):
        withdraw(objection=objection, on=date(2026, 4, 1), reason="x", by=office.ben, now=LATER)
    withdraw(objection=objection, on=date(2026, 5, 4), reason="x", by=office.ben, now=LATER)
    with pytest.raises(Conflict):
        withdraw(objection=objection, on=date(2026, 5, 4), reason="x", by=office.ben, now=LATER)


def test_decision_on_the_objection_settles_it(
    office: Office, delivery: Delivery, tmp_path: Path
) -> None:
    service = install_objections(office, tmp_path)
    objection = enter(office, delivery)
    assert objection.track is not None
    answer = make_notice(office, case=objection.track, issued=moment(date(2026, 6, 2)))
    second = plan(notice=answer, now=answer.issued_at)
    assert (second.channel, second.service_form) == ("formal", "record")
    objection.refresh_from_db()
    assert (objection.state, objection.ended_on) == (Objection.State.SETTLED, date(2026, 6, 2))
    delivery.refresh_from_db()
    assert delivery.final_on is None
    assert service.key == "objection"


def test_second_objection_waits_for_the_first(office: Office, delivery: Delivery) -> None:
    enter(office, delivery)
    with pytest.raises(Conflict):
        enter(office, delivery)
    twin = Objection.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "reinstatement"),
        ({"reinstatement": "applied", "obstacle": "Krankenhaus"}, "obstacle_ended_on"),
        (
            {"reinstatement": "applied", "obstacle_ended_on": date(2026, 4, 20)},
            "obstacle",
        ),
    ],
)
def test_late_one_must_say_whether_reinstatement_is_applied_for(
    office: Office, delivery: Delivery, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidData) as caught:
        enter(office, delivery, date(2026, 4, 27), **changes)
    assert set(caught.value.errors) == {field}
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    ("regime", "court", "until", "norm"),
    [
        ("VwVfG", "vwgo", date(2026, 5, 4), "§ 60 Abs. 2 Satz 1 VwGO"),
        ("SGB X", "sgg", date(2026, 5, 20), "§ 67 Abs. 2 Satz 1 SGG"),
        ("AO", "fgo", date(2026, 5, 20), "§ 110 Abs. 2 Satz 1 AO"),
    ],
)
def test_reinstatement_has_its_own_period(
    office: Office, regime: str, court: str, until: date, norm: str
) -> None:
    under(office, regime, court)
    made = make_delivery(office)
    post(office, made)
    objection = enter(
        office,
        made,
        date(2026, 4, 27),
        reinstatement="applied",
        obstacle="Krankenhaus",
        obstacle_ended_on=date(2026, 4, 20),
    )
    assert objection.reinstatement_due_on == until
    because = " ".join(objection.reinstatement_because)
    assert norm in because
    assert "rechtzeitig" in because


def test_late_objection_without_reinstatement_is_dealt_with_too(
    office: Office, delivery: Delivery
) -> None:
    objection = enter(office, delivery, date(2026, 4, 27), reinstatement="not_applied")
    assert (objection.timing, objection.due_on) == ("late", LAST_DAY)
    assert objection.state == Objection.State.KEPT


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": date(2026, 7, 2)}, "received_on"),
        ({"on": date(2026, 3, 2)}, "received_on"),
        ({"text": " "}, "text"),
    ],
)
def test_what_cannot_be_is_refused(
    office: Office, delivery: Delivery, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidData) as caught:
        enter(office, delivery, **changes)
    assert set(caught.value.errors) == {field}


def test_only_decisions_can_be_objected_to(office: Office) -> None:
    hearing = make_delivery(office, kind="hearing")
    with pytest.raises(InvalidData):
        enter(office, hearing)


@pytest.mark.parametrize("who", ["cleo", "rolf"])
def test_only_people_of_the_unit_enter_one(office: Office, delivery: Delivery, who: str) -> None:
    with pytest.raises(NotAllowed):
        enter_objection(
            notice=Notice.objects.select_related("case__service").get(pk=delivery.notice_id),
            received=received(delivery),
            by=getattr(office, who),
            now=NOW,
        )
