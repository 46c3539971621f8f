"""What every page's frame shows: the authority, the person, their roles and where they can go."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.access import roles
from casework.access.models import User

ROLE_NAMES: dict[str, Promise] = {
    roles.WORK: _("Caseworker"),
    roles.LEAD: _("Team lead"),
    roles.AUDIT: _("Auditor"),
    roles.ADMINISTER: _("Administrator"),
}

# Address name, label, and the roles that see it; the pages themselves check again.
PLACES: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("desk:inbox", _("Inbox"), (roles.WORK, roles.LEAD, roles.AUDIT)),
    ("desk:post", pgettext_lazy("navigation", "Mail"), (roles.WORK, roles.LEAD)),
    ("desk:team", _("Team"), (roles.LEAD,)),
    ("desk:audit", _("Audit log"), (roles.AUDIT,)),
    (
        "desk:retention",
        pgettext_lazy("navigation", "Data protection"),
        (roles.LEAD, roles.ADMINISTER),
    ),
    ("desk:intake", _("Intake"), (roles.ADMINISTER,)),
    (
        "desk:calculator",
        pgettext_lazy("navigation", "Deadlines"),
        (roles.WORK, roles.LEAD, roles.ADMINISTER),
    ),
    ("legal:search", pgettext_lazy("navigation", "Find law"), roles.ROLES),
    ("desk:services", _("Services"), roles.ROLES),
    ("desk:signing", pgettext_lazy("navigation", "Signing"), (roles.ADMINISTER,)),
    ("desk:absences", _("Substitution"), roles.ROLES),
    ("desk:letter-styles", _("Letter styles"), (roles.ADMINISTER,)),
    ("desk:law-review", pgettext_lazy("navigation", "Law"), (roles.ADMINISTER,)),
)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    url: str
    label: Promise
    current: bool


class Frame:
    """Reads nothing until a template asks, so that partial answers cost no queries."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
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
    def places(self) -> list[Place]:
        """Where this person can go, in the order of the navigation."""
        person = self.person
        if person is None:
            return []
        return [
            Place(url, label, self._is_current(url))
            for name, label, allowed in PLACES
            if roles.has_role(person, *allowed)
            for url in (reverse(name),)
        ]

    def _is_current(self, url: str) -> bool:
        return self.path == url if url == "/" else self.path.startswith(url)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `frame` in every template."""
    return {"frame": Frame(request)}
