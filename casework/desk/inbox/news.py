"""What came into a list since it was shown."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from casework.access.models import User
from casework.desk.inbox.lists import Asked, view_of
from casework.desk.inbox.narrowing import narrowed
from casework.desk.inbox.selection import Selection

MOST = 100


def came_since(selection: Selection, user: User, since: datetime, now: datetime) -> int:
    """How many cases of the list have news later than `since`, at most MOST.

    Signatures and opinions asked of the person are not looked for: they would cost three queries
    each time, and are seen when the list is shown again.
    """
    today = timezone.localdate(now)
    cases = narrowed(view_of(selection.view, user, today, Asked()), selection, user, today)
    fresh = cases.filter(Q(attention_since__gt=since) | Q(opened_at__gt=since))
    return len(fresh.order_by().values_list("pk")[:MOST])
