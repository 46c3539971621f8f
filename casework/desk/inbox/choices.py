"""What the filters of the inbox offer, with the words for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.access import roles
from casework.access.models import Unit, User
from casework.desk.inbox.selection import COLUMNS, Selection
from casework.intake.models import Channel
from casework.prepared import Given, OneOf, ask
from casework.services.models import Service

Words = dict[str, Promise]

VIEWS: Words = {
    "needs": _("Needs me"),
    "waiting": _("Waiting"),
    "open": _("All open"),
    "closed": _("Closed"),
}
DUE: Words = {
    "overdue": _("overdue"),
    "today": _("due today"),
    "week": _("in the next 7 days"),
    "none": _("no date"),
}
NEWS: Words = {
    "unread": _("unread"),
    "new": _("New application"),
    "answer": _("Answer arrived"),
    "assigned": _("Newly assigned"),
    "returned_mail": _("Letter came back"),
    "objection": _("Objection received"),
    "follow_up": _("Follow-up due"),
    "call_back": _("Call-back due"),
}
KINDS: Words = {
    "check": pgettext_lazy("kind of step", "Check"),
    "decide": pgettext_lazy("kind of step", "Decide"),
    "letter": pgettext_lazy("kind of step", "Write a letter"),
    "consult": pgettext_lazy("kind of step", "Consult another body"),
    "wait": pgettext_lazy("kind of step", "Wait"),
    "finish": pgettext_lazy("kind of step", "Finish"),
}
SORTS: Words = {
    "due": _("Most urgent first"),
    "received": _("Oldest first"),
    "newest": _("Newest first"),
    "news": _("Latest news first"),
}
COLUMN_NAMES: Words = {
    "applicant": _("Applicant"),
    "service": _("Service"),
    "unit": _("Unit"),
    "step": _("Step"),
    "why": _("Why"),
    "received": _("Received"),
    "due": _("Due"),
    "who": _("Who"),
}


@dataclass(frozen=True)
class Choice:
    """One thing to choose, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Select:
    """One of the filters that are not always in sight."""

    name: str
    label: Promise
    anything: Promise
    options: list[Choice]


def services_of(user: User, selection: Selection) -> list[Choice]:
    """The services of the units `user` sees; one query."""
    theirs = OneOf(F("unit_id"), Given("units"))
    there = ask("services", lambda: Service.objects.filter(theirs).only("name"), units=_units(user))
    return [_choice(str(one.pk), one.name, selection.service) for one in there]


def people_of(people: Iterable[User], selection: Selection) -> list[Choice]:
    """The colleagues whose cases the list may show."""
    return [_choice(str(one.pk), str(one), selection.person) for one in people]


def rare_filters(units: Iterable[Unit], selection: Selection) -> list[Select]:
    """The filters behind "More filters"; that of the unit where there are several."""
    named = [_choice(str(unit.pk), unit.name, selection.unit) for unit in units]
    channels = [_choice(value, label, selection.channel) for value, label in Channel.choices]
    found = [
        Select("due", _("Due"), _("any time"), _choices(DUE, selection.due)),
        Select("news", _("What happened"), _("anything"), _choices(NEWS, selection.news)),
        Select("step", _("Step"), _("any step"), _choices(KINDS, selection.step)),
        Select("channel", _("Came in by"), _("any way"), channels),
    ]
    return [Select("unit", _("Unit"), _("all units"), named), *found] if len(named) > 1 else found


def sorts(selection: Selection) -> list[Choice]:
    """The orders a list can have."""
    return _choices(SORTS, selection.sort)


def columns(selection: Selection) -> list[Choice]:
    """The columns a list can have; the file number is always there."""
    return [Choice(name, str(COLUMN_NAMES[name]), name in selection.columns) for name in COLUMNS]


def units_of(user: User) -> list[Unit]:
    """The units whose cases `user` sees, by name; one query."""
    seen = OneOf(F("pk"), Given("units"))
    ordered = Unit.objects.filter(seen).order_by("name", "pk")
    return ask("units", lambda: ordered, units=_units(user))


def in_words(selection: Selection, units: Iterable[Unit]) -> list[str]:
    """The filters that are set and not in sight, for the line above the list and for print."""
    found = [
        DUE.get(selection.due),
        NEWS.get(selection.news),
        KINDS.get(selection.step),
        dict(Channel.choices).get(selection.channel),
    ]
    words = [str(one) for one in found if one]
    return words + [unit.name for unit in units if str(unit.pk) == selection.unit]


def _units(user: User) -> list[int]:
    return sorted(roles.unit_ids(user, roles.WORK, roles.LEAD, roles.AUDIT))


def _choices(words: Words, chosen: str) -> list[Choice]:
    return [_choice(value, label, chosen) for value, label in words.items()]


def _choice(value: str, label: object, chosen: str) -> Choice:
    return Choice(value, str(label), value == chosen)
