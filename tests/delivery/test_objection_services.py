"""The delivered objection services take what an objection tells them."""

from datetime import date

import pytest

from casework.delivery.actions.objections import enter_objection
from casework.delivery.actions.received import Received
from casework.delivery.models import Objection
from casework.services.actions import install
from tests.delivery.making import make_delivery, moment, post, under
from tests.factories import NOW, ROOT, Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("key", "regime", "court"),
    [("objection", "VwVfG", "vwgo"), ("objection-social", "SGB X", "vwgo")],
)
@pytest.mark.parametrize("late", [False, True])
def test_objection_opens_their_case(
    office: Office, key: str, regime: str, court: str, late: bool
) -> None:
    install(
        source=ROOT / "fixtures/services" / key,
        authority=office.authority,
        unit=office.other_unit,
        by=office.adm,
        now=NOW,
    )
    under(office, regime, court)
    delivery = make_delivery(office)
    post(office, delivery)
    assert delivery.party is not None
    received = Received(
        party=delivery.party,
        received_on=date(2026, 4, 20) if late else date(2026, 3, 20),
        form="written",
        text="Ich widerspreche.",
        reinstatement="applied" if late else "",
        obstacle="Krankenhaus" if late else "",
        obstacle_ended_on=date(2026, 4, 15) if late else None,
    )
    now = moment(date(2026, 4, 21))
    objection = enter_objection(notice=delivery.notice, received=received, by=office.ada, now=now)
    assert objection.trouble == ""
    assert objection.state == Objection.State.IN_PROCEDURE
    assert objection.track is not None
    assert objection.track.service.key == key
