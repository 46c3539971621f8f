"""Which passwords are refused, and why: OWASP ASVS 5.0 6.2 and BSI ORP.4.

Length (12 or more, none too long), not common, not like the person's own data, no word of the
office, not one of the last ones. Nothing is asked of capitals, digits or signs, and no password
ends by itself: both lead to worse ones.
"""

import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.accounts.models import PastPassword

REMEMBERED = 5
SHORTEST_WORD = 5  # shorter ones occur by chance
OWN_WORDS = ("sachstand", "behörde", "passwort", "password", "kennwort")


class NoWordOfTheOffice:
    """Refuses a password that is little more than a word everybody in the office would try."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError when fewer than eight characters remain without those words."""
        rest = _folded(password)
        for word in sorted(_words(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < min(8, len(password)):
            raise ValidationError(
                _("The password is little more than the name of the office or of the program."),
                code="password_office_word",
            )

    def get_help_text(self) -> str:
        return _("Not merely the name of the office or of the program.")


class NotUsedBefore:
    """Refuses the password in use and the last ones before it."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError when the person had this password before; for nobody else."""
        if user is None or user.pk is None:
            return
        before = PastPassword.objects.filter(user=user).values_list("password", flat=True)
        known = [user.password, *before[:REMEMBERED]]
        if any(check_password(password, one) for one in known if one):
            raise ValidationError(
                _("You had this password before. Please choose another one."),
                code="password_used_before",
            )

    def password_changed(self, password: str, user: Any = None) -> None:
        """Django calls this after the change was saved; what was before is kept in `keep`."""

    def get_help_text(self) -> str:
        return _("None of the last passwords.")


class NotOfTheDemo:
    """Refuses the password the demo prints on the screen."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_demo_password(password):
            raise ValidationError(
                _("Everybody knows this password: it is the one of the demo."),
                code="password_demo",
            )

    def get_help_text(self) -> str:
        return _("Not the password of the demo.")


def is_demo_password(password: str) -> bool:
    """Whether this is the password all invented people of the demo have."""
    return password == settings.DEMO_PASSWORD


def _words(user: Any) -> set[str]:
    authority = user.authority if isinstance(user, User) else None
    texts = [*OWN_WORDS, *((authority.name, authority.slug) if authority else ())]
    words = {part for text in texts for part in _folded(text).replace("-", " ").split()}
    return {word for word in words if len(word) >= SHORTEST_WORD}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
