"""How near a date is, in levels and words."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from casework.desk.inbox.urgency import urgency

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days", "level", "text"),
    [
        (-30, "overdue", "30 Tage überfällig"),
        (-1, "overdue", "1 Tag überfällig"),
        (0, "today", "heute fällig"),
        (1, "soon", "morgen fällig"),
        (3, "soon", "in 3 Tagen"),
        (4, "later", "in 4 Tagen"),
    ],
)
def test_levels(days: int, level: str, text: str) -> None:
    with override("de"):
        found = urgency(TODAY + timedelta(days=days), TODAY)
    assert (found.level, found.text) == (level, text)


def test_no_date_is_no_hurry() -> None:
    assert urgency(None, TODAY).level == "none"


def test_each_pressing_level_has_its_own_shape() -> None:
    shapes = {urgency(TODAY + timedelta(days=n), TODAY).icon for n in (-1, 0, 1)}
    assert len(shapes) == 3
    assert "" not in shapes
