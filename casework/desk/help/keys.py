"""All keys of the application in one place: what the overview (?) and the handbook show.

A page reacts to a key when something on it says so: `data-key="n"` on a link, a button or a field
(static/desk/keys.js), or a line in static/desk/inbox.js where a key means more than that. Every
key that is one character can be switched off (WCAG 2.2, success criterion 2.1.4).
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Key(NamedTuple):
    """What is pressed (one of several), and what it does."""

    pressed: tuple[str, ...]
    does: Promise


class Keys(NamedTuple):
    """The keys of one kind of page."""

    place: Promise
    keys: tuple[Key, ...]


OVERVIEW: tuple[Keys, ...] = (
    Keys(
        _("On every page"),
        (
            Key(("?",), _("this overview")),
            Key(("s",), _("to the search box in the head")),
            Key(("Tab", "⇧ Tab"), _("to the next or the previous element")),
            Key(("Enter",), _("follow a link, press a button")),
            Key(("Esc",), _("close an explanation, a dialog, the quick look")),
        ),
    ),
    Keys(
        pgettext_lazy("keys", "In the inbox"),
        (
            Key(("j", "k"), _("next / previous case")),
            Key(("Enter",), _("open the case")),
            Key(("v",), _("quick look at the case")),
            Key(("x",), _("tick the case, or take the tick away")),
            Key(("/",), _("to the search")),
        ),
    ),
    Keys(
        pgettext_lazy("keys", "On the team board"),
        (
            Key(("j", "k"), _("next / previous case")),
            Key(("x",), _("tick the case, or take the tick away")),
            Key(("a",), _("to the person the ticked cases go to")),
        ),
    ),
    Keys(
        pgettext_lazy("keys", "On the page of a case"),
        (
            Key(("e",), _("to the first entry of the step")),
            Key(("n",), _("write a note")),
            Key(("r",), _("request documents")),
            Key(("i",), _("issue the letter; a question comes first")),
            Key(("j", "k"), _("next / previous case of the list one came from")),
            Key(("u",), _("back to that list")),
        ),
    ),
)
