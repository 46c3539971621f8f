"""What is wrong, or merely odd, in the text of a by-law, with its line. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERRORS: dict[str, Promise] = {
    "empty": _("There is no text."),
    "too-long": _("The text has more than %(value)s characters."),
    "no-norm": _("No § was found. Each norm begins with a line such as “§ 1 Scope”."),
    "characters": _("This line has characters that are no text (%(value)s)."),
    "norm-twice": _("%(value)s is there twice."),
    "absatz-twice": _("Absatz (%(value)s) is there twice in this norm."),
}
REMARKS: dict[str, Promise] = {
    "preamble": _("The text before the first norm is kept as an introduction."),
    "norm-order": _("%(value)s does not follow the number before it."),
    "absatz-order": _("Absatz (%(value)s) does not follow the number before it."),
    "item-order": _("Number %(value)s does not follow the one before it."),
    "no-text": _("%(value)s has no text."),
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """An error (the text cannot be saved so) or a remark; `line` counts from 1."""

    line: int
    code: str
    value: str = ""

    @property
    def is_error(self) -> bool:
        return self.code in ERRORS

    @property
    def text(self) -> str:
        """The sentence for the person, in their language."""
        return str((ERRORS | REMARKS)[self.code]) % {"value": self.value}
