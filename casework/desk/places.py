"""Where somebody can go: the places of the daily work, and what an office keeps beside it."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.access import roles
from casework.access.models import User

WORKING = (roles.WORK, roles.LEAD)
KEEPING = (roles.LEAD, roles.ADMINISTER)


class Place(NamedTuple):
    """A page of the navigation: its address name, its label and the roles that see the link.

    The page itself checks again (casework.desk.gate). `words` say what it is for.
    """

    name: str
    label: Promise
    roles: tuple[str, ...]
    words: Promise | str = ""


DAILY = (
    Place("desk:inbox", _("Inbox"), (*WORKING, roles.AUDIT)),
    Place("desk:post", pgettext_lazy("navigation", "Mail"), WORKING),
    Place("desk:team", _("Team"), (roles.LEAD,)),
    Place("desk:figures", pgettext_lazy("navigation", "Figures"), (roles.LEAD, roles.AUDIT)),
    Place("desk:audit", _("Audit log"), (roles.AUDIT,)),
    Place(
        "desk:calculator", pgettext_lazy("navigation", "Deadlines"), (*WORKING, roles.ADMINISTER)
    ),
    Place("legal:search", pgettext_lazy("navigation", "Find law"), roles.ROLES),
    Place("desk:services", _("Services"), roles.ROLES),
    Place("desk:absences", _("Substitution"), roles.ROLES),
)

OFFICE: tuple[tuple[Promise, tuple[Place, ...]], ...] = (
    (
        _("People and powers"),
        (
            Place(
                "desk:staff",
                pgettext_lazy("navigation", "People"),
                (roles.ADMINISTER,),
                _("Who may sign in: new people, second factors, sessions, people who leave."),
            ),
            Place(
                "desk:units",
                _("Units and roles"),
                (roles.ADMINISTER,),
                _("The units as a tree, and who can do what in each."),
            ),
            Place(
                "desk:signing",
                pgettext_lazy("navigation", "Signing"),
                (roles.ADMINISTER,),
                _("Who may sign what, by outcome and value."),
            ),
        ),
    ),
    (
        _("Law and letters"),
        (
            Place(
                "desk:law-review",
                pgettext_lazy("navigation", "Law"),
                (roles.ADMINISTER,),
                _("What changed in the law, and every place that cites it; by-laws and links."),
            ),
            Place(
                "desk:accessibility-settings",
                pgettext_lazy("navigation", "Accessibility"),
                (roles.ADMINISTER,),
                _("The statement the law asks for: who answers, which body settles disputes."),
            ),
            Place(
                "desk:letter-styles",
                _("Letter styles"),
                (roles.ADMINISTER,),
                _("How letters look and what they always say."),
            ),
        ),
    ),
    (
        _("Applications and files"),
        (
            Place(
                "desk:intake",
                _("Intake"),
                (roles.ADMINISTER,),
                _("What arrived, and what could not be read and waits for somebody."),
            ),
            Place(
                "desk:retention",
                pgettext_lazy("navigation", "Data protection"),
                KEEPING,
                _("How long closed cases are kept, what is due for deletion, and its proofs."),
            ),
        ),
    ),
)

OVERVIEW = Place("desk:office", pgettext_lazy("navigation", "Office"), KEEPING)


def kept_by(person: User) -> list[tuple[Promise, list[Place]]]:
    """What `person` keeps for the office, in groups with their titles; a query for the roles."""
    groups = (
        (title, [place for place in places if roles.has_role(person, *place.roles)])
        for title, places in OFFICE
    )
    return [(title, places) for title, places in groups if places]
