"""What every page's frame shows: the authority, the person, their roles and where they can go."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access import roles
from casework.access.models import User
from casework.desk.help.pages import chapter_of
from casework.desk.help.tour import Card, card
from casework.desk.places import DAILY, OVERVIEW, kept_by
from casework.notifying.showing import unread

ROLE_NAMES: dict[str, Promise] = {
    roles.WORK: _("Caseworker"),
    roles.LEAD: _("Team lead"),
    roles.AUDIT: _("Auditor"),
    roles.ADMINISTER: _("Administrator"),
}


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation."""

    url: str
    label: Promise
    current: bool


class Frame:
    """Reads nothing until a template asks, so that partial answers cost no queries."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.match = request.resolver_match
        self.user = getattr(request, "user", None)

    @cached_property
    def person(self) -> User | None:
        """The signed-in person, or None."""
        user = self.user
        return user if isinstance(user, User) and user.is_authenticated else None

    @cached_property
    def authority(self) -> str:
        """Name of the person's authority; empty before sign-in."""
        person = self.person
        return person.authority.name if person and person.authority else ""

    @cached_property
    def role(self) -> str:
        """The person's roles in words, the most far-reaching last."""
        person = self.person
        if person is None:
            return ""
        held = [str(name) for role, name in ROLE_NAMES.items() if roles.has_role(person, role)]
        return ", ".join(held)

    @cached_property
    def places(self) -> list[Entry]:
        """Where this person can go, in the order of the navigation."""
        person = self.person
        if person is None:
            return []
        kept = [reverse(place.name) for _title, places in kept_by(person) for place in places]
        entries = [
            Entry(url, place.label, self._is_current(url))
            for place in DAILY
            if roles.has_role(person, *place.roles)
            for url in (reverse(place.name),)
        ]
        if kept:
            url = reverse(OVERVIEW.name)
            entries.append(Entry(url, OVERVIEW.label, any(map(self._is_current, (url, *kept)))))
        return entries

    @property
    def tour(self) -> Card | None:
        """The card of the first day, if it is to be shown."""
        return card(self.person, timezone.now()) if self.person else None

    @cached_property
    def alerts(self) -> int:
        """How many alerts the person has not read; one query."""
        return len(unread(self.person)) if self.person else 0

    @property
    def help(self) -> str:
        """Where the handbook explains this page."""
        chapter = chapter_of(self.match.view_name) if self.match else ""
        return reverse("desk:help-chapter", args=[chapter]) if chapter else reverse("desk:help")

    def _is_current(self, url: str) -> bool:
        return self.path == url if url == "/" else self.path.startswith(url)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
