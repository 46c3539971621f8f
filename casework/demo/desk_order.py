"""How the demo's colleagues keep their desks: follow-ups, calls, and a view the unit shares."""

from datetime import datetime, time, timedelta

from django.db.models import F
from django.utils import timezone

from casework.cases.appointments import Agreed
from casework.cases.contacts import Talk, add_contact
from casework.cases.follow_ups import set_follow_up
from casework.cases.models import Case, CaseQuerySet, Contact, FollowUp, SavedView
from casework.demo.town import Town
from casework.desk.inbox.saved import save_view
from casework.desk.inbox.selection import Selection

# Days from today, and why: one that is due, and one whose case rests until then.
PLANS = ((0, "Nachgereichte Unterlage durchsehen"), (6, "Gutachten abwarten"))
VISIT = "Fragt, welche Unterlagen noch fehlen. Liste mitgegeben, die Gebühr erklärt."
CALL = (
    "Hat eine Frage zum Nachweis und ist nachmittags am besten zu erreichen. "
    "Rückruf zugesagt, nachdem die Unterlagen angesehen sind."
)


def keep(town: Town, now: datetime) -> None:
    """Set the follow-ups, note the calls and save the view, unless somebody did already."""
    today = timezone.localdate(now)
    if not FollowUp.objects.exists():
        for person in town.people.values():
            own = Case.objects.open().filter(assignee=person, waiting_for="")
            for case, (days, why) in zip(_calmest(own), PLANS, strict=False):
                day = today + timedelta(days=days)
                set_follow_up(case=case, due_on=day, reason=why, by=person, now=now)
    if not Contact.objects.exists():
        _talk(town, now)
    lead = town.people["brandt"]
    if not SavedView.objects.filter(owner=lead).exists():
        overdue = Selection("open", due="overdue")
        unit = town.units["strassenverkehr"].pk
        save_view(selection=overdue, name="Überfällig", unit=unit, by=lead, now=now)


def _talk(town: Town, now: datetime) -> None:
    """Two conversations in a case of one caseworker; in the latter a call-back is promised."""
    person, day = town.people["demir"], timezone.localdate(now)
    for case in _calmest(Case.objects.open().filter(assignee=person, waiting_for=""))[-1:]:
        party = case.parties.first()
        first = max(case.opened_at, now - timedelta(days=6))
        visit = Talk(VISIT, party=party, way=Contact.Way.COUNTER)
        call = Talk(CALL, party=party)
        promised = Agreed(day, time(14), time(16), about="Frage zum Nachweis", phone="06999 4711")
        add_contact(case=case, talk=visit, by=person, now=first)
        latest = max(first, now - timedelta(days=1))
        add_contact(case=case, talk=call, by=person, now=latest, agreed=promised)


def _calmest(cases: CaseQuerySet) -> list[Case]:
    """The cases whose dates are farthest away."""
    return list(cases.order_by(F("due_on").desc(nulls_first=True), "pk")[: len(PLANS)])
