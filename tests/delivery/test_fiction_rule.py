"""Entering a Land's own fiction."""

import pytest
from django.core.management import CommandError, call_command

from casework.delivery.models import FictionRule
from tests.factories import Office

pytestmark = pytest.mark.django_db
RULE = ("lindenfurt", "VwVfG", "post", "3", "§ 41 LVwVfG", "2020-01-01", "GVBl.")


def test_rule_is_entered_once(office: Office) -> None:
    call_command("fiction_rule", *RULE)
    rule = FictionRule.objects.get()
    assert (rule.days, rule.norm, rule.authority) == (3, "§ 41 LVwVfG", office.authority)
    with pytest.raises(CommandError):
        call_command("fiction_rule", *RULE)


@pytest.mark.parametrize(("place", "value"), [(0, "nowhere"), (3, "0"), (3, "61")])
def test_nonsense_is_refused(office: Office, place: int, value: str) -> None:
    with pytest.raises(CommandError):
        call_command("fiction_rule", *RULE[:place], value, *RULE[place + 1 :])
    assert not FictionRule.objects.exists()
