"""Following a case: for leads, once, logged, and ended again."""

import pytest

from casework.access import roles
from casework.audit.models import Entry
from casework.cases.errors import Conflict, NotAllowed
from casework.cases.following import follow, unfollow
from casework.cases.models import Follow
from tests.factories import NOW, Office, make_case

pytestmark = pytest.mark.django_db


def test_a_lead_follows_once_and_stops_again(office: Office) -> None:
    case = make_case(office)
    follow(case=case, by=office.lea, now=NOW)
    with pytest.raises(Conflict, match="schon"):
        follow(case=case, by=office.lea, now=NOW)
    unfollow(case=case, by=office.lea)
    with pytest.raises(Conflict, match="nicht mehr"):
        unfollow(case=case, by=office.lea)
    acts = Entry.objects.filter(case_id=case.pk, act__contains="follow", action=Entry.Action.ACT)
    assert list(acts.values_list("act", flat=True)) == ["case.unfollow", "case.follow"]


def test_only_who_leads_the_unit_follows(office: Office) -> None:
    case = make_case(office)
    roles.grant(user=office.cleo, role=roles.LEAD, unit=office.other_unit)
    for person in (office.ada, office.rolf, office.cleo):
        with pytest.raises(NotAllowed):
            follow(case=case, by=person, now=NOW)


def test_who_leads_no_longer_can_still_stop(office: Office) -> None:
    case = make_case(office)
    follow(case=case, by=office.lea, now=NOW)
    roles.grant(user=office.lea, role=roles.WORK, unit=office.unit)
    roles.withdraw(user=office.lea, role=roles.LEAD, unit=office.unit)
    unfollow(case=case, by=office.lea)
    assert not Follow.objects.exists()
