"""How the demo's colleagues keep their desks: follow-ups, and a view the unit shares."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from casework.cases.follow_ups import set_follow_up
from casework.cases.models import Case, CaseQuerySet, FollowUp, SavedView
from casework.demo.town import Town
from casework.desk.inbox.saved import save_view
from casework.desk.inbox.selection import Selection

# Days from today, and why: one that is due, and one whose case rests until then.
PLANS = ((0, "Rückruf versprochen: fehlende Unterlage besprechen"), (6, "Gutachten abwarten"))


def keep(town: Town, now: datetime) -> None:
    """Set the follow-ups and save the view, unless somebody did already."""
    today = timezone.localdate(now)
    if not FollowUp.objects.exists():
        for person in town.people.values():
            own = Case.objects.open().filter(assignee=person, waiting_for="")
            for case, (days, why) in zip(_calmest(own), PLANS, strict=False):
                day = today + timedelta(days=days)
                set_follow_up(case=case, due_on=day, reason=why, by=person, now=now)
    lead = town.people["brandt"]
    if not SavedView.objects.filter(owner=lead).exists():
        overdue = Selection("open", due="overdue")
        unit = town.units["strassenverkehr"].pk
        save_view(selection=overdue, name="Überfällig", unit=unit, by=lead, now=now)


def _calmest(cases: CaseQuerySet) -> list[Case]:
    """The cases whose dates are farthest away."""
    return list(cases.order_by(F("due_on").desc(nulls_first=True), "pk")[: len(PLANS)])
